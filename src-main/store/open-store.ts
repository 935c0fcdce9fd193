import {
  closeSync,
  existsSync,
  openSync,
  statSync,
  statfsSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { answersSchema, type Answers } from '../../shared/tenant/answer';
import { choicesSchema, type Choices } from '../../shared/tenant/choice';
import { makeFolder } from '../ports/make-folder';
import { checkSchema } from './check-schema';
import { closeQuietly, guardSchema, openDatabaseFile, sqlFailure } from './database';
import { documentStore, type DocumentStore } from './document-store';
import { journalStore, type JournalStore } from './journal-store';
import { migrate } from './migrate';
import { isNetworkFolder, type FolderSystem } from './network-folder';
import { planStore, type PlanStore } from './plan-store';
import { settingStore, type SettingStore } from './setting-store';
import { snapshotStore, type SnapshotStore } from './snapshot-store';
import { StoreHandle } from './store-handle';

/** Everything kept about one tenant of one source. Synchronous; one writer at a time. */
export interface TenantStore {
  readonly directory: string;
  readonly mode: 'write' | 'read';
  /** Set once a transaction failed: nothing can be written in this process any more. */
  readonly halted: Failure | null;
  readonly snapshots: SnapshotStore;
  readonly plans: PlanStore;
  readonly answers: DocumentStore<Answers>;
  readonly choices: DocumentStore<Choices>;
  readonly journal: JournalStore;
  readonly settings: SettingStore;
  /** Free bytes where the store lies; null when the system does not say. */
  freeBytes(): number | null;
  /** A consistent copy as an own file with mode 0600, which must not exist yet. */
  backUp(path: string): Result<void, Failure>;
  close(): void;
}

const ballastBytes = 4 * 1024 * 1024;
const enoughBytes = 16 * 1024 * 1024;

export interface StoreOptions {
  readonly mode: 'write' | 'read';
  readonly clock: { now(): number };
  readonly system?: FolderSystem;
  /** Another thread has looked through the whole file just now, and found nothing wrong. */
  readonly isLookedThrough?: boolean;
}

/** The database of a directory: how many bytes it has; 0 where there is none yet. */
export function storeBytes(directory: string): number {
  return statSync(databaseOf(directory), { throwIfNoEntry: false })?.size ?? 0;
}

const databaseOf = (directory: string): string => join(directory, 'causeway.db');

/**
 * Opens (mode `write`: makes) the directory of one tenant. Failures: `store/not-found` (read mode),
 * `store/unwritable`, `store/network-folder` (write mode), `store/corrupt`, `store/newer-schema`,
 * `store/locked`.
 */
export function openTenantStore(
  directory: string,
  options: StoreOptions,
): Result<TenantStore, Failure> {
  const prepared =
    options.mode === 'write' ? prepareDirectory(directory, options.system) : ok(undefined);
  if (!prepared.ok) return prepared;
  const path = databaseOf(directory);
  const opened = openDatabaseFile(path, options.mode);
  if (!opened.ok) return opened;
  const database = opened.value;
  const checked = options.isLookedThrough === true ? ok(undefined) : quickCheck(database);
  const migrated = checked.ok ? migrate(database, options.mode) : checked;
  const known = migrated.ok ? checkSchema(database) : migrated;
  if (!known.ok) {
    closeQuietly(database);
    return known;
  }
  guardSchema(database);
  const handle = new StoreHandle(database, path, options.mode);
  return ok({
    directory,
    mode: options.mode,
    get halted() {
      return handle.halted;
    },
    snapshots: snapshotStore(handle),
    plans: planStore(handle),
    answers: documentStore(handle, 'answers', answersSchema),
    choices: documentStore(handle, 'choices', choicesSchema),
    journal: journalStore(handle, directory),
    settings: settingStore(handle),
    freeBytes: () => freeBytes(directory),
    backUp: (target) => backUp(path, target),
    close: () => handle.close(),
  });
}

/** A directory without the owner's write permission is refused, for root too. */
function prepareDirectory(directory: string, system?: FolderSystem): Result<void, Failure> {
  try {
    makeFolder(directory);
    if (isNetworkFolder(directory, system)) {
      return err(failure('store/network-folder', { path: directory }));
    }
    if (process.platform !== 'win32' && (statSync(directory).mode & 0o200) === 0) {
      return err(failure('store/unwritable', { code: 'EACCES', path: directory }));
    }
    prepareBallast(directory);
    return ok(undefined);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
    return err(failure('store/unwritable', { code: String(code), path: directory }));
  }
}

/** Space set aside while there is plenty, given back when the disk is nearly full (1.6). */
function prepareBallast(directory: string): void {
  const path = join(directory, 'ballast');
  const free = freeBytes(directory);
  if (free !== null && free < enoughBytes) {
    if (existsSync(path)) unlinkSync(path);
    return;
  }
  if (existsSync(path)) return;
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, Buffer.alloc(ballastBytes));
  } finally {
    closeSync(file);
  }
}

function freeBytes(directory: string): number | null {
  try {
    const disk = statfsSync(directory);
    return disk.bavail * disk.bsize;
  } catch {
    return null;
  }
}

function quickCheck(database: {
  prepare(sql: string): { all(): unknown[] };
}): Result<void, Failure> {
  try {
    const row = database.prepare('PRAGMA quick_check(1)').all()[0];
    const word: unknown = typeof row === 'object' && row !== null ? Object.values(row)[0] : '';
    return word === 'ok' ? ok(undefined) : err(failure('store/corrupt', { code: 'quick_check' }));
  } catch (error) {
    return err(sqlFailure(error));
  }
}

/** `VACUUM INTO` over a read-only connection: the guarded one refuses it as ATTACH (1.4). */
function backUp(path: string, target: string): Result<void, Failure> {
  try {
    closeSync(openSync(target, 'wx', 0o600));
  } catch {
    return err(failure('store/unwritable', { code: 'EEXIST' }));
  }
  const opened = openDatabaseFile(path, 'read');
  if (!opened.ok) return opened;
  try {
    opened.value.prepare('VACUUM INTO ?').run(target);
    return ok(undefined);
  } catch (error) {
    return err(sqlFailure(error));
  } finally {
    closeQuietly(opened.value);
  }
}
