import type { Call } from './call';
import type { Directory } from './directory';
import type { UserRecord } from './user-record';
import type { JsonObject } from './json';
import type { ListRules, Rows } from './odata';

const defaults = [
  ...['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone'],
  ...['officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName', 'id'],
];

/** Every property a client may name; `perUserMfaState` is undocumented and in wide use. */
const properties = [
  ...defaults,
  ...['accountEnabled', 'assignedLicenses', 'assignedPlans', 'authorizationInfo'],
  ...['createdDateTime', 'creationType', 'deletedDateTime', 'department', 'externalUserState'],
  ...['identities', 'isResourceAccount', 'lastPasswordChangeDateTime', 'onPremisesImmutableId'],
  ...['onPremisesSyncEnabled', 'otherMails', 'passwordPolicies', 'usageLocation', 'userType'],
  ...['city', 'companyName', 'country', 'employeeType', 'onPremisesExtensionAttributes', 'state'],
  ...['signInActivity', 'perUserMfaState'],
];

export const userRules: ListRules & { readonly defaultSelect: readonly string[] } = {
  context: 'users',
  ...{ pageSize: 100, maxPageSize: 999, strictTop: true, directoryObjects: true },
  ...{ properties, defaultSelect: defaults, typeName: 'user' },
};

/** Accounts to list: all of the tenant's, or the few a filter names. */
export interface UserList {
  readonly length: number;
  readonly at: (index: number) => UserRecord | undefined;
}

/** A row is made when it is looked at, with no more than the request names. */
export function userRows(call: Call, users: UserList): Rows {
  return {
    length: users.length,
    ordinalAt: (index) => users.at(index)?.ordinal ?? index,
    rowAt: (index, names) => {
      const user = users.at(index);
      return user === undefined || user.removed ? undefined : rowOf(call.directory, user, names);
    },
    count: () => Math.min(users.length, call.directory.users.live),
  };
}

function rowOf(
  directory: Directory,
  user: UserRecord,
  names: readonly string[] | undefined,
): JsonObject {
  const row = names === undefined ? user.resource : user.pick(names);
  if (names?.includes('perUserMfaState') === true) {
    row['perUserMfaState'] = user.hiddenInBulk ? null : directory.perUserMfa(user, 'list');
  }
  return row;
}

/** Does the request ask for this property, to show it or to filter on it? */
export function namesProperty(call: Call, name: string): boolean {
  const asked = `${call.query.get('$select') ?? ''} ${call.query.get('$filter') ?? ''}`;
  return asked.toLowerCase().includes(name.toLowerCase());
}

/** One account with the named properties. */
export function userView(call: Call, user: UserRecord, names: readonly string[]): JsonObject {
  return rowOf(call.directory, user, names);
}
