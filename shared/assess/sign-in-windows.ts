import type { Read, Snapshot, UnreadReason } from '../tenant/snapshot';
import { valueOf } from './membership';

/** The two lists taken from the sign-in log beside the log itself (domain.md 2). */
export const windowSources = ['legacySignIns', 'reportOnlySignIns'] as const;
export type WindowSource = (typeof windowSources)[number];

type Windows = Pick<Snapshot, WindowSource | 'signIns' | 'conditionalAccess'>;

function reasonOf(section: Read<unknown>): UnreadReason | null {
  return section.kind === 'read' ? null : section.reason;
}

/**
 * Why one of them is not known; null: it is, or there is nothing to know, because no policy only
 * reports. Neither is asked for where the log itself was not read: then the log's reason is theirs.
 */
export function windowReason(snapshot: Windows, source: WindowSource): UnreadReason | null {
  const { signIns, conditionalAccess } = snapshot;
  const own = snapshot[source];
  if (own !== undefined) return reasonOf(own);
  const behind = reasonOf(signIns);
  if (behind !== null) return behind;
  if (source === 'legacySignIns') return { code: 'notAsked' };
  const policies = valueOf(conditionalAccess);
  if (policies === null) return reasonOf(conditionalAccess);
  const isWatched = policies.some((one) => one.state === 'enabledForReportingButNotEnforced');
  return isWatched ? { code: 'notAsked' } : null;
}
