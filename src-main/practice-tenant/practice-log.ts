import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import * as v from 'valibot';
import { parseJson, type Json } from './json';

const text = v.pipe(v.string(), v.maxLength(20_000));

const change = v.variant('kind', [
  v.strictObject({
    kind: v.literal('graph'),
    ...{ method: text, url: text, body: v.unknown(), actorId: text, actorUpn: text },
    external: v.boolean(),
  }),
  v.strictObject({ kind: v.literal('people'), name: text, body: v.unknown() }),
  v.strictObject({ kind: v.literal('clock') }),
]);
const entry = v.strictObject({
  /** The tenant's time, ms. */
  at: v.number(),
  /** The wall's time, ms: the tenant's clock goes on while nobody serves it. */
  wall: v.number(),
  change,
});

export type PracticeChange =
  | {
      kind: 'graph';
      method: string;
      url: string;
      body: Json;
      actorId: string;
      actorUpn: string;
      external: boolean;
    }
  | { kind: 'people'; name: string; body: Json }
  | { kind: 'clock' };

export interface PracticeLogEntry {
  readonly at: number;
  readonly wall: number;
  readonly change: PracticeChange;
}

/** Every change to a practice tenant, one JSON line each, in the order it took effect. */
export interface PracticeLog {
  readonly entries: readonly PracticeLogEntry[];
  append(at: number, change: PracticeChange): void;
}

/**
 * Opens the log beside a workspace, or begins it. A last line without an end was being written
 * when the process was killed: its change was never answered, so it is cut off.
 * @throws Error when the file cannot be read or written, or a whole line is not an entry
 */
export function openPracticeLog(file: string): PracticeLog {
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(file, end);
  const lines = bytes
    .subarray(0, end)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const entries = lines.map((line, i): PracticeLogEntry => {
    const parsed = v.safeParse(entry, parseJson(line));
    if (!parsed.success) throw new Error(`practice log, line ${i + 1}: not an entry`);
    return parsed.output as PracticeLogEntry;
  });
  return {
    entries,
    append: (at, made) => {
      const line = JSON.stringify({ at, wall: Date.now(), change: made });
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    },
  };
}
