import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { cloudNames, type CloudName } from '../../shared/entra/cloud';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
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

/** Opens the folder a rollout lives in. A folder without one is store/not-found. */
export function openFolder(
  directory: string,
  mode: 'write' | 'read',
  context: Pick<CliContext, 'now'>,
): Result<RolloutFolder, Failure> {
  if (!existsSync(join(directory, 'causeway.db'))) {
    return err(failure('store/not-found', { path: directory }));
  }
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

/** Opens (mode `write`: makes) the store; failures name the folder. */
export function openStore(
  directory: string,
  mode: 'write' | 'read',
  { now }: Pick<CliContext, 'now'>,
): Result<TenantStore, Failure> {
  const store = openTenantStore(directory, { mode, clock: { now } });
  if (store.ok) return store;
  return err(failure(store.failure.code, { path: directory, ...store.failure.values }));
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
