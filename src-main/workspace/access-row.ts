import type { AccessEntry } from '../../shared/access/access-entry';
import type { MessageView } from '../../shared/ipc/common-views';
import type { ActivityRow } from '../../shared/ipc/activity-contract';
import { isJsonObject, type Json } from '../../shared/json';

/** A sign-in or an export as a row of the activity log. */
export function accessRow(entry: AccessEntry): ActivityRow {
  const { seq, at, kind, body } = entry;
  return {
    ...{ chain: 'access', seq, at, type: kind, text: textOf(entry) },
    ...{ stepId: null, title: null, who: wordIn(entry, 'by') },
    object: objectOf(entry),
    ...{ person: null, change: null, status: null, figure: null, failure: null, requestId: null },
    detail: JSON.stringify(body, null, 2),
  };
}

/** Names of exported files; of another kind the tenant. */
function objectOf(entry: AccessEntry): string | null {
  return entry.kind === 'export' ? fileNames(entry).join(', ') : wordIn(entry, 'tenant');
}

export function fileNames({ body }: AccessEntry): readonly string[] {
  const files = body['files'] as Json | undefined;
  if (!Array.isArray(files)) return [];
  return (files as readonly Json[]).flatMap((file) => {
    const name = isJsonObject(file) ? file['name'] : null;
    return typeof name === 'string' ? [name] : [];
  });
}

/** What happened; of a kind or value that a later version wrote, that much. */
function textOf(entry: AccessEntry): MessageView {
  const { kind, body } = entry;
  switch (kind) {
    case 'signIn': {
      if (body['from'] === 'cli') {
        const isRead = body['permission'] === 'read';
        return say(isRead ? 'activity_signed_in_cli' : 'activity_signed_in_cli_write');
      }
      if (body['as'] === 'second') return say('activity_signed_in_second');
      return say(body['isKept'] === true ? 'activity_signed_in_kept' : 'activity_signed_in');
    }
    case 'permission':
      return say('activity_allowed_write');
    case 'export':
      return exportText(entry);
    default:
      return say('activity_other_access');
  }
}

function exportText({ body }: AccessEntry): MessageView {
  const isHidden = body['namesHidden'] === true;
  switch (body['what']) {
    case 'reports':
      return say(isHidden ? 'activity_exported_plan' : 'activity_exported_plan_names');
    case 'log':
      return say(isHidden ? 'activity_exported_log' : 'activity_exported_log_names');
    case 'kit':
      return say('activity_exported_kit');
    case 'capture':
      return say('activity_exported_capture');
    case 'programLog':
      return say('activity_exported_program_log');
    default:
      return say('activity_other_access');
  }
}

const say = (key: string): MessageView => ({ key, values: {} });

function wordIn({ body }: AccessEntry, key: string): string | null {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? value : null;
}
