import type { MessageView } from '../../shared/ipc/common-views';
import { failureIn, textIn } from '../../shared/journal/entry-body';
import { isRingDriftNote, ringDriftIn } from '../../shared/journal/ring-drift-note';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { startsRollBack } from '../rollout/roll-back-range';

/** What an entry of the journal says happened, for the page to put into words. */
export function logText(entry: JournalEntry): MessageView {
  const { what, by, reason, way } = entry.body;
  if (entry.type === 'approved' && entry.body['for'] === 'second') {
    const key = `rollout_log_approved_second${way === 'rollBack' ? '_back' : ''}`;
    return { key, values: { by: String(by) } };
  }
  if (entry.type === 'preflight' && entry.body['policyEdit'] !== undefined) {
    return { key: 'rollout_log_preflight_edited', values: {} };
  }
  if (entry.type === 'note' && what === 'outsideWindow') {
    const values = { by: String(by), reason: String(reason) };
    return { key: 'rollout_log_outside_schedule', values };
  }
  if (entry.type === 'note' && what === 'movedSince') {
    const { moved } = entry.body;
    return {
      key: 'rollout_log_moved_since',
      values: { count: String(Array.isArray(moved) ? moved.length : 0) },
    };
  }
  if (isRingDriftNote(entry)) {
    const { unread, counts } = ringDriftIn([entry]) ?? { unread: null, counts: null };
    if (unread !== null) return { key: 'rollout_log_ring_drift_unread', values: {} };
    const { joined = 0, left = 0, moved = 0 } = counts ?? {};
    const values = { joined: String(joined), left: String(left), moved: String(moved) };
    return { key: 'rollout_log_ring_drift', values };
  }
  if (startsRollBack(entry)) {
    if (textIn(entry, 'person') !== null) {
      return { key: 'rollout_log_rolling_back_person', values: {} };
    }
    return { key: 'rollout_log_rolling_back', values: { step: textIn(entry, 'from') ?? '' } };
  }
  if (entry.type === 'evidence' && entry.body['how'] === 'byHand') {
    return { key: 'rollout_log_by_hand', values: { by: String(by) } };
  }
  // Not turned down for good: the same is sent again.
  if (entry.type === 'rejected' && failureIn(entry)?.code === 'step/put-off') {
    return { key: 'rollout_log_deferred', values: {} };
  }
  return {
    key: `rollout_log_${entry.type}`,
    values: { step: entry.stepId ?? '', item: entry.item ?? '' },
  };
}
