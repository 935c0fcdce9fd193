import { decodeRegistration } from '../../shared/entra/decode-registration';
import {
  methodsTold,
  type UserRegistrationDetails,
} from '../../shared/entra/user-registration-details';
import type { Json } from '../../shared/json';
import { ok } from '../../shared/result';
import { inTurns, type Steps } from '../ports/in-turns';
import { readsInBatch } from '../graph/reads-by-id';
import { methodNames } from './method-names';
import { SharedValues } from '../store/shared-values';
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
  const { held } = tour.reading;
  const share = held ?? new SharedValues();
  const textOf = oneText();
  const told = new Map<string, string>();
  const untold = new Set<string>();
  for (const page of eachPageRead(tour.reading, 'registration')) {
    for (const row of page) {
      const details =
        held === null
          ? decodeRegistration(row, share.once)
          : (row as unknown as UserRegistrationDetails);
      if (details === null) throw new Error('A row that fitted when it came.');
      const { id, methodsRegistered } = details;
      if (methodsRegistered === null) {
        untold.add(id);
        continue;
      }
      const text = textOf(details, methodsRegistered);
      if ((told.get(id) ?? text) !== text) untold.add(id);
      told.set(id, text);
    }
    yield;
  }
  for (const id of untold) told.delete(id);
  return new Set(told.keys());
}

/** What a row says of methods, as one text for all who hold the same list. */
function oneText(): (row: UserRegistrationDetails, methods: readonly string[]) => string {
  const byList = new WeakMap<readonly string[], Map<string | null, string>>();
  const texts = new Map<string, string>();
  return (row, methods) => {
    const preferred = row.userPreferredMethodForSecondaryAuthentication;
    let known = byList.get(methods);
    if (known === undefined) byList.set(methods, (known = new Map<string | null, string>()));
    let text = known.get(preferred);
    if (text === undefined) {
      const made = methodsTold(row);
      text = texts.get(made) ?? made;
      texts.set(made, text);
      known.set(preferred, text);
    }
    return text;
  };
}
