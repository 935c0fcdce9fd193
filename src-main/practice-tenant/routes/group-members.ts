import { notFound, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { GroupRecord } from '../directory';
import type { JsonObject } from '../json';
import { transitiveMemberIds } from '../membership';
import { answerCount, answerList, pickProperties, selectOf, type Rows } from '../odata';
import { userRules } from '../user-views';

const scopes = [
  ...['Group.Read.All', 'GroupMember.Read.All', 'GroupMember.ReadBasic.All'],
  ...['Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'Directory.ReadWrite.All'],
];
const members = '/groups/{id}/members';
const transitive = '/groups/{id}/transitiveMembers';

export const groupMemberRoutes: Route[] = [
  { method: 'GET', path: members, scopes, units: 3, handle: listMembers },
  { method: 'GET', path: `${members}/$count`, scopes, units: 3, handle: countMembers },
  { method: 'GET', path: transitive, scopes, units: 5, handle: listTransitive },
  { method: 'GET', path: `${transitive}/$count`, scopes, units: 5, handle: countTransitive },
];

const rules = {
  context: 'directoryObjects',
  ...{ pageSize: 100, maxPageSize: 999, directoryObjects: true, strictTop: true },
};

function shown(call: Call): GroupRecord | undefined {
  return call.directory.groups.get(param(call, 'id').toLowerCase());
}

function answerMembers(call: Call, ids: readonly string[]): Answer {
  const rows: Rows = {
    length: ids.length,
    ordinalAt: (index) => index,
    rowAt: (index) => memberRow(call, ids[index] ?? ''),
  };
  return answerList(call, rows, rules);
}

function memberRow(call: Call, id: string): JsonObject | undefined {
  const user = call.directory.user(id);
  if (user !== undefined) {
    const row = { '@odata.type': '#microsoft.graph.user', ...user.resource };
    return selectOf(call.query) === undefined ? pickProperties(row, userRules.defaultSelect) : row;
  }
  const group = call.directory.groups.truth(id);
  return group && { '@odata.type': '#microsoft.graph.group', ...group.resource };
}

function listMembers(call: Call): Answer {
  const group = shown(call);
  return group === undefined ? notFound(param(call, 'id')) : answerMembers(call, group.members);
}

function listTransitive(call: Call): Answer {
  const group = shown(call);
  if (group === undefined) return notFound(param(call, 'id'));
  return answerMembers(call, transitiveMemberIds(call.directory, group));
}

function countMembers(call: Call): Answer {
  const group = shown(call);
  return group === undefined
    ? notFound(param(call, 'id'))
    : answerCount(call, group.members.length);
}

function countTransitive(call: Call): Answer {
  const group = shown(call);
  if (group === undefined) return notFound(param(call, 'id'));
  return answerCount(call, transitiveMemberIds(call.directory, group).length);
}
