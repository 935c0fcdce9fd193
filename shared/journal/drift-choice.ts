import * as v from 'valibot';
import { shortText } from '../bounds';
import type { Failure } from '../diagnostic';
import { isJsonObject, type Json } from '../json';
import { failureOf } from './entry-body';
import type { JournalEntry } from './journal-entry';

/**
 * What a person says of something that moved since the plan wrote it: put the value from before the
 * plan over it, leave it as it stands, or take back what comes before it and stop there.
 */
export const driftWays = ['putBack', 'leave', 'stop'] as const;
export type DriftWay = (typeof driftWays)[number];

/** One such word, bound to what was shown: it counts for this value alone. */
export const driftChoice = v.strictObject({
  step: shortText,
  /** User id; null: the object, or everybody of the step who was shown and is not named. */
  item: v.nullable(shortText),
  way: v.picklist(driftWays),
  /** As it was shown: a person's state, an object's hash; empty: it could not be read. */
  seen: v.string(),
});
export type DriftChoice = v.InferOutput<typeof driftChoice>;

/** One thing that moved, or could not be read, as the journal keeps what a person was shown. */
export interface MovedItem {
  readonly step: string;
  readonly item: string | null;
  readonly seen: string;
  /** Owned fields, or a person's state; null: not read, or gone. */
  readonly now: Json;
  readonly ways: readonly DriftWay[];
  /** Why it could not be read; null: it was. */
  readonly unread: Failure | null;
}

/** The words a roll back was begun with; none where it says none. */
export function choicesIn(entry: JournalEntry): readonly DriftChoice[] {
  const kept = v.safeParse(v.array(driftChoice), entry.body['choices']);
  return kept.success ? kept.output : [];
}

/** What the last look before a roll back showed and nobody has answered; none once one has begun. */
export function movedIn(entries: readonly JournalEntry[]): readonly MovedItem[] {
  const last = entries
    .filter(
      ({ type, body }) =>
        type === 'note' && (body['what'] === 'movedSince' || body['what'] === 'rollingBack'),
    )
    .at(-1);
  const items = last?.body['moved'] as Json | undefined;
  return Array.isArray(items) ? (items as readonly Json[]).flatMap(movedItem) : [];
}

function movedItem(one: Json): readonly MovedItem[] {
  if (!isJsonObject(one)) return [];
  const { step, item, seen, now = null, ways, unread } = one;
  if (typeof step !== 'string' || typeof seen !== 'string' || !Array.isArray(ways)) return [];
  const known = driftWays.filter((way) => (ways as readonly Json[]).includes(way));
  const text = (value: Json | undefined): string | null =>
    typeof value === 'string' ? value : null;
  return [{ step, item: text(item), seen, now, ways: known, unread: failureOf(unread) }];
}
