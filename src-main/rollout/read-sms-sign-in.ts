import { classifyMethod } from '../../shared/assess/allowed-methods';
import { personVersion } from '../../shared/entra/graph-version';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { inTurns, type Steps } from '../ports/in-turns';
import { readsInBatch } from '../graph/reads-by-id';
import { readByPerson, reasonOf } from './read-by-person';
import { isSmsReady } from './sms-state';
import { smsSignInScope, type SmsSignInScope } from './sms-sign-in-scope';
import { type Tour, type TourResult } from './tour';
import { eachPageRead, eachRowRead, rowsRead } from './tour-rows';
import { usersOf } from './tour-users';

const path = 'smsSignIn';
const unreadPath = 'smsSignInUnread';
const byPersonPath = 'smsSignInByPerson';
/** Twenty-five batches: no tenant, however large, costs a request per person here. */
export const mostAsked = 500;

/**
 * Who signs in by text message alone (SMS-SIGNIN-RETIRES). No list tells it, so that each holder of
 * a mobile phone costs a request, twenty to a call. Nobody is asked whom the policy does not offer
 * it, nor whose methods were read one by one: those tell it too. Of the others `mostAsked` are, those
 * without another method first; who was not asked or could not be read is kept by name, beside those
 * who were.
 */
export async function readSmsSignIn(tour: Tour): Promise<TourResult> {
  const { reading, board } = tour;
  if (reading.state(path) !== null) return ok(undefined);
  const policy = rowsRead(reading, 'authenticationMethodsPolicy');
  if ('reason' in policy) return settleUnread(tour, policy.reason);
  const scope = smsSignInScope(tour, policy.rows[0]);
  if (scope === null) return settle(tour, [], []);
  const people = await inTurns(phoneHolders(tour, scope));
  if (people === null) return settleUnread(tour, { code: 'notAsked' });
  const open = people.filter((one) => one.isReady === null);
  const [asked, left] = [open.slice(0, mostAsked), open.slice(mostAsked)].map((some) =>
    some.map((one) => one.userId),
  ) as [string[], string[]];
  if (asked.length > 0) {
    const done = await readByPerson(tour, {
      source: 'userMethods',
      path: byPersonPath,
      version: personVersion(tour.source.cloud),
      userIds: asked,
      url: readsInBatch.phoneMethods,
      row: (userId, part): Json => {
        const reason = reasonOf(part);
        if (reason !== null) return [userId, null, { ...reason }];
        const isReady = part.kind === 'answer' ? isSmsReady(part.answer.json) : null;
        return isReady === null ? [userId, null, { code: 'malformed' }] : [userId, isReady];
      },
    });
    if (!done.ok) return done;
    board.settled('userMethods', asked.length, null);
  }
  const rows = reading.pages(byPersonPath).flat().flatMap(toOutcome);
  const known = people.flatMap((one) => (one.isReady === true ? [one.userId] : []));
  const ready = rows.flatMap((one) => (one.isReady ? [one.userId] : []));
  const failed = rows.filter((one) => one.reason !== null);
  const first = failed[0]?.reason ?? null;
  // All refused alike: the kind of data is refused, not so many single people.
  const isShared =
    failed.length === people.length - left.length &&
    failed.every((one) => one.reason?.code === first?.code);
  if (first !== null && isShared) return settleUnread(tour, first);
  const unread = [
    ...failed.map((one): Json => [one.userId, { ...one.reason }]),
    ...left.map((userId): Json => [userId, { code: 'notAsked' }]),
  ];
  return settle(tour, [...known, ...ready].sort(), unread);
}

/** Part of `userMethods` for whoever watches: no line of its own. */
function settle(tour: Tour, ready: readonly Json[], unread: readonly Json[]): TourResult {
  const named = tour.reading.page(unreadPath, unread, { kind: 'done' });
  return named.ok ? tour.reading.page(path, ready, { kind: 'done' }) : named;
}

function settleUnread(tour: Tour, reason: UnreadReason): TourResult {
  return tour.reading.settle(path, { kind: 'unread', reason });
}

interface Outcome {
  readonly userId: string;
  readonly isReady: boolean;
  readonly reason: UnreadReason | null;
}

function toOutcome(row: Json): readonly Outcome[] {
  const [userId, isReady, reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
  if (typeof userId !== 'string') return [];
  const why = isJsonObject(reason) ? (reason as unknown as UnreadReason) : null;
  return [{ userId, isReady: isReady === true, reason: why }];
}

interface Holder {
  readonly userId: string;
  readonly isReady: boolean | null;
}

/**
 * Enabled holders of a mobile phone whom the policy may offer it, by id, after those who hold no
 * other method: with nothing else, they are the likeliest to sign in by it. Null: users unread.
 */
function* phoneHolders(tour: Tour, scope: SmsSignInScope): Steps<readonly Holder[] | null> {
  const users = usersOf(tour.reading);
  if (users === null) return null;
  const holders = new Map<string, boolean | null>();
  const withOther = new Set<string>();
  for (const page of eachPageRead(tour.reading, 'registration')) {
    for (const row of page) {
      if (!isJsonObject(row) || typeof row['id'] !== 'string') continue;
      const names = row['methodsRegistered'];
      if (!Array.isArray(names) || !names.includes('mobilePhone')) continue;
      holders.set(row['id'], null);
      const isOther = names.some((name) => classifyMethod(String(name)) === 'surviving');
      if (isOther) withOther.add(row['id']);
    }
    yield;
  }
  for (const row of eachRowRead(tour.reading, 'userMethods')) {
    const [userId, names, , isReady] = Array.isArray(row) ? (row as readonly Json[]) : [];
    if (typeof userId !== 'string' || !Array.isArray(names)) continue;
    if (names.includes('mobilePhone')) {
      holders.set(userId, typeof isReady === 'boolean' ? isReady : null);
    } else holders.delete(userId);
  }
  return users
    .filter((user) => user.isEnabled && holders.has(user.id) && scope.mayOffer(user.id))
    .map((user) => ({ userId: user.id, isReady: holders.get(user.id) ?? null }))
    .sort(
      (a, b) =>
        Number(withOther.has(a.userId)) - Number(withOther.has(b.userId)) ||
        (a.userId < b.userId ? -1 : 1),
    );
}
