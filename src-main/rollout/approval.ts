import { failure, type Failure } from '../../shared/diagnostic';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Engine } from './engine';

const approvalMs = 7 * 86_400_000;

/** The approval that counts: the last one. */
export function lastApproval(entries: readonly JournalEntry[]): JournalEntry | null {
  return entries.findLast((entry) => entry.type === 'approved') ?? null;
}

/**
 * Null while the plan may be applied: approved for its hash, not ended by drift found since, by a
 * stop request, or by seven days. Soaks are part of what was approved and do not count.
 */
export function approvalOf(engine: Engine, now: number): Failure | null {
  const { entries, rolloutId } = engine.log;
  const approval = lastApproval(entries);
  if (approval === null || approval.body['planHash'] !== engine.plan.planHash) {
    return failure('plan/not-approved', { planHash: engine.plan.planHash });
  }
  const since = entries.filter((entry) => entry.seq > approval.seq);
  if (since.some((entry) => entry.type === 'drift' && entry.item === null)) {
    return failure('plan/not-approved', { planHash: engine.plan.planHash, why: 'drift' });
  }
  const seen = approval.body['stopSeen'];
  const asked = engine.store.journal.stopRequests(rolloutId, typeof seen === 'number' ? seen : 0);
  if (asked.length > 0) return failure('step/cancelled', { why: 'stop' });
  const age = now - Date.parse(approval.at) - soakedMs(engine, since);
  return age <= approvalMs
    ? null
    : failure('plan/not-approved', { planHash: engine.plan.planHash, why: 'age' });
}

/** Time spent in soaks that ended after the approval. */
function soakedMs(engine: Engine, since: readonly JournalEntry[]): number {
  const soaks = new Set(
    engine.plan.steps.filter((step) => step.kind === 'soak').map((step) => step.id),
  );
  return since
    .filter((entry) => entry.type === 'done' && soaks.has(entry.stepId ?? ''))
    .reduce((sum, entry) => {
      const minutes = entry.body['minutes'];
      return sum + (typeof minutes === 'number' ? minutes * 60_000 : 0);
    }, 0);
}
