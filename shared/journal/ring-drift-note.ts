import * as v from 'valibot';
import { count, shortText } from '../bounds';
import type { Failure } from '../diagnostic';
import type { Json, JsonObject } from '../json';
import { leftReasons, type RingDrift } from '../plan/ring-drift';
import { failureBody, failureOf } from './entry-body';
import type { JournalEntry } from './journal-entry';

/** So many ids of each list are kept: the journal stays small, and the counts are whole. */
const mostKept = 1_000;

/** Who was elsewhere than the approved plan says when applying began, by user id. */
export interface RingDriftNote extends RingDrift {
  /** When the tenant was read: an instant. */
  readonly readAt: string;
  /** Why it could not be told; the lists are empty then. Null: it was read. */
  readonly unread: Failure | null;
  readonly counts: { readonly joined: number; readonly left: number; readonly moved: number };
}

const place = { userId: shortText, ring: count };
const bodySchema = v.object({
  readAt: shortText,
  counts: v.object({ joined: count, left: count, moved: count }),
  joined: v.array(v.object(place)),
  left: v.array(v.object({ ...place, why: v.picklist(leftReasons) })),
  moved: v.array(v.object({ userId: shortText, from: count, to: count })),
});

const what = 'ringDrift';
const none: RingDrift = { joined: [], left: [], moved: [] };

/** `found`: the drift, or why nobody could tell. Entry body of a `note`. */
export function ringDriftBody(
  readAt: string,
  found: RingDrift | { readonly unread: Failure },
): JsonObject {
  const { joined, left, moved } = 'unread' in found ? none : found;
  return {
    ...{ what, readAt },
    ...('unread' in found ? { failure: failureBody(found.unread) } : {}),
    counts: { joined: joined.length, left: left.length, moved: moved.length },
    joined: joined.slice(0, mostKept).map(({ userId, ring }) => ({ userId, ring })),
    left: left.slice(0, mostKept).map(({ userId, ring, why }) => ({ userId, ring, why })),
    moved: moved.slice(0, mostKept).map(({ userId, from, to }) => ({ userId, from, to })),
  };
}

export function isRingDriftNote({ type, body }: JournalEntry): boolean {
  return type === 'note' && body['what'] === what;
}

/** What the last run that found any noted; null: none did. */
export function ringDriftIn(entries: readonly JournalEntry[]): RingDriftNote | null {
  const body = entries.filter(isRingDriftNote).at(-1)?.body;
  const kept = v.safeParse(bodySchema, body);
  return kept.success
    ? { ...kept.output, unread: failureOf(body?.['failure'] as Json | undefined) }
    : null;
}
