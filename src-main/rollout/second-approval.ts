import { failure, type Failure } from '../../shared/diagnostic';
import { administersSignIn } from '../../shared/entra/directory-role';
import { textIn, type Direction } from '../../shared/journal/entry-body';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { needsSecondPerson, type Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { lastApproval, type ApprovedFor } from './approval';
import type { Engine } from './engine';

const approvalMs = 7 * 86_400_000;
/** An approval this much in the future was not given by a clock we can believe. */
const futureMs = 5 * 60_000;

/** The approval of a second person, as the journal keeps it. */
export interface SecondApproval {
  readonly account: string;
  readonly at: string;
  /** The name they signed in with; null: a plan file holds none. */
  readonly by: string | null;
}

/** Where a second approval is looked for: the plan as its file holds it, and its journal. */
export interface ApprovedPlan {
  readonly plan: Plan;
  readonly entries: readonly JournalEntry[];
}

/**
 * The second person's approval that counts for `account` approving this way now; null where the plan
 * asks for one person. It stands in the plan file (for going forward alone) or in the journal, is for
 * exactly this plan and tenant, by another account, not older than seven days, and from after the
 * last drift (3.8). Whether they administer the tenant is asked before each write, by G4.
 */
export function secondApprovalFor(
  engine: Engine,
  account: string | null,
  now: number,
  way: ApprovedFor,
): Result<SecondApproval | null, Failure> {
  const { plan, log } = engine;
  if (!needsSecondPerson(plan)) return ok(null);
  const found =
    account === null ? null : secondOf({ plan, entries: log.entries }, account, now, way);
  return found === null
    ? err(failure('plan/second-approval', { planHash: plan.planHash }))
    : ok(found);
}

/** The same for whoever only looks; null: nobody's counts. `first`: the account it must not be. */
export function secondOf(
  approved: ApprovedPlan,
  first: string | null,
  now: number,
  way: ApprovedFor,
): SecondApproval | null {
  const other = first?.toLowerCase();
  return (
    given(approved, way).findLast(
      (one) => one.account !== other && isFresh(approved.entries, one, now),
    ) ?? null
  );
}

/**
 * Why the second person of the approval that counts no longer does; null: they do, or one person is
 * enough. An approval is a line in a file until the tenant itself says who gave it: unread roles are
 * no roles. The people whom an emergency stop gives their own state back are nobody's plan.
 */
export function secondRefused(
  engine: Engine,
  direction: Direction,
  snapshot: Snapshot | null,
): Failure | null {
  if (!needsSecondPerson(engine.plan)) return null;
  const approval = lastApproval(engine.log.entries, direction);
  if (approval?.body['how'] === 'stop') return null;
  const second = approval === null ? null : textIn(approval, 'second');
  if (second === null) return failure('plan/second-approval', { planHash: engine.plan.planHash });
  return notAdministrator(second, snapshot);
}

/** Why an account is no administrator of the tenant as it was read; null: it is one. */
export function notAdministrator(account: string, snapshot: Snapshot | null): Failure | null {
  if (snapshot?.roles.kind !== 'read')
    return failure('plan/snapshot-incomplete', { source: 'roles' });
  return administersSignIn(snapshot.roles.value, account)
    ? null
    : failure('plan/second-not-administrator', { account });
}

/** Every second approval of exactly this plan, the one given last at the end; file and journal. */
function given({ plan, entries }: ApprovedPlan, way: ApprovedFor): readonly SecondApproval[] {
  const filed = (way === 'apply' ? (plan.envelope.approvals ?? []) : [])
    .filter((one) => one.planHash === plan.planHash && sameId(one.tenant, plan.tenant.id))
    .map(({ account, at }) => ({ account: account.toLowerCase(), at, by: null }));
  const journalled = entries.flatMap((entry) => {
    if (entry.type !== 'approved' || entry.body['planHash'] !== plan.planHash) return [];
    // An approval that was renewed names the second person it stood on.
    const isSecond = entry.body['for'] === 'second';
    const asked = isSecond ? (entry.body['way'] ?? 'apply') : entry.body['for'];
    const account = textIn(entry, isSecond ? 'account' : 'second');
    const at = isSecond ? entry.at : textIn(entry, 'secondAt');
    if (asked !== way || account === null || at === null) return [];
    return [{ account, at, by: textIn(entry, isSecond ? 'by' : 'secondBy') }];
  });
  const at = (one: SecondApproval): number => Date.parse(one.at) || 0;
  return [...filed, ...journalled].sort((a, b) => at(a) - at(b));
}

function isFresh(entries: readonly JournalEntry[], { at }: SecondApproval, now: number): boolean {
  const givenAt = Date.parse(at);
  // What cannot be read is not fresh: every comparison with it is false.
  const isInTime = givenAt >= now - approvalMs && givenAt <= now + futureMs;
  const drift = entries.findLast((entry) => entry.type === 'drift' && entry.item === null);
  return isInTime && (drift === undefined || Date.parse(drift.at) < givenAt);
}

const sameId = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
