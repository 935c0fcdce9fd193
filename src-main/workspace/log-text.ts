import type { MessageView } from '../../shared/ipc/common-views';
import type { JournalEntry } from '../../shared/journal/journal-entry';

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
  return {
    key: `rollout_log_${entry.type}`,
    values: { step: entry.stepId ?? '', item: entry.item ?? '' },
  };
}
