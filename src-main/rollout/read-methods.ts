import { decodeRegistration } from '../../shared/entra/decode-registration';
import {
  methodsTold,
  type UserRegistrationDetails,
} from '../../shared/entra/user-registration-details';
import type { Json } from '../../shared/json';
import { PeoplePlaces } from '../../shared/people-places';
import { ok } from '../../shared/result';
import { inTurns, type Steps } from '../ports/in-turns';
import { readsInBatch } from '../graph/reads-by-id';
import { methodNames } from './method-names';
import { SharedValues } from '../store/shared-values';
import { readByPerson, reasonOf } from './read-by-person';
import { isSmsReady } from './sms-state';
import { settleList, type Tour, type TourResult } from './tour';
import { eachPageRead, rowsRead } from './tour-rows';
import { usersOf, type TourUser } from './tour-users';

/** Lists of methods known by what they are. */
const mostLists = 4_096;

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
  const isTold = await inTurns(toldInReport(tour, users));
  const userIds = users
    .filter((user, place) => user.isEnabled && !isTold(place))
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

/** Of accounts by place: whether the report tells its methods, and once, as `indexReport` sees it. */
function* toldInReport(tour: Tour, users: readonly TourUser[]): Steps<(place: number) => boolean> {
  const { held } = tour.reading;
  const share = held ?? new SharedValues();
  const textOf = oneText();
  const places = new PeoplePlaces(users);
  /** Null: not told, or at odds. */
  const told = new Array<string | null | undefined>(users.length);
  for (const page of eachPageRead(tour.reading, 'registration')) {
    for (const row of page) {
      const details =
        held === null
          ? decodeRegistration(row, share.once)
          : (row as unknown as UserRegistrationDetails);
      if (details === null) throw new Error('A row that fitted when it came.');
      const place = places.of(details.id);
      if (place < 0) continue;
      const text = details.methodsRegistered === null ? null : textOf(details);
      const before = told[place];
      told[place] = before === undefined || before === text ? text : null;
    }
    yield;
  }
  return (place) => typeof told[place] === 'string';
}

/** What a row says of methods, as one text for all who hold the same list. */
function oneText(): (row: UserRegistrationDetails) => string {
  const byList = new Map<readonly string[] | null, Map<string | null, string>>();
  const texts = new Map<string, string>();
  return (row) => {
    const methods = row.methodsRegistered;
    const preferred = row.userPreferredMethodForSecondaryAuthentication;
    const before = byList.get(methods)?.get(preferred);
    if (before !== undefined) return before;
    const made = methodsTold(row);
    const text = texts.get(made) ?? made;
    texts.set(made, text);
    // Lists that nobody shares would be kept, each, for nothing.
    if (byList.size < mostLists) {
      const known = byList.get(methods) ?? new Map<string | null, string>();
      byList.set(methods, known.set(preferred, text));
    }
    return text;
  };
}
