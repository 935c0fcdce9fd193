import { canonicalJson } from '../../shared/canonical';
import { isJsonObject, type Json } from '../../shared/json';
import type { Reading } from '../store/reading-store';

/** The few facts of an account that decide what is read about it. */
export interface TourUser {
  readonly id: string;
  readonly upn: string;
  readonly isGuest: boolean;
  /** Also where Graph does not tell. */
  readonly isEnabled: boolean;
  readonly bulkState: string | null;
}

/** An account with the row that told of it first. */
interface Told {
  readonly row: Json;
  readonly user: TourUser;
}

/**
 * All accounts, each once, in Graph's order; null when the list is unread. Rows of one account that
 * contradict each other say of it what `uniqueUsers` says.
 */
export function usersOf(reading: Reading): readonly TourUser[] | null {
  if (reading.state('users')?.kind !== 'done') return null;
  const byId = new Map<string, Told>();
  for (const row of reading.pages('users').flat()) {
    const user = toTourUser(row);
    if (user === null) continue;
    const key = user.id.toLowerCase();
    const before = byId.get(key);
    if (before === undefined) byId.set(key, { row, user });
    else byId.set(key, { row: before.row, user: merge(before, { row, user }) });
  }
  return [...byId.values()].map(({ user }) => user);
}

function merge(first: Told, second: Told): TourUser {
  if (canonicalJson(first.row) === canonicalJson(second.row)) return first.user;
  const isStateAgreed = first.user.bulkState === second.user.bulkState;
  return {
    ...first.user,
    isEnabled: true,
    bulkState: isStateAgreed ? first.user.bulkState : null,
  };
}

function toTourUser(row: Json): TourUser | null {
  if (!isJsonObject(row)) return null;
  const text = (key: string): string => (typeof row[key] === 'string' ? row[key] : '');
  const upn = text('userPrincipalName');
  return {
    id: text('id'),
    upn,
    isGuest:
      text('userType').toLowerCase() === 'guest' ||
      text('creationType').toLowerCase() === 'invitation' ||
      upn.toUpperCase().includes('#EXT#'),
    isEnabled: row['accountEnabled'] !== false,
    bulkState: typeof row['perUserMfaState'] === 'string' ? row['perUserMfaState'] : null,
  };
}
