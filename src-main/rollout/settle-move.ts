import type { Failure } from '../../shared/diagnostic';
import { scopesOfKind } from '../../shared/registration/write-needs';
import { err, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import { tenantRefusal, writerRefusal } from './right-tenant';
import { entryOf, type Move } from './switch-parts';

/**
 * What an earlier run left half done of a move, before anything else: what it sent without hearing of
 * it is noted, then `settle` tells whether all of it holds. What is lost is taken back by whoever
 * asked, and the token for that has been looked at by then.
 */
export async function settleMove<End extends { readonly kind: 'held' | 'lost' }>(
  engine: Engine,
  run: Run,
  { steps }: Move,
  settle: () => Promise<Result<End, Failure>>,
): Promise<Result<End, Failure>> {
  // The same tenant still, before anything is sent to settle it.
  const other = await tenantRefusal(engine);
  if (other !== null) return err(other);
  // A pause does not leave it half done once more.
  const settled = await engine.cut.by(run.urgent, async () => {
    const cut = steps.filter((step) => engine.log.state(step.id).status === 'SENT');
    const told = await engine.log.append(
      ...cut.map((step) =>
        entryOf(step, 'unknown', engine.log.state(step.id).direction, { reason: 'stopped' }),
      ),
    );
    return told.ok ? settle() : told;
  });
  if (!settled.ok || settled.value.kind === 'held') return settled;
  const kinds = steps.flatMap(({ kind }) => scopesOfKind[kind]);
  const refusal = await writerRefusal(engine, [...new Set(kinds)]);
  if (refusal !== null) return err(refusal);
  return settled;
}
