import { canonicalJson } from '../canonical';
import type { Sha256 } from '../ids';
import type { Json, JsonObject } from '../json';
import type { JournalEntry, JournalType } from './journal-entry';

/** An entry before it has its place in the chain. `body` holds ids and values, never names. */
export interface EntryDraft {
  readonly type: JournalType;
  readonly stepId: string | null;
  readonly item: string | null;
  readonly at: string;
  readonly body: JsonObject;
}

/** The text that is hashed and shown in the journal record (execution.md 1.4, 1.7). */
export function entryText(entry: Omit<JournalEntry, 'prev' | 'hash'>): string {
  const { rolloutId, seq, type, stepId, item, at } = entry;
  return canonicalJson({ rolloutId, seq, type, stepId, item, at, body: entry.body as Json });
}

/** `SHA-256(prev + "\n" + text)`; the first `prev` is the plan hash. */
export function entryHash(prev: string, text: string, sha256: Sha256): string {
  return sha256(`${prev}\n${text}`);
}

export function chainEntry(
  draft: EntryDraft,
  place: { readonly rolloutId: string; readonly seq: number; readonly prev: string },
  sha256: Sha256,
): JournalEntry {
  const entry = { rolloutId: place.rolloutId, seq: place.seq, ...draft };
  return { ...entry, prev: place.prev, hash: entryHash(place.prev, entryText(entry), sha256) };
}

/** The first entry whose place, link or hash is wrong; null when the chain holds. */
export function findBreak(
  entries: readonly JournalEntry[],
  planHash: string,
  sha256: Sha256,
): number | null {
  let prev = planHash;
  for (const [index, entry] of entries.entries()) {
    if (entry.seq !== index || entry.prev !== prev) return index;
    if (entryHash(prev, entryText(entry), sha256) !== entry.hash) return index;
    prev = entry.hash;
  }
  return null;
}
