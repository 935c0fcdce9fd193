import * as v from 'valibot';
import { count, hash64, shortText } from '../bounds';
import { canonicalJson } from '../canonical';
import type { Sha256 } from '../ids';
import type { Json, JsonObject } from '../json';
import { entryHash } from '../journal/chain';

/** Who came in, what a person allowed, and what was handed out. A later version may add more. */
export const accessKinds = ['signIn', 'permission', 'export'] as const;
export type AccessKind = (typeof accessKinds)[number];

/**
 * One appended fact beside the journal: a sign-in or an export. It changes nothing in a tenant, so it
 * has a chain of its own, which no rollout waits for. `body` holds accounts, file names and hashes,
 * never a token and never what a file says.
 */
export const accessEntrySchema = v.strictObject({
  seq: count,
  kind: shortText,
  at: shortText,
  body: v.record(shortText, v.unknown()),
  prev: hash64,
  hash: hash64,
});
export type AccessEntry = v.InferOutput<typeof accessEntrySchema>;

/** An entry before it has its place. */
export interface AccessDraft {
  readonly kind: AccessKind;
  readonly at: string;
  readonly body: JsonObject;
}

/** The first `prev` of every such chain. */
export function accessRoot(sha256: Sha256): string {
  return sha256('causeway-access/1');
}

/** The text that is hashed, and shown in the record. */
export function accessText({ seq, kind, at, body }: Omit<AccessEntry, 'prev' | 'hash'>): string {
  return canonicalJson({ seq, kind, at, body: body as Json });
}

export function chainAccess(
  draft: AccessDraft,
  place: { readonly seq: number; readonly prev: string },
  sha256: Sha256,
): AccessEntry {
  const entry = { seq: place.seq, ...draft };
  return { ...entry, prev: place.prev, hash: entryHash(place.prev, accessText(entry), sha256) };
}

/** The first entry whose place, link or hash is wrong; null when the chain holds. */
export function findAccessBreak(entries: readonly AccessEntry[], sha256: Sha256): number | null {
  let prev = accessRoot(sha256);
  for (const [index, entry] of entries.entries()) {
    if (entry.seq !== index || entry.prev !== prev) return index;
    if (entryHash(prev, accessText(entry), sha256) !== entry.hash) return index;
    prev = entry.hash;
  }
  return null;
}
