import { failure, type Failure } from '../../shared/diagnostic';
import { textIn, type Direction } from '../../shared/journal/entry-body';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { needsSecondPerson } from '../../shared/plan/plan';
import type { Engine } from './engine';
import { waitedMs } from './waited-time';

const approvalMs = 7 * 86_400_000;

/** What a person said yes to. A roll back may be approved where going on may not. */
export type ApprovedFor = 'apply' | 'rollBack';

/** Given for what its giver carries out; a second person's yes is for another's rollout. */
export function isOwnApproval({ type, body }: JournalEntry): boolean {
  return type === 'approved' && body['for'] !== 'second';
}

/** The approval that counts for going this way: the last one given for it. */
export function lastApproval(
  entries: readonly JournalEntry[],
  direction: Direction,
): JournalEntry | null {
  return (
    entries.findLast(
      (entry) => isOwnApproval(entry) && (direction === 'back' || entry.body['for'] !== 'rollBack'),
    ) ?? null
  );
}

/** What an approval is asked for, besides its way. */
export interface ApprovalNeed {
  /** What was approved together with going on, such as taking back a half-done switch. */
  readonly isPreApproved: boolean;
}

/**
 * Null while the plan may be applied, or taken back: approved for its hash, not ended by drift
 * found since, by an emergency stop or the request for one, or by seven days. Soaks and closed hours
 * are part of what was approved and do not count.
 */
export function approvalOf(
  engine: Engine,
  now: number,
  direction: Direction,
  { isPreApproved }: ApprovalNeed = { isPreApproved: false },
): Failure | null {
  const { entries } = engine.log;
  const approval = lastApproval(entries, direction);
  if (approval === null || approval.body['planHash'] !== engine.plan.planHash) {
    return failure('plan/not-approved', { planHash: engine.plan.planHash });
  }
  if (!isBySecondToo(engine, approval, isPreApproved ? 'forward' : direction)) {
    return failure('plan/second-approval', { planHash: engine.plan.planHash });
  }
  const since = entries.filter((entry) => entry.seq > approval.seq);
  if (since.some((entry) => entry.type === 'drift' && entry.item === null)) {
    return failure('plan/not-approved', { planHash: engine.plan.planHash, why: 'drift' });
  }
  if (direction === 'forward' && since.some((entry) => entry.type === 'emergency')) {
    return failure('plan/not-approved', { planHash: engine.plan.planHash, why: 'stop' });
  }
  const stop = stopAsked(engine, direction);
  if (stop !== null) return stop;
  const givenAt = Date.parse(approval.at);
  const age = now - givenAt - waitedMs(engine, givenAt, now);
  return age <= approvalMs
    ? null
    : failure('plan/not-approved', { planHash: engine.plan.planHash, why: 'age' });
}

/** Null where nobody has asked to stop, or to pause, since what counts for this way was approved. */
export function stopAsked({ log, store }: Engine, direction: Direction): Failure | null {
  const seen = lastApproval(log.entries, direction)?.body['stopSeen'];
  const asked = store.journal.stopRequests(log.rolloutId, typeof seen === 'number' ? seen : 0);
  return asked.length === 0 ? null : failure('step/cancelled', { why: 'stop' });
}

/**
 * Where two people are asked: the approval names a second one, who is not the first, and is for this
 * way. What an emergency stop gives back to people waits for nobody.
 */
function isBySecondToo({ plan }: Engine, approval: JournalEntry, direction: Direction): boolean {
  if (!needsSecondPerson(plan) || approval.body['how'] === 'stop') return true;
  if (direction === 'back' && approval.body['for'] !== 'rollBack') return false;
  const second = textIn(approval, 'second');
  const first = textIn(approval, 'account');
  return second !== null && first !== null && second !== first;
}

/**
 * The account this rollout belongs to: the one it was handed over to, else the one the plan was
 * made for, else the one that approved it first. Null where no account could be told apart.
 */
export function accountOfRollout(engine: Engine): string | null {
  const { entries } = engine.log;
  const handedTo = entries.findLast((entry) => entry.type === 'handover');
  if (handedTo !== undefined) return textIn(handedTo, 'to');
  if (engine.plan.operatorId !== null) return engine.plan.operatorId.toLowerCase();
  const first = entries.find(isOwnApproval);
  return first === undefined ? null : textIn(first, 'account');
}

/** Null where whoever is signed in is the one this rollout belongs to; else `auth/account-mismatch`. */
export function otherAccount(engine: Engine): Failure | null {
  const owner = accountOfRollout(engine);
  const account = engine.source.signedInUserId?.toLowerCase() ?? null;
  if (account === owner) return null;
  return failure('auth/account-mismatch', { expected: owner ?? '–', account: account ?? '–' });
}

/**
 * When the data the plan was made from was read, in ms: the earliest of what the plan says and what
 * approvals wrote down. The plan's hash does not cover it, so a later edit must not make it younger.
 */
export function snapshotTakenAt(engine: Engine): number {
  const said = engine.log.entries
    .filter((entry) => entry.type === 'approved')
    .map((entry) => Date.parse(textIn(entry, 'snapshotTakenAt') ?? ''))
    .filter((at) => !Number.isNaN(at));
  return Math.min(Date.parse(engine.plan.snapshotTakenAt), ...said);
}
