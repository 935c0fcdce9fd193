import * as v from 'valibot';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { UnreadReason } from '../../shared/tenant/snapshot';

const optionalText = v.optional(v.nullable(v.string()));

/** One active role as privileged identity management has it. */
export const scheduleSchema = v.looseObject({
  ...{ principalId: v.string(), roleDefinitionId: v.string() },
  ...{ directoryScopeId: optionalText, memberType: optionalText, assignmentType: optionalText },
  endDateTime: v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp()))),
});

/**
 * When active roles end. `none`: without P2 nothing makes one end. By the key of a holding: null
 * where it has a schedule that does not tell.
 */
export type RoleEnds =
  | { readonly kind: 'none' }
  | { readonly kind: 'unread'; readonly reason: UnreadReason }
  | { readonly kind: 'read'; readonly isWithoutEnd: ReadonlyMap<string, boolean | null> };

/** Somebody may hold a role twice: for good beside an activation is for good. */
export function readEnds(rows: readonly Json[]): RoleEnds {
  const isWithoutEnd = new Map<string, boolean | null>();
  for (const row of rows) {
    // Of somebody in a group that holds the role; the group has a row of its own.
    if (!isJsonObject(row) || lower(row, 'memberType') === 'group') continue;
    const key = keyOf(row);
    const before = isWithoutEnd.get(key);
    const now = tells(row);
    if (before === undefined || now === true || before === false) isWithoutEnd.set(key, now);
  }
  return { kind: 'read', isWithoutEnd };
}

/** Whether a row of `roleAssignments` has no end; null: not told. */
export function isWithoutEnd(assignment: JsonObject, ends: RoleEnds): boolean | null {
  if (ends.kind === 'none') return true;
  return ends.kind === 'unread' ? null : (ends.isWithoutEnd.get(keyOf(assignment)) ?? null);
}

function tells(row: JsonObject): boolean | null {
  const type = lower(row, 'assignmentType');
  if (typeof row['endDateTime'] === 'string' || type === 'activated') return false;
  return type === 'assigned' && row['endDateTime'] === null ? true : null;
}

function keyOf(row: JsonObject): string {
  return ['principalId', 'roleDefinitionId', 'directoryScopeId']
    .map((name) => lower(row, name))
    .join(' ');
}

function lower(row: JsonObject, name: string): string {
  const value = row[name];
  return typeof value === 'string' ? value.toLowerCase() : '';
}
