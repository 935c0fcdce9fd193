import { isInvitedName } from '../../shared/assess/membership';
import { canonicalJson } from '../../shared/canonical';
import { plainRow } from '../../shared/entra/row-view';
import { isJsonObject, type Json } from '../../shared/json';
import { atOnce, inTurns, type Steps } from '../ports/in-turns';
import type { Reading } from '../store/reading-store';
import { eachRowRead } from './tour-rows';

/** The few facts of an account that decide what is read about it. */
export interface TourUser {
  readonly id: string;
  readonly isGuest: boolean;
  /** Also where Graph does not tell. */
  readonly isEnabled: boolean;
  readonly bulkState: string | null;
}

/** Several lists ask for the accounts of one tour: they are taken from their pages once. */
const known = new WeakMap<Reading, readonly TourUser[]>();

/**
 * All accounts, each once, in Graph's order; null when the list is unread. Rows of one account that
 * contradict each other say of it what `uniqueUsers` says.
 */
export function usersOf(reading: Reading): readonly TourUser[] | null {
  if (reading.state('users')?.kind !== 'done') return null;
  return known.get(reading) ?? atOnce(takeUsers(reading));
}

/** Takes the accounts ahead of whoever asks for them, with turns for everything else. */
export async function knowUsers(reading: Reading): Promise<void> {
  if (reading.state('users')?.kind === 'done') await inTurns(takeUsers(reading));
}

/** No account has two rows. False also where nobody has taken them. */
export function areEachOnce(reading: Reading): boolean {
  return known.get(reading)?.length === reading.rowCount('users');
}

/** Nobody asks any more: what the snapshot is made of takes their room. */
export function forgetUsers(reading: Reading): void {
  known.delete(reading);
}

function* takeUsers(reading: Reading): Steps<readonly TourUser[]> {
  const byId = new Map<string, TourUser>();
  const repeated = new Set<string>();
  for (const page of reading.eachPage('users')) {
    for (const row of page) {
      const user = toTourUser(row);
      if (user === null) continue;
      const key = user.id.toLowerCase();
      if (byId.has(key)) repeated.add(key);
      else byId.set(key, user);
    }
    yield;
  }
  if (repeated.size > 0) settleRepeated(reading, byId, repeated);
  const users = [...byId.values()];
  known.set(reading, users);
  return users;
}

/** Few if any: only for them are rows compared whole. */
function settleRepeated(
  reading: Reading,
  byId: Map<string, TourUser>,
  repeated: ReadonlySet<string>,
): void {
  const first = new Map<string, string>();
  for (const row of eachRowRead(reading, 'users')) {
    const user = toTourUser(row);
    const key = user?.id.toLowerCase() ?? '';
    if (user === null || !repeated.has(key)) continue;
    const text = canonicalJson(isJsonObject(row) ? plainRow(row) : row);
    const before = first.get(key);
    const known = byId.get(key);
    if (before === undefined || known === undefined) first.set(key, text);
    else if (before !== text) byId.set(key, merge(known, user));
  }
}

function merge(first: TourUser, second: TourUser): TourUser {
  const isStateAgreed = first.bulkState === second.bulkState;
  return { ...first, isEnabled: true, bulkState: isStateAgreed ? first.bulkState : null };
}

function toTourUser(row: Json): TourUser | null {
  if (!isJsonObject(row)) return null;
  return {
    id: textOf(row['id']),
    isGuest:
      isWord(row['userType'], 'guest') ||
      isWord(row['creationType'], 'invitation') ||
      isInvitedName(textOf(row['userPrincipalName'])),
    isEnabled: row['accountEnabled'] !== false,
    bulkState: toState(row['perUserMfaState']),
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A text in either case. */
function isWord(value: Json | undefined, word: string): boolean {
  return typeof value === 'string' && value.length === word.length && value.toLowerCase() === word;
}

const usualStates: readonly string[] = ['disabled', 'enabled', 'enforced'];

/** One text for all who share it, and not one each. */
function toState(value: Json | undefined): string | null {
  if (typeof value !== 'string') return null;
  return usualStates.find((state) => state === value) ?? value;
}
