import { badRequest, created, denied, noContent, notFound, okay, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { GroupRecord } from '../directory';
import { groupResource } from '../group-resource';
import { isObject, textOf, textsOf, type JsonObject } from '../json';
import { isMember, isMemberId } from '../membership';
import { Members } from '../members';
import { answerList, pickProperties, selectOf, type Rows } from '../odata';

const write = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const memberWrite = ['GroupMember.ReadWrite.All', ...write];
const read = [
  'Group.Read.All',
  'GroupMember.Read.All',
  'GroupMember.ReadBasic.All',
  ...memberWrite,
];
const members = '/groups/{id}/members';

export const groupRoutes: Route[] = [
  { method: 'GET', path: '/groups', scopes: read, handle: list },
  { method: 'POST', path: '/groups', scopes: write, handle: create },
  { method: 'GET', path: '/groups/{id}', scopes: read, handle: get },
  { method: 'PATCH', path: '/groups/{id}', scopes: memberWrite, handle: patch },
  { method: 'POST', path: `${members}/$ref`, scopes: memberWrite, handle: addMember },
  {
    method: 'DELETE',
    path: `${members}/{memberId}/$ref`,
    scopes: memberWrite,
    handle: removeMember,
  },
  // Without /$ref Graph deletes the user itself, if the caller may.
  {
    ...{ method: 'DELETE', path: `${members}/{memberId}`, handle: deleteMemberObject },
    scopes: ['User.ReadWrite.All'],
  },
];

const rules = { context: 'groups', pageSize: 100, maxPageSize: 999, directoryObjects: true };

function list(call: Call): Answer {
  const shown = call.directory.groups.list();
  const rows: Rows = {
    length: shown.length,
    rowAt: (i) => shown[i]?.resource,
    ordinalAt: (i) => shown[i]?.ordinal ?? 0,
  };
  return answerList(call, rows, { ...rules, strictTop: true });
}

function shown(call: Call): GroupRecord | undefined {
  return call.directory.groups.get(param(call, 'id').toLowerCase());
}

function truth(call: Call): GroupRecord | undefined {
  return call.directory.groups.truth(param(call, 'id').toLowerCase());
}

function get(call: Call): Answer {
  const group = shown(call);
  if (group === undefined) return notFound(param(call, 'id'));
  return okay({
    '@odata.context': `${call.root}/$metadata#groups/$entity`,
    ...pickProperties(group.resource, selectOf(call.query)),
  });
}

const wrong = (message: string): Answer => badRequest(message, 'Request_BadRequest');

function create(call: Call): Answer {
  const { body, directory } = call;
  if (!isObject(body)) return wrong('A JSON object is required.');
  for (const name of ['displayName', 'mailNickname', 'mailEnabled', 'securityEnabled']) {
    if (body[name] === undefined) {
      return wrong(`A value is required for property '${name}' of resource 'Group'.`);
    }
  }
  if (
    textsOf(body['groupTypes']).includes('DynamicMembership') &&
    directory.facts.plan === 'none'
  ) {
    return wrong('Dynamic groups need a premium licence.');
  }
  const bound = boundIds(call, undefined);
  if (!Array.isArray(bound)) return bound;
  const id = directory.newId('group');
  const given = Object.fromEntries(
    Object.entries(body).filter(([name]) => !name.includes('@odata') && name !== 'id'),
  );
  const createdDateTime = `${directory.clock.iso().slice(0, 19)}Z`;
  const resource = groupResource(id, { ...given, createdDateTime });
  const members = Members.of([], bound);
  directory.groups.put({ id, ordinal: directory.nextOrdinal(), resource, members });
  auditGroup(call, 'Add group', resource);
  return created({ '@odata.context': `${call.root}/$metadata#groups/$entity`, ...resource });
}

const changeable = ['displayName', 'description', 'mailNickname', 'visibility', 'uniqueName'];

function patch(call: Call): Answer {
  const { body, directory } = call;
  const group = truth(call);
  if (group === undefined) return notFound(param(call, 'id'));
  if (!isObject(body)) return wrong('A JSON object is required.');
  const change: JsonObject = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === 'members@odata.bind') continue;
    if (!changeable.includes(name)) return wrong(`Property '${name}' cannot be changed.`);
    change[name] = value;
  }
  const refusal = 'members@odata.bind' in body ? refuseMembers(call, group) : undefined;
  if (refusal !== undefined) return refusal;
  const bound = boundIds(call, group);
  if (!Array.isArray(bound)) return bound;
  directory.groups.put({
    ...group,
    resource: { ...group.resource, ...change },
    members: bound.length === 0 ? group.members : group.members.with(bound),
  });
  auditGroup(call, bound.length === 0 ? 'Update group' : 'Add member to group', group.resource);
  return noContent;
}

/** Dynamic groups keep their own members; role-assignable groups need rights we never ask for. */
function refuseMembers(call: Call, group: GroupRecord): Answer | undefined {
  const { resource } = group;
  if (textsOf(resource['groupTypes']).includes('DynamicMembership')) {
    return wrong('Insufficient privileges to change the members of a dynamic group.');
  }
  const isGuarded =
    resource['isAssignableToRole'] === true || resource['isManagementRestricted'] === true;
  return isGuarded && !call.external ? denied : undefined;
}

/** Up to twenty, all or nothing: one unknown or present object and none is added. */
function boundIds(call: Call, group: GroupRecord | undefined): string[] | Answer {
  const links = isObject(call.body) ? textsOf(call.body['members@odata.bind']) : [];
  if (links.length > 20) return wrong('At most 20 members can be added in one request.');
  const ids = links.map((link) => link.slice(link.lastIndexOf('/') + 1).toLowerCase());
  const seen = new Set<string>();
  for (const id of ids) {
    if (!exists(call, id)) return notFound(id);
    const isPresent = group !== undefined && isMemberId(call.directory, group, id);
    if (isPresent || seen.has(id)) return alreadyMember;
    seen.add(id);
  }
  return ids;
}

const alreadyMember = wrong(
  "One or more added object references already exist for the following modified properties: 'members'.",
);

function exists(call: Call, id: string): boolean {
  const { directory } = call;
  return directory.user(id) !== undefined || directory.groups.truth(id) !== undefined;
}

function addMember(call: Call): Answer {
  const group = truth(call);
  if (group === undefined) return notFound(param(call, 'id'));
  const link = isObject(call.body) ? textOf(call.body['@odata.id']) : undefined;
  if (link === undefined) return wrong('@odata.id is required.');
  const id = link.slice(link.lastIndexOf('/') + 1).toLowerCase();
  if (!exists(call, id)) return notFound(id);
  const refusal = refuseMembers(call, group);
  if (refusal !== undefined) return refusal;
  if (isMemberId(call.directory, group, id)) return alreadyMember;
  call.directory.groups.put({ ...group, members: group.members.with([id]) });
  auditGroup(call, 'Add member to group', group.resource);
  return noContent;
}

function removeMember(call: Call): Answer {
  const group = truth(call);
  const id = param(call, 'memberId').toLowerCase();
  if (group === undefined) return notFound(param(call, 'id'));
  if (!isMemberId(call.directory, group, id)) return notFound(id);
  const refusal = refuseMembers(call, group);
  if (refusal !== undefined) return refusal;
  const members = group.members.without(id, call.directory.user(id)?.ordinal);
  call.directory.groups.put({ ...group, members });
  auditGroup(call, 'Remove member from group', group.resource);
  return noContent;
}

function deleteMemberObject(call: Call): Answer {
  const group = truth(call);
  const id = param(call, 'memberId').toLowerCase();
  const user = call.directory.user(id);
  if (group === undefined || user === undefined || !isMember(group, user)) return notFound(id);
  call.directory.removeUser(user);
  return noContent;
}

/** What the tenant's audit log keeps of a change to a group. */
export function auditGroup(call: Call, activity: string, group: JsonObject): void {
  call.directory.audit({
    ...{ activity, category: 'GroupManagement', service: 'Core Directory' },
    by: { user: { id: call.actor.id, upn: call.actor.upn } },
    targets: [
      {
        ...{ id: group['id'] ?? null, displayName: group['displayName'] ?? null, type: 'Group' },
        ...{ userPrincipalName: null, modifiedProperties: [] },
      },
    ],
  });
}
