import { failure, type Failure } from '../../shared/diagnostic';
import { needsSecondPerson } from '../../shared/plan/plan';
import { err, type Result } from '../../shared/result';
import { accountOfRollout, type ApprovedFor } from './approval';
import type { Engine, Run } from './engine';
import { notAdministrator } from './second-approval';

/** Another person's yes to the same plan. */
export interface SecondRequest {
  readonly planHash: string;
  /** The account that signed in to give it: its object id in the tenant. Null: none could be told. */
  readonly account: string | null;
  /** The name it signed in with, as the journal keeps it. */
  readonly by: string;
  readonly how: 'cli' | 'window';
  readonly for: ApprovedFor;
}

/**
 * Writes a second person's approval into the journal, where its chain holds it. It applies nothing
 * by itself, and the rollout stays the first person's. Refused: another plan (`plan/hash-mismatch`),
 * a plan for one person (`plan/nothing-to-do`), the account that made the plan or carries it out
 * (`plan/same-approver`), one that does not administer the tenant as it is read now
 * (`plan/second-not-administrator`), roles nobody could read (`plan/snapshot-incomplete`).
 */
export async function approveSecond(
  engine: Engine,
  run: Pick<Run, 'signal'>,
  asked: SecondRequest,
): Promise<Result<void, Failure>> {
  const { plan, log } = engine;
  const { planHash, by, how } = asked;
  if (planHash !== plan.planHash) {
    return err(failure('plan/hash-mismatch', { expected: plan.planHash, actual: planHash }));
  }
  if (!needsSecondPerson(plan)) return err(failure('plan/nothing-to-do'));
  const account = asked.account?.toLowerCase() ?? null;
  const firsts = [plan.operatorId?.toLowerCase() ?? null, accountOfRollout(engine)];
  if (account === null || firsts.includes(account)) return err(failure('plan/same-approver'));
  const fresh = await engine.fresh.get(run.signal);
  if (!fresh.ok) return fresh;
  const refused = notAdministrator(account, fresh.value.snapshot);
  if (refused !== null) return err(refused);
  const body = {
    planHash,
    tenant: plan.tenant.id,
    by,
    how,
    for: 'second',
    way: asked.for,
    account,
  };
  return log.append({ type: 'approved', stepId: null, item: null, body });
}
