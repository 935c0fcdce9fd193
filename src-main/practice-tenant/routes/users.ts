import {
  badRequest,
  denied,
  noContent,
  nonPremium,
  notFound,
  okay,
  throttled,
  type Answer,
} from '../answer';
import { param, type Call, type Route, type Version } from '../call';
import type { UserRecord } from '../user-record';
import { groupsOf, isSystemPreferred } from '../membership';
import { isObject, textOf, type JsonObject } from '../json';
import { answerCount, answerList, refuseSelect, rowsOf, selectOf } from '../odata';
import { directoryRoleRow } from '../role-views';
import { namesProperty, userRows, userRules, userView, type UserList } from '../user-views';

const read = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];
const basic = [...read, 'User.ReadBasic.All'];
const methods = ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'];
const groups = ['GroupMember.Read.All', 'Group.Read.All', 'Group.ReadWrite.All', ...read];
const requirements = '/users/{id}/authentication/requirements';
const preferences = '/users/{id}/authentication/signInPreferences';
const beta: Version[] = ['beta'];

export const userRoutes: Route[] = [
  { method: 'GET', path: '/users', scopes: basic, units: 2, handle: list },
  { method: 'GET', path: '/users/$count', scopes: basic, units: 2, handle: count },
  { method: 'GET', path: '/users/{id}', scopes: basic, handle: get },
  { method: 'PATCH', path: '/users/{id}', scopes: ['User.ReadWrite.All'], handle: patch },
  { method: 'DELETE', path: '/users/{id}', scopes: ['User.ReadWrite.All'], handle: remove },
  { method: 'GET', path: '/me', scopes: [...basic, 'User.Read'], handle: me },
  { method: 'GET', path: '/me/transitiveMemberOf', scopes: groups, units: 2, handle: memberOf },
  {
    method: 'GET',
    path: '/users/{id}/transitiveMemberOf',
    scopes: groups,
    units: 2,
    handle: memberOf,
  },
  {
    ...{ method: 'GET', path: requirements, versions: beta, handle: getRequirements },
    scopes: ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationMethod'],
  },
  {
    ...{ method: 'PATCH', path: requirements, versions: beta, handle: patchRequirements },
    scopes: ['Policy.ReadWrite.AuthenticationMethod'],
  },
  { method: 'GET', path: preferences, versions: beta, scopes: methods, handle: getPreferences },
  {
    ...{ method: 'PATCH', path: preferences, versions: beta, handle: patchPreferences },
    scopes: ['UserAuthenticationMethod.ReadWrite.All'],
  },
];

const signInPageSize = 500;

/** A single account that a filter names needs no walk over everybody. */
const oneUser = /^\s*(?:userPrincipalName|id)\s+eq\s+'([^']+)'\s*$/i;
const someUsers = /^\s*(?:userPrincipalName|id)\s+in\s*\(\s*('[^)]*')\s*\)\s*$/i;

function list(call: Call): Answer {
  const { directory, query } = call;
  if (namesProperty(call, 'signInActivity')) {
    if (directory.facts.plan === 'none') return nonPremium;
    if (Number(query.get('$top') ?? 0) > signInPageSize) {
      return badRequest(`Page size with signInActivity is limited to ${signInPageSize}.`);
    }
  }
  return answerList(call, userRows(call, candidates(call)), userRules);
}

function candidates(call: Call): UserList {
  const { users } = call.directory;
  const filter = call.query.get('$filter') ?? '';
  const keys =
    oneUser.exec(filter)?.slice(1) ??
    someUsers
      .exec(filter)?.[1]
      ?.split(',')
      .map((part) => part.trim().slice(1, -1));
  if (keys === undefined) return users;
  const found = new Set(keys.flatMap((key) => call.directory.user(key) ?? []));
  return [...found].sort((a, b) => a.ordinal - b.ordinal);
}

function count(call: Call): Answer {
  return answerCount(call, call.directory.users.live);
}

function find(call: Call): UserRecord | undefined {
  const key = call.params['id'] ?? call.actor.id;
  return call.directory.user(key);
}

function get(call: Call): Answer {
  const user = find(call);
  if (user === undefined) return notFound(param(call, 'id'));
  const refusal = refuseSelect(call, userRules);
  if (refusal !== undefined) return refusal;
  const hasPlan = call.directory.facts.plan !== 'none';
  if (namesProperty(call, 'signInActivity') && !hasPlan) return nonPremium;
  const select = selectOf(call.query) ?? userRules.defaultSelect;
  return okay({
    '@odata.context': `${call.root}/$metadata#users/$entity`,
    ...userView(call, user, select),
  });
}

/** A partner's account is not a user of this tenant: /me then finds nobody. */
function me(call: Call): Answer {
  return get(call);
}

const changeable = [
  ...['accountEnabled', 'displayName', 'department', 'jobTitle', 'usageLocation'],
  ...['city', 'companyName', 'country', 'employeeType', 'officeLocation', 'state'],
];

function patch(call: Call): Answer {
  const user = find(call);
  if (user === undefined) return notFound(param(call, 'id'));
  if (!isObject(call.body)) return badRequest('A JSON object is required.', 'Request_BadRequest');
  const unknown = Object.keys(call.body).find((name) => !changeable.includes(name));
  if (unknown !== undefined) {
    return badRequest(`Property '${unknown}' cannot be changed here.`, 'Request_BadRequest');
  }
  user.change(call.body);
  return noContent;
}

function remove(call: Call): Answer {
  const user = find(call);
  if (user === undefined) return notFound(param(call, 'id'));
  call.directory.removeUser(user);
  return noContent;
}

function memberOf(call: Call): Answer {
  const user = find(call);
  if (user === undefined) return notFound(param(call, 'id'));
  const { directory } = call;
  const ofGroups = groupsOf(directory, user).map((group): JsonObject => ({
    '@odata.type': '#microsoft.graph.group',
    ...group.resource,
  }));
  const ofRoles = directory.roles
    .of(user.id)
    .filter((held) => held.assignment === 'active')
    .map((held): JsonObject => ({
      '@odata.type': '#microsoft.graph.directoryRole',
      ...directoryRoleRow(directory, held.roleId),
    }));
  const rules = { context: 'directoryObjects', pageSize: 100, maxPageSize: 999, strictTop: true };
  return answerList(call, rowsOf([...ofGroups, ...ofRoles]), rules);
}

/** Guests have no per-user MFA: 404 (scenarios/README). */
function stateHolder(call: Call): UserRecord | undefined {
  const user = find(call);
  return user?.perUserMfa === null ? undefined : user;
}

function getRequirements(call: Call): Answer {
  const user = stateHolder(call);
  if (user === undefined) return notFound(param(call, 'id'));
  const context = `${call.root}/$metadata#users('${user.id}')/authentication/requirements`;
  if (user.traits.perUserRead === '403') return denied;
  if (user.traits.perUserRead === '429') return throttled(5);
  if (user.traits.perUserRead === 'empty') return okay({ '@odata.context': context });
  const perUserMfaState = call.directory.perUserMfa(user, 'id');
  return okay({ '@odata.context': context, perUserMfaState });
}

/** Enabled becomes enforced by itself once a method is registered (per-user MFA page). */
function patchRequirements(call: Call): Answer {
  const user = stateHolder(call);
  if (user === undefined) return notFound(param(call, 'id'));
  const wanted = isObject(call.body) ? textOf(call.body['perUserMfaState']) : undefined;
  if (wanted !== 'disabled' && wanted !== 'enabled' && wanted !== 'enforced') {
    return badRequest('Invalid perUserMfaState.');
  }
  const hasMethod = user.methods.some((name) => name !== 'password' && name !== 'email');
  const state = wanted === 'enabled' && hasMethod ? 'enforced' : wanted;
  call.directory.setPerUserMfa(user, state);
  call.directory.audit({
    ...{ activity: 'Update per-user multifactor authentication state', category: 'UserManagement' },
    ...{ service: 'Core Directory', by: { user: { id: call.actor.id, upn: call.actor.upn } } },
    targets: [
      {
        ...{ id: user.id, displayName: null, type: 'User', userPrincipalName: user.upn },
        modifiedProperties: [{ displayName: 'perUserMfaState', oldValue: null, newValue: state }],
      },
    ],
  });
  return noContent;
}

function getPreferences(call: Call): Answer {
  const user = find(call);
  if (user === undefined) return notFound(param(call, 'id'));
  const preferred = user.preferredMethod === 'none' ? null : user.preferredMethod;
  return okay({
    '@odata.context': `${call.root}/$metadata#users('${user.id}')/authentication/signInPreferences`,
    isSystemPreferredAuthenticationMethodEnabled: isSystemPreferred(call.directory, user),
    userPreferredMethodForSecondaryAuthentication: preferred,
  });
}

const preferable = ['push', 'oath', 'voiceMobile', 'voiceAlternateMobile', 'voiceOffice', 'sms'];

function patchPreferences(call: Call): Answer {
  const user = find(call);
  if (user === undefined) return notFound(param(call, 'id'));
  const name = 'userPreferredMethodForSecondaryAuthentication';
  const wanted = isObject(call.body) ? textOf(call.body[name]) : undefined;
  if (wanted === undefined || !preferable.includes(wanted)) {
    return badRequest(`Invalid ${name}.`);
  }
  user.preferredMethod = wanted;
  return noContent;
}
