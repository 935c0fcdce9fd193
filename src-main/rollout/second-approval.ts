import { failure, type Failure } from '../../shared/diagnostic';
import { textIn } from '../../shared/journal/entry-body';
import { needsSecondPerson } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Engine } from './engine';

const approvalMs = 7 * 86_400_000;
/** An approval this much in the future was not given by a clock we can believe. */
const futureMs = 5 * 60_000;

/** The approval of a second person, as the journal keeps it. */
export interface SecondApproval {
  readonly account: string;
  readonly at: string;
}

/**
 * The second person's approval that counts for `account` approving now; null where the plan asks
 * for one person. It stands in the plan file or in the journal, is for exactly this plan and
 * tenant, by another account, not older than seven days, and from after the last drift (3.8).
 */
export function secondApprovalFor(
  engine: Engine,
  account: string | null,
  now: number,
): Result<SecondApproval | null, Failure> {
  const { plan } = engine;
  if (!needsSecondPerson(plan)) return ok(null);
  const found = given(engine).find(
    (one) => account !== null && one.account !== account && isFresh(engine, one, now),
  );
  return found === undefined
    ? err(failure('plan/second-approval', { planHash: plan.planHash }))
    : ok(found);
}

/** Every second approval of exactly this plan, the newest last; from the file and the journal. */
function given({ plan, log }: Engine): readonly SecondApproval[] {
  const filed = (plan.envelope.approvals ?? [])
    .filter((one) => one.planHash === plan.planHash && sameId(one.tenant, plan.tenant.id))
    .map(({ account, at }) => ({ account: account.toLowerCase(), at }));
  const journalled = log.entries.flatMap((entry) => {
    if (entry.type !== 'approved' || entry.body['planHash'] !== plan.planHash) return [];
    // An approval that was renewed names the second person it stood on.
    const isSecond = entry.body['for'] === 'second';
    const account = textIn(entry, isSecond ? 'account' : 'second');
    const at = isSecond ? entry.at : textIn(entry, 'secondAt');
    return account === null || at === null ? [] : [{ account, at }];
  });
  return [...filed, ...journalled];
}

function isFresh({ log }: Engine, { at }: SecondApproval, now: number): boolean {
  const givenAt = Date.parse(at);
  // What cannot be read is not fresh: every comparison with it is false.
  const isInTime = givenAt >= now - approvalMs && givenAt <= now + futureMs;
  const drift = log.entries.findLast((entry) => entry.type === 'drift' && entry.item === null);
  return isInTime && (drift === undefined || Date.parse(drift.at) < givenAt);
}

const sameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
