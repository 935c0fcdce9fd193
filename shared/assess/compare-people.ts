import type { Read, Snapshot, SourceName } from '../tenant/snapshot';
import { compareRows, type ObjectChange, type Rows } from './compare-rows';
import { hasP1 } from './licences';

/** Both sides of a source, or null where one of them lacks it. */
export type Pair = <T>(
  source: SourceName,
  pick: (snapshot: Snapshot) => Read<T>,
) => readonly [T, T] | null;

export function comparePeople(
  before: Snapshot,
  after: Snapshot,
  pair: Pair,
): readonly ObjectChange[] {
  const users = pair('users', (snapshot) => snapshot.users);
  const roles = pair('roles', (snapshot) => snapshot.roles);
  const states = pair('perUserMfa', (snapshot) => snapshot.perUserMfa);
  const reports = pair('registration', (snapshot) => snapshot.registration);
  if (users === null) return [];
  const rows = (side: 0 | 1, snapshot: Snapshot): Rows => {
    const held = rolesByUser(roles?.[side] ?? []);
    const told = new Map(reports?.[side].map((row) => [row.id, row]) ?? []);
    return new Map(
      users[side].map((user) => {
        const own = snapshot.userMethods[user.id];
        const registered =
          told.get(user.id)?.methodsRegistered ?? (own?.kind === 'read' ? own.value : undefined);
        const preferred = told.get(user.id)?.userPreferredMethodForSecondaryAuthentication;
        return [
          user.id,
          {
            name: user.userPrincipalName,
            fields: {
              userPrincipalName: user.userPrincipalName,
              accountEnabled: user.accountEnabled,
              userType: user.userType,
              department: user.department,
              entraP1: hasP1(user),
              ...(states === null
                ? {}
                : { perUserMfaState: states[side].states[user.id] ?? 'unknown' }),
              ...(roles === null ? {} : { roles: held.get(user.id) ?? [] }),
              // Unread methods of one person are unread, not gone.
              ...(registered === undefined || registered === null
                ? {}
                : { methodsRegistered: [...registered].sort() }),
              ...(preferred === undefined || preferred === null
                ? {}
                : { userPreferredMethodForSecondaryAuthentication: preferred }),
            },
          },
        ];
      }),
    );
  };
  return compareRows('user', rows(0, before), rows(1, after), 'both');
}

function rolesByUser(
  holdings: readonly { userId: string; roleName: string; assignment: string }[],
): ReadonlyMap<string, readonly string[]> {
  const byUser = new Map<string, string[]>();
  for (const { userId, roleName, assignment } of holdings) {
    const name = assignment === 'active' ? roleName : `${roleName} (${assignment})`;
    byUser.set(userId, [...(byUser.get(userId) ?? []), name].sort());
  }
  return byUser;
}
