import type { Failure } from '../../shared/diagnostic';
import type { Plan } from '../../shared/plan/plan';
import { ok, type Result } from '../../shared/result';
import type { Rollout } from '../../src-main/rollout/rollout';

/** A rollout of which a person does some steps in the portal. */
export interface WithHands {
  readonly until: string;
  readonly byHand: readonly string[];
}

/** Every step in its turn: the app's own are applied, a person's are confirmed and never applied. */
export async function applyWithHands(
  rollout: Rollout,
  { steps }: Pick<Plan, 'steps'>,
  { until, byHand }: WithHands,
): Promise<Result<unknown, Failure>> {
  const quiet = { signal: new AbortController().signal, onEvent: () => undefined };
  for (const [place, { id }] of steps.entries()) {
    const status = rollout.status().steps[place]?.status;
    if (status !== 'DONE' && status !== 'SKIPPED') {
      const asked = { stepId: id, evidence: 'Set in the portal, ticket 4711.', by: 'Riku' };
      const done = byHand.includes(id)
        ? await rollout.confirm({ ...asked, ...quiet })
        : await rollout.apply({ until: { step: id }, ...quiet });
      if (!done.ok) return done;
    }
    if (id === until) break;
  }
  return ok(undefined);
}
