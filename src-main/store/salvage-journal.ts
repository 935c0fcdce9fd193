import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRow, type JournalRow } from '../../shared/journal/journal-row';
import { closeQuietly, openDatabaseFile } from './database';
import type { Database } from './database-port';

/** What can still be read of the rollouts of a store, however damaged it is. Nothing is judged. */
export interface Salvaged {
  readonly rollouts: readonly SalvagedRollout[];
  /** The database could not be opened at all. */
  readonly isUnreadable: boolean;
}

export interface SalvagedRollout {
  readonly rolloutId: string;
  readonly planHash: string;
  /** The plan as it was stored; null where it cannot be read. */
  readonly planText: string | null;
  readonly rows: readonly JournalRow[];
  /** Last entry the head knows; null: it knows none. */
  readonly head: { readonly seq: number; readonly hash: string } | null;
}

/** More rows than this were never written in one rollout. */
const mostRows = 2_000_000;

/** Reads past every check: row by row, each as far as it can be read. Never throws, never writes. */
export function salvageJournal(directory: string): Salvaged {
  const heads = readHeads(join(directory, 'head.json'));
  const opened = openDatabaseFile(join(directory, 'causeway.db'), 'read');
  if (!opened.ok) return { rollouts: [], isUnreadable: true };
  const database = opened.value;
  try {
    const known = all(database, 'SELECT rollout_id, plan_hash FROM rollout ORDER BY opened_at');
    const inJournal = all(database, 'SELECT DISTINCT rollout_id FROM journal');
    const ids = [...new Set([...known, ...inJournal].map((row) => text(row['rollout_id'])))];
    const rollouts = ids.map((rolloutId): SalvagedRollout => {
      const row = known.find((one) => one['rollout_id'] === rolloutId);
      const planHash = text(row?.['plan_hash']);
      const plans = all(database, 'SELECT body FROM plan WHERE plan_hash=?', planHash);
      return {
        ...{ rolloutId, planHash, rows: rowsOf(database, rolloutId) },
        planText: plans[0] === undefined ? null : text(plans[0]['body']),
        head: heads[rolloutId] ?? null,
      };
    });
    return { rollouts, isUnreadable: rollouts.length === 0 && Object.keys(heads).length > 0 };
  } finally {
    closeQuietly(database);
  }
}

/** All at once; where that fails, one by one, so that a damaged page costs only its own rows. */
function rowsOf(database: Database, rolloutId: string): readonly JournalRow[] {
  const whole = tryAll(
    database,
    'SELECT * FROM journal WHERE rollout_id=? ORDER BY seq',
    rolloutId,
  );
  if (whole !== null) return whole.map(parseRow);
  const rows: JournalRow[] = [];
  let misses = 0;
  for (let seq = 0; seq < mostRows && misses < 1_000; seq += 1) {
    const one = tryAll(
      database,
      'SELECT * FROM journal WHERE rollout_id=? AND seq=?',
      rolloutId,
      seq,
    );
    misses = one?.[0] === undefined ? misses + 1 : 0;
    if (one?.[0] !== undefined) rows.push(parseRow(one[0]));
  }
  return rows;
}

function all(database: Database, sql: string, ...values: (string | number)[]) {
  return tryAll(database, sql, ...values) ?? [];
}

function tryAll(
  database: Database,
  sql: string,
  ...values: (string | number)[]
): readonly Record<string, unknown>[] | null {
  try {
    return database
      .prepare(sql)
      .all(...values)
      .map((row) => (typeof row === 'object' && row !== null ? { ...row } : {}));
  } catch {
    return null;
  }
}

function readHeads(path: string): Readonly<Record<string, { seq: number; hash: string }>> {
  if (!existsSync(path)) return {};
  try {
    const heads: Record<string, { seq: number; hash: string }> = {};
    for (const [id, head] of Object.entries(
      JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>,
    )) {
      if (typeof head !== 'object' || head === null) continue;
      const { seq, hash } = head as Record<string, unknown>;
      if (typeof seq === 'number' && typeof hash === 'string') heads[id] = { seq, hash };
    }
    return heads;
  } catch {
    return {};
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
