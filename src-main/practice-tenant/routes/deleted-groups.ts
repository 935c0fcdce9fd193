import { noContent, notFound, okay, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { DeletedGroup } from '../directory';
import type { JsonObject } from '../json';
import { answerList, rowsOf } from '../odata';
import { auditGroup } from './groups';

const write = ['Group.ReadWrite.All', 'Directory.ReadWrite.All'];
const items = '/directory/deletedItems';
/** How long a deleted group can be brought back, members included. */
const keptMs = 30 * 86_400_000;

export const deletedGroupRoutes: Route[] = [
  { method: 'DELETE', path: '/groups/{id}', scopes: write, handle: remove },
  {
    ...{ method: 'GET', path: `${items}/microsoft.graph.group`, handle: list },
    scopes: ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All'],
  },
  { method: 'POST', path: `${items}/{id}/restore`, scopes: write, handle: restore },
];

function remove(call: Call): Answer {
  const { directory } = call;
  const id = param(call, 'id').toLowerCase();
  const group = directory.groups.truth(id);
  if (group === undefined) return notFound(id);
  directory.groups.remove(id);
  directory.deletedGroups.push({ group, at: directory.clock.now() });
  auditGroup(call, 'Delete group', group.resource);
  return noContent;
}

/** Those that are not gone for good yet. */
function kept({ directory }: Call): DeletedGroup[] {
  return directory.deletedGroups.filter(({ at }) => directory.clock.now() - at < keptMs);
}

function list(call: Call): Answer {
  const rows = kept(call).map(({ group, at }): JsonObject => ({
    ...{ '@odata.type': '#microsoft.graph.group', ...group.resource },
    deletedDateTime: new Date(at).toISOString(),
  }));
  const paging = { pageSize: 100, maxPageSize: 999, strictTop: true };
  return answerList(call, rowsOf(rows), { context: 'groups', ...paging });
}

/** The same group again: id, properties and members. */
function restore(call: Call): Answer {
  const { directory } = call;
  const id = param(call, 'id').toLowerCase();
  const found = kept(call).find(({ group }) => group.id === id);
  if (found === undefined) return notFound(id);
  directory.deletedGroups.splice(directory.deletedGroups.indexOf(found), 1);
  directory.groups.put(found.group);
  auditGroup(call, 'Restore Group', found.group.resource);
  const context = `${call.root}/$metadata#directoryObjects/$entity`;
  const type = '#microsoft.graph.group';
  return okay({ '@odata.context': context, '@odata.type': type, ...found.group.resource });
}
