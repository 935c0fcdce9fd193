import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Json } from '../../shared/json';
import { replaceFile } from './atomic-file';

const headSchema = v.strictObject({ seq: v.number(), hash: v.string() });
export type AccessHead = v.InferOutput<typeof headSchema>;

/** The last entry that was recorded; null: nothing says which. */
export function readAccessHead(path: string): AccessHead | null {
  try {
    const parsed = v.safeParse(headSchema, JSON.parse(readFileSync(path, 'utf8')) as Json);
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Never back: another process may have appended since. */
export function writeAccessHead(path: string, { seq, hash }: AccessHead): void {
  const before = readAccessHead(path);
  if (before !== null && before.seq > seq) return;
  try {
    replaceFile(path, `${JSON.stringify({ seq, hash })}\n`);
  } catch {
    // The entry is kept; only what is cut off behind the head that stands would not be missed.
  }
}
