import { toPerUserMfaState } from '../../shared/entra/per-user-mfa';
import { isJsonObject, type Json } from '../../shared/json';
import { ok } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import { batchSize, type PartOutcome } from '../graph/batch-parts';
import { readsInBatch } from '../graph/reads-by-id';
import { readByPerson, reasonOf } from './read-by-person';
import { settleList, type Tour, type TourResult } from './tour';
import { rowsRead } from './tour-rows';
import { usersOf, type TourUser } from './tour-users';

const path = 'perUserMfa';
const samplePath = 'perUserMfaSample';
const oneByOnePath = 'perUserMfaOneByOne';
const reasonsPath = 'perUserMfaUnread';
const pageRows = 10_000;
const smallestSample = 20;
const largestSample = 200;

/**
 * Per-user MFA of everybody. The bulk field is undocumented: one non-guest without it distrusts it
 * for all, and so does a sample that `authentication/requirements` contradicts. Then every state
 * comes from one read per person. Guests have none (R13).
 */
export async function readPerUserMfa(tour: Tour): Promise<TourResult> {
  const { reading, board } = tour;
  const before = reading.state(path);
  if (before !== null && before.kind !== 'reading') {
    const count = reading.rowCount(path);
    board.settled('perUserMfa', count, before.kind === 'unread' ? before.reason : null);
    return ok(undefined);
  }
  const users = usersOf(reading);
  if (users === null) return settleList(tour, 'perUserMfa', path, unreadUsers(tour));
  const members = users.filter((user) => !user.isGuest);
  const guests = users.filter((user) => user.isGuest).map((user) => [user.id, 'notApplicable']);
  const hasGap = members.some((user) => toPerUserMfaState(user.bulkState) === 'unknown');
  if (!hasGap) {
    const sample = await checkSample(tour, members);
    if (!sample.ok) return sample;
    const { checked, agrees } = sampleVerdict(tour, members);
    if (agrees) {
      board.perUserMfa = { bulk: 'trusted', read: users.length, checked };
      const rows = members.map((user) => [user.id, user.bulkState]);
      return settleList(tour, 'perUserMfa', path, { rows: [...rows, ...guests] });
    }
  }
  board.perUserMfa = { bulk: 'distrusted', read: 0, checked: 0 };
  const done = await readByPerson(tour, {
    source: 'perUserMfa',
    path: oneByOnePath,
    version: 'beta',
    userIds: members.map((user) => user.id),
    url: readsInBatch.requirements,
    row: stateRow,
    onPage: (read) => {
      board.perUserMfa = { bulk: 'distrusted', read, checked: read };
    },
  });
  if (!done.ok) return done;
  const rows = reading.pages(oneByOnePath).flat();
  const shared = sharedReason(rows);
  if (shared !== null) return settleList(tour, 'perUserMfa', path, { reason: shared });
  const kept = keepReasons(tour, rows);
  if (!kept.ok) return kept;
  const known = rows.map((row) => (Array.isArray(row) ? row.slice(0, 2) : row) as Json);
  return settleList(tour, 'perUserMfa', path, { rows: [...known, ...guests] });
}

/** Why nobody knows the state of some, in pages: the states themselves do not tell. */
function keepReasons({ reading }: Tour, rows: readonly Json[]): TourResult {
  const reasons = rows.flatMap((row): readonly Json[] => {
    const [userId, , reason] = Array.isArray(row) ? (row as readonly Json[]) : [];
    return userId === undefined || reason === undefined ? [] : [[userId, reason]];
  });
  const begun = reading.restart(reasonsPath);
  if (!begun.ok || reasons.length === 0) return begun;
  for (let start = 0; start < reasons.length; start += pageRows) {
    const page = reasons.slice(start, start + pageRows);
    const saved = reading.page(reasonsPath, page, { kind: 'reading', next: '' });
    if (!saved.ok) return saved;
  }
  return reading.settle(reasonsPath, { kind: 'done' });
}

/** How the states were obtained, for the snapshot. */
export function howStatesWereRead(tour: Tour): {
  readonly bulk: 'trusted' | 'distrusted';
  readonly checked: number;
} {
  if (tour.reading.state(oneByOnePath) !== null) {
    return { bulk: 'distrusted', checked: tour.reading.rowCount(oneByOnePath) };
  }
  const checked = tour.reading.pages(samplePath).flat().filter(isAnswered).length;
  return { bulk: 'trusted', checked };
}

function unreadUsers(tour: Tour): { reason: UnreadReason } {
  const users = rowsRead(tour.reading, 'users');
  return { reason: 'reason' in users ? users.reason : { code: 'notAsked' } };
}

async function checkSample(tour: Tour, members: readonly TourUser[]): Promise<TourResult> {
  if (members.length === 0) return ok(undefined);
  return readByPerson(tour, {
    source: 'perUserMfa',
    path: samplePath,
    version: 'beta',
    userIds: sampleOf(members).map((user) => user.id),
    url: readsInBatch.requirements,
    row: stateRow,
  });
}

/** People with a state first, then evenly spread: the same people for the same tenant. */
export function sampleOf(members: readonly TourUser[]): readonly TourUser[] {
  const wanted = Math.ceil(members.length / 100 / batchSize) * batchSize;
  const size = Math.min(members.length, Math.max(smallestSample, Math.min(largestSample, wanted)));
  const spread = (list: readonly TourUser[], count: number): readonly TourUser[] =>
    Array.from(
      { length: count },
      (_, index) => list[Math.floor((index * list.length) / count)],
    ).flatMap((user) => (user === undefined ? [] : [user]));
  const withState = members.filter((user) => user.bulkState !== 'disabled');
  const chosen = spread(withState, Math.min(withState.length, Math.ceil(size / 2)));
  const taken = new Set(chosen.map((user) => user.id));
  const others = members.filter((user) => !taken.has(user.id));
  return [...chosen, ...spread(others, Math.min(others.length, size - chosen.length))];
}

/**
 * The bulk field stands when nobody of the sample contradicts it and somebody confirms it. A
 * capture without any of these answers cannot be asked: its bulk values stand, 0 checked.
 */
function sampleVerdict(
  tour: Tour,
  members: readonly TourUser[],
): { readonly checked: number; readonly agrees: boolean } {
  const rows = tour.reading.pages(samplePath).flat();
  const answered = rows.filter(isAnswered);
  // Of the few who were asked, not of a million.
  const asked = new Set(answered.map((row) => (row as readonly Json[])[0]));
  const sampled = members.filter((user) => asked.has(user.id));
  const bulk = new Map(sampled.map((user) => [user.id, user.bulkState]));
  const contradicted = answered.some((row) => {
    const [userId, state] = row as readonly Json[];
    return typeof userId !== 'string' || bulk.get(userId) !== state;
  });
  // An answer that tells no state refutes the field as well.
  const isOdd = rows.some((row) => !isAnswered(row) && reasonIn(row)?.code === 'malformed');
  if (contradicted || isOdd) return { checked: answered.length, agrees: false };
  if (answered.length > 0 || rows.length === 0) return { checked: answered.length, agrees: true };
  return { checked: 0, agrees: sharedReason(rows)?.code === 'notCaptured' };
}

/** Rows are `[user id, state, reason?]`; a reason means that no answer told the state. */
function stateRow(userId: string, part: PartOutcome): Json {
  const reason = reasonOf(part);
  if (reason !== null) return [userId, 'unknown', { ...reason }];
  const body = part.kind === 'answer' ? part.answer.json : undefined;
  const state = isJsonObject(body) ? body['perUserMfaState'] : null;
  const told = toPerUserMfaState(typeof state === 'string' ? state : null);
  return told === 'unknown' ? [userId, told, { code: 'malformed' }] : [userId, told];
}

function isAnswered(row: Json): boolean {
  return Array.isArray(row) && row.length === 2;
}

function reasonIn(row: Json): UnreadReason | null {
  const reason: Json | undefined = Array.isArray(row) ? (row as readonly Json[])[2] : undefined;
  return isJsonObject(reason) ? (reason as unknown as UnreadReason) : null;
}

/** The reason when nobody at all was read and all failed alike. */
function sharedReason(rows: readonly Json[]): UnreadReason | null {
  let shared: UnreadReason | null = null;
  for (const row of rows) {
    const unread = reasonIn(row);
    if (unread === null) return null;
    if (shared !== null && shared.code !== unread.code) return null;
    shared = unread;
  }
  return shared;
}
