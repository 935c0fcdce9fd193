import type { User } from '../entra/user';
import type { DeclaredAccounts, DeclaredListName } from './declared-accounts';
import { guestTypeOf, isExternalGuest } from './membership';
import type { AccountKind } from './people';

/** Declared lists in the order in which they decide (findings 2.2). */
const kindOfList: readonly (readonly [DeclaredListName, AccountKind])[] = [
  ['syncAccounts', 'dirSyncAccount'],
  ['roomMailboxes', 'roomMailbox'],
  ['teamsRooms', 'teamsRoomResource'],
  ['sharedMailboxes', 'sharedMailbox'],
  ['serviceAccounts', 'serviceAccount'],
  ['sharedAccounts', 'sharedAccount'],
  ['pupils', 'student'],
  ['pupilsUnder13', 'student'],
  ['frontline', 'frontline'],
];

/** The kind of an account, first match wins. `hasSyncRole`: holds Directory Synchronization Accounts. */
export function accountKind(
  user: User,
  declared: DeclaredAccounts,
  hasSyncRole: boolean,
): AccountKind {
  if (isExternalGuest(user)) return 'externalGuest';
  if (guestTypeOf(user) === 'internalGuest') return 'internalGuest';
  if (hasSyncRole) return 'dirSyncAccount';
  return kindOfList.find(([list]) => declared.lists[list]?.has(user.id) === true)?.[1] ?? 'member';
}

const personKinds: ReadonlySet<AccountKind> = new Set([
  'member',
  'student',
  'frontline',
  'externalGuest',
  'internalGuest',
]);

export function isPersonKind(kind: AccountKind): boolean {
  return personKinds.has(kind);
}
