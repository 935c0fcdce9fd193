import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  accessEntrySchema,
  accessRoot,
  chainAccess,
  findAccessBreak,
  type AccessDraft,
  type AccessEntry,
} from '../../shared/access/access-entry';
import type { Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import { ok, type Result } from '../../shared/result';
import { sha256 } from '../files/sha256';
import { readAccessHead, writeAccessHead, type AccessHead } from './access-head';
import { closeQuietly, openDatabaseFile, sqlCode, sqlFailure } from './database';
import type { Database } from './database-port';
import { accessMigrations, migrate } from './migrate';
import { numberOf, textOf } from './store-handle';

/** What is kept, and the place from which on it cannot be believed; null: it can. */
export interface AccessRecord {
  readonly entries: readonly AccessEntry[];
  readonly brokenAt: number | null;
}

const databaseOf = (directory: string): string => join(directory, 'access.db');
const headOf = (directory: string): string => join(directory, 'access-head.json');

/**
 * Appends to the record of sign-ins and exports of a plan's folder. It has a file and a chain of its
 * own, opened for this alone: several processes may append, and nothing that goes wrong here touches
 * the journal. Failures: `store/unwritable`, `store/corrupt`, `store/locked`, `store/newer-schema`.
 */
export function appendAccess(directory: string, draft: AccessDraft): Result<AccessEntry, Failure> {
  const opened = openDatabaseFile(databaseOf(directory), 'write');
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const ready = migrate(database, 'write', accessMigrations);
    if (!ready.ok) return ready;
    database.exec('BEGIN IMMEDIATE');
    const entry = chainAccess(draft, nextPlace(database), sha256);
    database
      .prepare('INSERT INTO access (seq, kind, at, body, prev, hash) VALUES (?,?,?,?,?,?)')
      .run(
        ...[entry.seq, entry.kind, entry.at, JSON.stringify(entry.body)],
        ...[entry.prev, entry.hash],
      );
    database.exec('COMMIT');
    writeAccessHead(headOf(directory), entry);
    return ok(entry);
  } catch (error) {
    // A bug must be seen as one, not as a full disk.
    if (sqlCode(error) === null) throw error;
    return { ok: false, failure: sqlFailure(error) };
  } finally {
    closeQuietly(database);
  }
}

/** All of it; nothing where nobody has signed in yet. Failures: those of a file that is no database. */
export function readAccess(directory: string): Result<AccessRecord, Failure> {
  const head = readAccessHead(headOf(directory));
  if (!existsSync(databaseOf(directory))) {
    return ok({ entries: [], brokenAt: head === null ? null : 0 });
  }
  const opened = openDatabaseFile(databaseOf(directory), 'read');
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const ready = migrate(database, 'read', accessMigrations);
    // Made, and ended before the first entry.
    if (!ready.ok && ready.failure.code === 'store/not-found') {
      return ok({ entries: [], brokenAt: head === null ? null : 0 });
    }
    if (!ready.ok) return ready;
    const rows = database.prepare('SELECT * FROM access ORDER BY seq').all();
    const entries = rows.map(toEntry);
    return ok({ entries, brokenAt: findAccessBreak(entries, sha256) ?? shortAt(entries, head) });
  } catch (error) {
    if (sqlCode(error) === null) throw error;
    return { ok: false, failure: sqlFailure(error) };
  } finally {
    closeQuietly(database);
  }
}

function nextPlace(database: Database): { seq: number; prev: string } {
  const row = database.prepare('SELECT seq, hash FROM access ORDER BY seq DESC LIMIT 1').get();
  if (row === undefined || row === null) return { seq: 0, prev: accessRoot(sha256) };
  const last = { ...row };
  return { seq: numberOf(last, 'seq') + 1, prev: textOf(last, 'hash') };
}

/** Entries that the head knows are gone, or others stand in their place. */
function shortAt(entries: readonly AccessEntry[], head: AccessHead | null): number | null {
  if (head === null) return entries.length <= 1 ? null : 0;
  if (head.seq >= entries.length) return entries.length;
  return entries[head.seq]?.hash === head.hash ? null : head.seq;
}

/** A row that is no entry breaks the chain where it stands, and shows as such. */
function toEntry(row: unknown): AccessEntry {
  const given = { ...(row as Record<string, unknown>) };
  const parsed = v.safeParse(accessEntrySchema, { ...given, body: bodyOf(given['body']) });
  if (parsed.success) return parsed.output;
  const none = '0'.repeat(64);
  return { seq: numberOf(given, 'seq'), kind: '', at: '', body: {}, prev: none, hash: none };
}

function bodyOf(text: unknown): Json {
  try {
    return JSON.parse(String(text)) as Json;
  } catch {
    return null;
  }
}
