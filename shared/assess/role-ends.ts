import { untoldGlobalAdministrators } from '../entra/directory-role';
import type { UnreadReason } from '../tenant/snapshot';
import type { AssessContext } from './assess-context';
import { valueOf } from './membership';

/**
 * Why nobody knows when an active role ends. Who holds one through a group may hold it for a time
 * only, which no list that is asked for tells: that matters for emergency access alone.
 */
export function roleEndsReason({ snapshot, emergency }: AssessContext): UnreadReason | null {
  if (snapshot.roleEndsUnread !== undefined) return snapshot.roleEndsUnread;
  const untold = untoldGlobalAdministrators(valueOf(snapshot.roles) ?? []);
  return emergency.some((one) => untold.has(one.id)) ? { code: 'notAsked' } : null;
}
