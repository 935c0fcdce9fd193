import { decodeRegistration } from '../../shared/entra/decode-registration';
import { methodsTold } from '../../shared/entra/user-registration-details';
import type { Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { inTurns, type Steps } from '../ports/in-turns';
import { readsInBatch } from '../graph/reads-by-id';
import { methodNames } from './method-names';
import { readByPerson, reasonOf } from './read-by-person';
import { isSmsReady } from './sms-state';
import { settleList, type Tour, type TourResult } from './tour';
import { eachPageRead, rowsRead } from './tour-rows';
import { usersOf } from './tour-users';

/**
 * Methods person by person for enabled accounts whose methods the report does not tell: everybody
 * where it is not licensed, which is normal without P1; otherwise the few it left out.
 */
export async function readUserMethods(tour: Tour): Promise<TourResult> {
  const users = usersOf(tour.reading);
  if (users === null) {
    const list = rowsRead(tour.reading, 'users');
    const reason = 'reason' in list ? list.reason : ({ code: 'notAsked' } as const);
    return settleList(tour, 'userMethods', 'userMethods', { reason });
  }
  const inReport = await inTurns(reportedIds(tour));
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
      if (found === null) return [userId, null, { code: 'malformed' }];
      const isReady = part.kind === 'answer' ? isSmsReady(part.answer.json) : null;
      return [userId, found, null, isReady];
    },
  });
  if (read.ok) tour.board.settled('userMethods', userIds.length, null);
  return read;
}

/** Accounts whose methods the report tells, and tells once: as `indexReport` sees it. */
function* reportedIds(tour: Tour): Steps<ReadonlySet<string>> {
  const texts = new Map<string, string>();
  const told = new Map<string, string>();
  const untold = new Set<string>();
  for (const page of eachPageRead(tour.reading, 'registration')) {
    for (const row of page) {
      const details = decodeRegistration(row);
      if (details === null) throw new Error('A row that fitted when it came.');
      const { id } = details;
      const said = methodsTold(details);
      if (details.methodsRegistered === null || (told.get(id) ?? said) !== said) untold.add(id);
      // One text for all who hold the same.
      const text = texts.get(said) ?? said;
      texts.set(text, text);
      told.set(id, text);
    }
    yield;
  }
  for (const id of untold) told.delete(id);
  return new Set(told.keys());
}
