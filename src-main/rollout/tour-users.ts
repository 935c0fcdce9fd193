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

/** All accounts read so far, in Graph's order; null when the list is unread. */
export function usersOf(reading: Reading): readonly TourUser[] | null {
  if (reading.state('users')?.kind !== 'done') return null;
  return reading.pages('users').flat().flatMap(toTourUser);
}

function toTourUser(row: Json): readonly TourUser[] {
  if (!isJsonObject(row)) return [];
  const text = (key: string): string => (typeof row[key] === 'string' ? row[key] : '');
  const upn = text('userPrincipalName');
  return [
    {
      id: text('id'),
      upn,
      isGuest:
        text('userType').toLowerCase() === 'guest' ||
        text('creationType').toLowerCase() === 'invitation' ||
        upn.toUpperCase().includes('#EXT#'),
      isEnabled: row['accountEnabled'] !== false,
      bulkState: typeof row['perUserMfaState'] === 'string' ? row['perUserMfaState'] : null,
    },
  ];
}
