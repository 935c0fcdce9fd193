import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { cloudNames, type CloudName } from '../../shared/entra/cloud';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { systemCode } from '../files/system-code';
import { openTenantStore, type TenantStore } from '../store/open-store';
import type { CliContext } from './context';
import type { UntilOption } from './option-values';

const settingKey = 'cli.rollout';

const rememberedSchema = v.strictObject({
  planHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  graphUrl: v.pipe(v.string(), v.maxLength(2_048)),
  cloud: v.picklist(cloudNames),
  until: v.nullable(
    v.union([v.strictObject({ step: v.string() }), v.strictObject({ ring: v.number() })]),
  ),
});

/** What a state folder keeps of the command that began or continued its rollout. */
export interface Remembered {
  readonly planHash: string;
  readonly graphUrl: string;
  readonly cloud: CloudName;
  readonly until: UntilOption;
}

export interface RolloutFolder {
  readonly store: TenantStore;
  readonly plan: Plan;
  readonly remembered: Remembered;
}

/**
 * Opens the folder a rollout lives in. A folder without one is store/not-found, one whose
 * causeway.db is something else store/foreign; neither is changed.
 */
export function openFolder(
  directory: string,
  mode: 'write' | 'read',
  context: Pick<CliContext, 'now'>,
): Result<RolloutFolder, Failure> {
  const contents = contentsOf(directory);
  if (!contents.ok) return contents;
  if (contents.value === 'nothing') return err(failure('store/not-found', { path: directory }));
  const store = openStore(directory, mode, context);
  if (!store.ok) return store;
  const remembered = recall(store.value);
  const plan = remembered === null ? null : store.value.plans.load(remembered.planHash);
  if (remembered === null || plan === null) {
    store.value.close();
    return err(failure('store/not-found', { path: directory }));
  }
  return ok({ store: store.value, plan, remembered });
}

type Contents = 'nothing' | 'database' | 'foreign';

/**
 * What lies where the store should be, judged by its first bytes: opening may already write.
 * Failures: store/unwritable where the system does not even let us look.
 */
function contentsOf(directory: string): Result<Contents, Failure> {
  try {
    return ok(lookAt(join(directory, 'causeway.db')));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return ok('nothing');
    return err(failure('store/unwritable', { path: directory, code }));
  }
}

/** Places in the header of a database (SQLite file format, 1.3). */
const pageCountOffset = 28;
const versionOffset = 60;

function lookAt(path: string): Contents {
  const info = statSync(path);
  if (!info.isFile()) return 'foreign';
  // Made empty first: that is where a first `apply` may have been interrupted.
  if (info.size === 0) return 'nothing';
  const start = Buffer.alloc(100);
  const file = openSync(path, 'r');
  try {
    readSync(file, start, 0, 100, 0);
  } finally {
    closeSync(file);
  }
  if (start.toString('latin1', 0, 16) !== 'SQLite format 3\0') return 'foreign';
  // What is not yet in the main file stands in the log beside it.
  if (start.readUInt32BE(versionOffset) > 0 || existsSync(`${path}-wal`)) return 'database';
  return start.readUInt32BE(pageCountOffset) > 1 ? 'foreign' : 'nothing';
}

/** The system's code where the database may be read only; null: it may be written. */
function writeRefusal(directory: string): string | null {
  try {
    accessSync(join(directory, 'causeway.db'), constants.W_OK);
    return null;
  } catch (error) {
    return systemCode(error);
  }
}

/** Opens (mode `write`: makes) the store; failures name the folder. */
export function openStore(
  directory: string,
  mode: 'write' | 'read',
  { now }: Pick<CliContext, 'now'>,
): Result<TenantStore, Failure> {
  const contents = contentsOf(directory);
  if (!contents.ok) return contents;
  if (contents.value === 'foreign') return err(failure('store/foreign', { path: directory }));
  const refused =
    mode === 'write' && contents.value === 'database' ? writeRefusal(directory) : null;
  if (refused !== null) return err(failure('store/unwritable', { path: directory, code: refused }));
  const store = openTenantStore(directory, { mode, clock: { now } });
  if (!store.ok) {
    return err(failure(store.failure.code, { path: directory, ...store.failure.values }));
  }
  try {
    recall(store.value);
    return store;
  } catch {
    // A database of somebody else has no such table.
    store.value.close();
    return err(failure('store/foreign', { path: directory }));
  }
}

export function recall(store: TenantStore): Remembered | null {
  const parsed = v.safeParse(rememberedSchema, store.settings.get(settingKey));
  return parsed.success ? parsed.output : null;
}

export function remember(store: TenantStore, remembered: Remembered): Result<void, Failure> {
  const { planHash, graphUrl, cloud, until } = remembered;
  const value: Json = { planHash, graphUrl, cloud, until: until === null ? null : { ...until } };
  return store.settings.set(settingKey, value);
}
