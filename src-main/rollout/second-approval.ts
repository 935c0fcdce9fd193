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
  /** The name they signed in with; at the command line their object id. */
  readonly by: string;
}

/** Where a second approval is looked for. */
export interface ApprovedPlan {
  readonly plan: Pick<Plan, 'planHash'>;
  readonly entries: readonly JournalEntry[];
}

/**
 * The second person's approval that counts for `account` approving this way now; null where the plan
 * asks for one person. It stands in the rollout's own journal, is for exactly this plan, by another
 * account that signed in to give it, not older than seven days, and from after the last drift (3.8).
 * Whether they administer the tenant is asked before each write, by G4.
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

/**
 * The same for whoever only looks; null: nobody's counts. `first`: the account it must not be. The
 * journal alone is asked: an entry there follows a sign-in of its own, while a line in a plan file
 * may name anybody.
 */
export function secondOf(
  { plan, entries }: ApprovedPlan,
  first: string | null,
  now: number,
  way: ApprovedFor,
): SecondApproval | null {
  const drift = entries.findLast((entry) => entry.type === 'drift' && entry.item === null);
  const counts = (entry: JournalEntry): boolean => {
    const { type, seq, body, at } = entry;
    if (type !== 'approved' || body['for'] !== 'second') return false;
    if (body['planHash'] !== plan.planHash || (body['way'] ?? 'apply') !== way) return false;
    const account = textIn(entry, 'account');
    if (account === null || account === first?.toLowerCase()) return false;
    // What cannot be read is not fresh: every comparison with it is false.
    const isInTime = Date.parse(at) >= now - approvalMs && Date.parse(at) <= now + futureMs;
    return isInTime && (drift === undefined || drift.seq < seq);
  };
  const found = entries.findLast(counts);
  const account = found === undefined ? null : textIn(found, 'account');
  if (found === undefined || account === null) return null;
  return { account, at: found.at, by: textIn(found, 'by') ?? account };
}

/**
 * Why the second person of the approval that counts no longer does; null: they do, or one person is
 * enough. Roles are asked of the tenant each time: unread roles are no roles. The people whom an
 * emergency stop gives their own state back are nobody's plan.
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
