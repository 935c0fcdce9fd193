import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Json } from '../../shared/json';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import { replaceFile } from './atomic-file';

const headSchema = v.record(
  v.string(),
  v.strictObject({ seq: v.number(), hash: v.string(), plan: v.optional(v.string()) }),
);
type Heads = v.InferOutput<typeof headSchema>;

/** What `head.json` says; null: it is not there, or says nothing that can be read. */
export function readHeads(path: string): Heads | null {
  try {
    const parsed = v.safeParse(headSchema, JSON.parse(readFileSync(path, 'utf8')) as Json);
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** False: it could not be written, and what was appended may be lost without a trace. */
export function writeHead(path: string, last: JournalEntry, plan: string): boolean {
  try {
    const { rolloutId, seq, hash } = last;
    const heads = { ...readHeads(path), [rolloutId]: { seq, hash, plan } };
    replaceFile(path, `${JSON.stringify(heads)}\n`);
    return true;
  } catch {
    return false;
  }
}
