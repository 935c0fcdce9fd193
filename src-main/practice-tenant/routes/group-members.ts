import { notFound, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { Directory, GroupRecord } from '../directory';
import type { JsonObject } from '../json';
import type { Member } from '../members';
import { countMembers, transitiveMembers, type MemberList } from '../membership';
import { answerCount, answerList, rowsOf, type Rows } from '../odata';
import { userRules } from '../user-views';

const scopes = [
  ...['Group.Read.All', 'GroupMember.Read.All', 'GroupMember.ReadBasic.All'],
  ...['Group.ReadWrite.All', 'GroupMember.ReadWrite.All', 'Directory.ReadWrite.All'],
];
const members = '/groups/{id}/members';
const transitive = '/groups/{id}/transitiveMembers';

export const groupMemberRoutes: Route[] = [
  { method: 'GET', path: members, scopes, units: 3, handle: listMembers },
  { method: 'GET', path: '/groups/{id}/memberOf', scopes, units: 3, handle: listMemberOf },
  { method: 'GET', path: `${members}/$count`, scopes, units: 3, handle: countDirect },
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

function answerMembers(call: Call, members: MemberList): Answer {
  const { directory } = call;
  const rows: Rows = {
    length: members.length,
    ordinalAt: (index) => index,
    rowAt: (index, names) => memberRow(directory, members.at(index), names),
    count: () => countMembers(members),
  };
  return answerList(call, rows, rules);
}

function memberRow(
  directory: Directory,
  member: Member | undefined,
  names: readonly string[] | undefined,
): JsonObject | undefined {
  if (member === undefined) return undefined;
  const group = 'id' in member ? directory.groups.truth(member.id) : undefined;
  if (group !== undefined) return { '@odata.type': '#microsoft.graph.group', ...group.resource };
  const user = 'id' in member ? directory.user(member.id) : directory.users.at(member.ordinal);
  const shown = user?.pick(names ?? userRules.defaultSelect);
  return shown && { '@odata.type': '#microsoft.graph.user', ...shown };
}

function listMembers(call: Call): Answer {
  const group = shown(call);
  return group === undefined ? notFound(param(call, 'id')) : answerMembers(call, group.members);
}

function listTransitive(call: Call): Answer {
  const group = shown(call);
  if (group === undefined) return notFound(param(call, 'id'));
  return answerMembers(call, transitiveMembers(call.directory, group));
}

function countDirect(call: Call): Answer {
  const group = shown(call);
  return group === undefined ? notFound(param(call, 'id')) : answerCount(call, group.members.size);
}

function countTransitive(call: Call): Answer {
  const group = shown(call);
  if (group === undefined) return notFound(param(call, 'id'));
  return answerCount(call, countMembers(transitiveMembers(call.directory, group)));
}

/** Groups that hold this one directly. */
function listMemberOf(call: Call): Answer {
  const group = shown(call);
  if (group === undefined) return notFound(param(call, 'id'));
  const outer = call.directory.groups.list().filter((one) => one.members.hasId(group.id));
  const type = '#microsoft.graph.group';
  const rows = outer.map(({ resource }) => ({ '@odata.type': type, ...resource }));
  return answerList(call, rowsOf(rows), rules);
}
