import type { User } from '../entra/user';
import type { Read, Snapshot, SourceName } from '../tenant/snapshot';

/** What one source said of one account, in Graph's own names and values. */
export interface ReadRecord {
  readonly source: SourceName;
  /**
   * `none`: read, and nothing of this account is in it; `partly`: nothing in what was read of it;
   * otherwise the reason it was not read.
   */
  readonly state: string;
  /** Groups whose members were not read: whether the account is in them is not known. */
  readonly groupsUnread: number;
  readonly fields: readonly { readonly name: string; readonly value: string | null }[];
}

type Field = ReadRecord['fields'][number];

const userFields = [
  'id',
  'userPrincipalName',
  'displayName',
  'accountEnabled',
  'userType',
  'creationType',
  'onPremisesSyncEnabled',
  'department',
  'usageLocation',
  'createdDateTime',
  'perUserMfaState',
] as const satisfies readonly (keyof User)[];

const reportFields = [
  'methodsRegistered',
  'userPreferredMethodForSecondaryAuthentication',
  'isMfaCapable',
  'isSsprEnabled',
  'lastUpdatedDateTime',
] as const;

/** The records everything said of one account rests on, source by source. */
export function readRecords(snapshot: Snapshot, userId: string): readonly ReadRecord[] {
  const isOwn = (id: string): boolean => id.toLowerCase() === userId.toLowerCase();
  const methods = Object.entries(snapshot.userMethods).find(([id]) => isOwn(id))?.[1];
  const own = new Set(
    Object.entries(snapshot.groupMembers).flatMap(([id, members]) =>
      members.kind === 'read' && members.value.some(isOwn) ? [id.toLowerCase()] : [],
    ),
  );
  return [
    record('users', snapshot.users, (users) =>
      users
        .filter(({ id }) => isOwn(id))
        .flatMap((user) => [
          ...userFields.map((name) => field(name, user[name])),
          field('certificateUserIds', user.authorizationInfo?.certificateUserIds ?? null),
          field('assignedPlans', enabledPlans(user)),
        ]),
    ),
    record('perUserMfa', snapshot.perUserMfa, ({ bulk, states }) =>
      Object.entries(states)
        .filter(([id]) => isOwn(id))
        .flatMap(([, state]) => [field('perUserMfaState', state), field('bulk', bulk)]),
    ),
    record('registration', snapshot.registration, (rows) =>
      rows
        .filter(({ id }) => isOwn(id))
        .flatMap((row) => reportFields.map((name) => field(name, row[name]))),
    ),
    ...(methods === undefined
      ? []
      : [record('userMethods', methods, (names) => [field('methods', names)])]),
    record('roles', snapshot.roles, (holdings) =>
      holdings
        .filter((one) => isOwn(one.userId))
        .map(({ roleName, assignment }) => field(roleName, assignment)),
    ),
    groupsRecord(snapshot, own),
  ];
}

/** The members of a group are read only where something names it; of the rest nothing is known. */
function groupsRecord(snapshot: Snapshot, own: ReadonlySet<string>): ReadRecord {
  const known = new Set(
    Object.entries(snapshot.groupMembers).flatMap(([id, members]) =>
      members.kind === 'read' ? [id.toLowerCase()] : [],
    ),
  );
  const told = record('groups', snapshot.groups, (groups) =>
    groups
      .filter(({ id }) => own.has(id.toLowerCase()))
      .map(({ id, displayName }) => field(displayName ?? id, id)),
  );
  if (snapshot.groups.kind === 'unread') return told;
  const listed = [
    ...snapshot.groups.value.map(({ id }) => id),
    ...Object.keys(snapshot.groupMembers),
  ].map((id) => id.toLowerCase());
  const groupsUnread = new Set(listed.filter((id) => !known.has(id))).size;
  const state = told.state === 'none' && groupsUnread > 0 ? 'partly' : told.state;
  return { ...told, state, groupsUnread };
}

function record<T>(
  source: SourceName,
  read: Read<T>,
  fieldsOf: (value: T) => readonly Field[],
): ReadRecord {
  if (read.kind === 'unread')
    return { source, state: read.reason.code, groupsUnread: 0, fields: [] };
  const fields = fieldsOf(read.value);
  return { source, state: fields.length === 0 ? 'none' : 'read', groupsUnread: 0, fields };
}

function field(name: string, value: string | boolean | readonly string[] | null): Field {
  if (value === null) return { name, value: null };
  return { name, value: typeof value === 'object' ? value.join(', ') : String(value) };
}

/** Service plans that are switched on, by id; null: not told. */
function enabledPlans({ assignedPlans }: User): readonly string[] | null {
  if (assignedPlans === null) return null;
  const ids = assignedPlans.flatMap(({ servicePlanId, capabilityStatus }) =>
    capabilityStatus === 'Enabled' && servicePlanId !== null ? [servicePlanId] : [],
  );
  return [...new Set(ids)];
}
