import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { readsInBatch } from '../graph/reads-by-id';
import { methodNames } from './method-names';
import { readByPerson, reasonOf } from './read-by-person';
import { rowsRead, settleList, type Tour, type TourResult } from './tour';
import { usersOf } from './tour-users';

/**
 * Methods person by person for enabled accounts without a row in the report: everybody where the
 * report is not licensed, which is normal without P1; otherwise the few it left out.
 */
export async function readUserMethods(tour: Tour): Promise<TourResult> {
  const users = usersOf(tour.reading);
  if (users === null) {
    const list = rowsRead(tour.reading, 'users');
    const reason = 'reason' in list ? list.reason : ({ code: 'notAsked' } as const);
    return settleList(tour, 'userMethods', 'userMethods', { reason });
  }
  const report = rowsRead(tour.reading, 'registration');
  const inReport = new Set('rows' in report ? report.rows.map(idOf) : []);
  const userIds = users
    .filter((user) => user.isEnabled && !inReport.has(user.id))
    .map((user) => user.id);
  if (userIds.length === 0) {
    if (tour.reading.state('userMethods') !== null) return ok(undefined);
    return settleList(tour, 'userMethods', 'userMethods', { rows: [] });
  }
  const read = await readByPerson(tour, {
    source: 'userMethods',
    path: 'userMethods',
    version: 'beta',
    otherVersion: 'v1.0',
    userIds,
    url: readsInBatch.methods,
    row: (userId, part): Json => {
      const reason = reasonOf(part);
      if (reason !== null) return [userId, null, { ...reason }];
      const found = part.kind === 'answer' ? methodNames(part.answer.json) : null;
      return found === null ? [userId, null, { code: 'malformed' }] : [userId, found];
    },
  });
  if (read.ok) tour.board.settled('userMethods', userIds.length, null);
  return read;
}

function idOf(row: Json): string {
  return isJsonObject(row) && typeof row['id'] === 'string' ? row['id'] : '';
}
