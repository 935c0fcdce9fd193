import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import type { JsonObject } from '../../shared/json';
import { chainEntry, findBreak, type EntryDraft } from '../../shared/journal/chain';
import { journalEntrySchema, type JournalEntry } from '../../shared/journal/journal-entry';
import { err, ok, type Result } from '../../shared/result';
import { sha256 } from '../files/sha256';
import { readHeads, writeHead } from './journal-heads';
import { JournalSeal, rowsOnDisk, type JournalRowOnDisk } from './journal-seal';
import { numberOf, textOf, type StoreHandle } from './store-handle';

export interface RolloutRecord {
  readonly rolloutId: string;
  readonly planHash: string;
  readonly openedAt: string;
}

/** `intact`, or where the record stops being believable. */
export type ChainState =
  | { readonly state: 'intact' }
  | { readonly state: 'broken'; readonly at: number }
  /** `head.json` knows later entries than the database holds: its tail is lost. */
  | { readonly state: 'short'; readonly at: number };

/** Append and read. There is no update, and no delete. */
export interface JournalStore {
  rollouts(): readonly RolloutRecord[];
  openRollout(record: RolloutRecord): Result<void, Failure>;
  /** All in one transaction; then `head.json` is replaced, before anything leaves the process. */
  append(
    rolloutId: string,
    drafts: readonly EntryDraft[],
  ): Result<readonly JournalEntry[], Failure>;
  read(rolloutId: string, offset?: number, limit?: number): readonly JournalEntry[];
  count(rolloutId: string): number;
  verify(rolloutId: string): ChainState;
  /** Takes the journal as it is now, whole, for what `recheck` finds again. */
  seal(rolloutId: string): Result<void, Failure>;
  /**
   * Whether the file still holds what was sealed and appended since, read anew; null: it does. Asked
   * before each piece of work: between two, anything may have happened to the file.
   */
  recheck(rolloutId: string): Failure | null;
  /** The head knows a rollout of this plan, or of one unknown, that the database does not hold. */
  isLost(planHash: string): boolean;
  askStop(rolloutId: string, kind: 'pause' | 'emergency', at: string): Result<void, Failure>;
  /** Asks after the given id; 0 for all. */
  stopRequests(rolloutId: string, afterId: number): readonly { id: number; kind: string }[];
}

export function journalStore(handle: StoreHandle, directory: string): JournalStore {
  const headPath = join(directory, 'head.json');
  const path = join(directory, 'causeway.db');
  const seals = new Map<string, JournalSeal>();
  const planOf = (rolloutId: string): string =>
    textOf(handle.get('SELECT plan_hash FROM rollout WHERE rollout_id=?', rolloutId), 'plan_hash');

  /** Where the head stands among these rows; the chain itself is not worked out. */
  const judgeHead = (rolloutId: string, rows: readonly JournalRowOnDisk[]): ChainState => {
    const head = readHeads(headPath)?.[rolloutId];
    // Only the very first commit can lack its head: the process died before writing it.
    if (head === undefined) {
      return rows.length <= 1 ? { state: 'intact' } : { state: 'broken', at: 0 };
    }
    if (head.seq >= rows.length) return { state: 'short', at: rows.length };
    return rows[head.seq]?.['hash'] === head.hash
      ? { state: 'intact' }
      : { state: 'broken', at: head.seq };
  };
  const judge = (rolloutId: string, rows: readonly JournalRowOnDisk[]): ChainState => {
    const broken = findBreak(rows.map(toEntry), planOf(rolloutId), sha256);
    return broken === null ? judgeHead(rolloutId, rows) : { state: 'broken', at: broken };
  };

  return {
    rollouts: () =>
      handle.all('SELECT * FROM rollout ORDER BY opened_at, rollout_id').map((row) => ({
        rolloutId: textOf(row, 'rollout_id'),
        planHash: textOf(row, 'plan_hash'),
        openedAt: textOf(row, 'opened_at'),
      })),
    openRollout: (record) =>
      handle.write((database) => {
        database
          .prepare('INSERT INTO rollout (rollout_id, plan_hash, opened_at) VALUES (?,?,?)')
          .run(record.rolloutId, record.planHash, record.openedAt);
      }),
    append: (rolloutId, drafts) => {
      const written = handle.write((database) => {
        const last = handle.get(
          'SELECT seq, hash FROM journal WHERE rollout_id=? ORDER BY seq DESC LIMIT 1',
          rolloutId,
        );
        let seq = last === null ? 0 : numberOf(last, 'seq') + 1;
        let prev = last === null ? planOf(rolloutId) : textOf(last, 'hash');
        const insert = database.prepare(
          'INSERT INTO journal (rollout_id, seq, type, step_id, item, at, body, prev, hash) VALUES (?,?,?,?,?,?,?,?,?)',
        );
        return drafts.map((draft) => {
          const entry = chainEntry(draft, { rolloutId, seq, prev }, sha256);
          const { type, stepId, item, at, hash } = entry;
          insert.run(
            rolloutId,
            seq,
            type,
            stepId,
            item,
            at,
            JSON.stringify(entry.body),
            prev,
            hash,
          );
          seq += 1;
          prev = hash;
          return entry;
        });
      });
      if (!written.ok) return written;
      seals.get(rolloutId)?.add(written.value.map(onDisk));
      const last = written.value.at(-1);
      if (last === undefined || writeHead(headPath, last, planOf(rolloutId))) return written;
      return err(handle.halt('head'));
    },
    read: (rolloutId, offset = 0, limit = -1) =>
      handle
        .all(
          'SELECT * FROM journal WHERE rollout_id=? ORDER BY seq LIMIT ? OFFSET ?',
          rolloutId,
          limit,
          offset,
        )
        .map(toEntry),
    count: (rolloutId) =>
      numberOf(handle.get('SELECT COUNT(*) AS n FROM journal WHERE rollout_id=?', rolloutId), 'n'),
    verify: (rolloutId) => {
      const rows = handle.all('SELECT * FROM journal WHERE rollout_id=? ORDER BY seq', rolloutId);
      return judge(rolloutId, rows);
    },
    seal: (rolloutId) => {
      const rows = rowsOnDisk(path, rolloutId);
      if (!rows.ok) return rows;
      const seal = new JournalSeal();
      seal.add(rows.value);
      seals.set(rolloutId, seal);
      return ok(undefined);
    },
    recheck: (rolloutId) => {
      const rows = rowsOnDisk(path, rolloutId);
      if (!rows.ok) return rows.failure;
      const isSame = seals.get(rolloutId)?.holds(rows.value) === true;
      if (isSame && judgeHead(rolloutId, rows.value).state === 'intact') return null;
      const found = judge(rolloutId, rows.value);
      // Every hash fits, and yet it is not what was written: somebody worked the chain out anew.
      const at = found.state === 'intact' ? 0 : found.at;
      const code = found.state === 'short' ? 'store/short' : 'store/corrupt';
      return failure(code, { entry: String(at) });
    },
    isLost: (planHash) => {
      const known = new Set(
        handle.all('SELECT rollout_id FROM rollout').map((row) => textOf(row, 'rollout_id')),
      );
      const heads = readHeads(headPath);
      if (heads === null) return known.size === 0 && existsSync(headPath);
      return Object.entries(heads).some(
        ([rolloutId, { plan }]) =>
          !known.has(rolloutId) && (plan === undefined || plan === planHash),
      );
    },
    askStop: (rolloutId, kind, at) =>
      handle.write((database) => {
        database
          .prepare('INSERT INTO stop_request (rollout_id, asked_at, kind) VALUES (?,?,?)')
          .run(rolloutId, at, kind);
      }),
    stopRequests: (rolloutId, afterId) =>
      handle
        .all(
          'SELECT id, kind FROM stop_request WHERE rollout_id=? AND id>? ORDER BY id',
          rolloutId,
          afterId,
        )
        .map((row) => ({ id: numberOf(row, 'id'), kind: textOf(row, 'kind') })),
  };
}

/** An entry as its row reads back. */
function onDisk(entry: JournalEntry): JournalRowOnDisk {
  return { ...entry, step_id: entry.stepId, body: JSON.stringify(entry.body) };
}

function toEntry(row: Record<string, unknown>): JournalEntry {
  const parsed = v.safeParse(journalEntrySchema, {
    rolloutId: row['rollout_id'],
    seq: row['seq'],
    type: row['type'],
    stepId: row['step_id'],
    item: row['item'],
    at: row['at'],
    body: parseBody(row['body']),
    prev: row['prev'],
    hash: row['hash'],
  });
  if (parsed.success) return parsed.output;
  // A row that is no entry breaks the chain where it stands, and shows as such.
  const seq = typeof row['seq'] === 'number' ? row['seq'] : 0;
  const none = '0'.repeat(64);
  const at = '';
  return {
    rolloutId: '',
    seq,
    type: 'note',
    stepId: null,
    item: null,
    at,
    body: {},
    prev: none,
    hash: none,
  };
}

function parseBody(text: unknown): JsonObject | null {
  try {
    return JSON.parse(String(text)) as JsonObject;
  } catch {
    return null;
  }
}
