import { notFound, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { JsonObject } from '../json';
import { answerList, rowsOf } from '../odata';
import { methodObjects, phoneType } from '../user-methods';

const scopes = ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'];

/** What people registered: everything of one person, or the phones alone. */
export const authenticationRoutes: Route[] = [
  { method: 'GET', path: '/me/authentication/methods', scopes, handle: listMethods },
  { method: 'GET', path: '/users/{id}/authentication/methods', scopes, handle: listMethods },
  { method: 'GET', path: '/users/{id}/authentication/phoneMethods', scopes, handle: listPhones },
];

function listMethods(call: Call): Answer {
  return answerRows(call, 'methods', (rows) => rows);
}

/** One type only, so that the rows do not name it. */
function listPhones(call: Call): Answer {
  return answerRows(call, 'phoneMethods', (rows) =>
    rows
      .filter((row) => row['@odata.type'] === phoneType)
      .map((row) =>
        Object.fromEntries(Object.entries(row).filter(([key]) => key !== '@odata.type')),
      ),
  );
}

function answerRows(call: Call, name: string, pick: (rows: JsonObject[]) => JsonObject[]): Answer {
  const { directory, version } = call;
  const user = directory.user(call.params['id'] ?? call.actor.id);
  if (user === undefined) return notFound(param(call, 'id'));
  const rows = pick(methodObjects(user, version, directory.facts.cloud));
  const context = `users('${user.id}')/authentication/${name}`;
  return answerList(call, rowsOf(rows), { context, pageSize: 100, maxPageSize: 100 });
}
