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
  ...['signInActivity', 'perUserMfaState'],
];

export const userRules: ListRules = {
  context: 'users',
  ...{ pageSize: 100, maxPageSize: 999, strictTop: true, directoryObjects: true },
  ...{ properties, defaultSelect: defaults, typeName: 'user' },
};

/** All accounts, or those of `records`, without copying: a row is made when it is looked at. */
export function userRows(call: Call, records: readonly UserRecord[]): Rows {
  const wantsState = namesProperty(call, 'perUserMfaState');
  return {
    length: records.length,
    ordinalAt: (index) => records[index]?.ordinal ?? 0,
    rowAt: (index) => {
      const user = records[index];
      if (user === undefined || user.removed) return undefined;
      return wantsState ? withState(call.directory, user) : user.resource;
    },
  };
}

function withState(directory: Directory, user: UserRecord): JsonObject {
  const state = user.hiddenInBulk ? null : directory.perUserMfa(user, 'list');
  return { ...user.resource, perUserMfaState: state };
}

/** Does the request ask for this property, to show it or to filter on it? */
export function namesProperty(call: Call, name: string): boolean {
  const asked = `${call.query.get('$select') ?? ''} ${call.query.get('$filter') ?? ''}`;
  return asked.toLowerCase().includes(name.toLowerCase());
}

export function userView(call: Call, user: UserRecord): JsonObject {
  return namesProperty(call, 'perUserMfaState') ? withState(call.directory, user) : user.resource;
}
