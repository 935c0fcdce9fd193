import * as v from 'valibot';
import { hash64, instant } from '../../shared/bounds';
import type { Failure } from '../../shared/diagnostic';
import { ok, type Result } from '../../shared/result';
import { isBelow } from '../files/is-below';
import type { TenantStore } from '../store/open-store';

const key = 'kitExported';
const schema = v.strictObject({ planHash: hash64, at: instant });

type Stored = Pick<TenantStore, 'settings'>;

/** Remembers that the roll-back kit of a plan went into a folder of somebody's choice. */
export function rememberKit(store: Stored, planHash: string, at: string): Result<void, Failure> {
  return store.settings.set(key, { planHash, at });
}

/** The same, unless the folder lies with the plans: such a kit goes when they are deleted. */
export function rememberKitIn(
  { directory, dataFolder }: { readonly directory: string; readonly dataFolder: string },
  store: Stored,
  { planHash, at }: { readonly planHash: string; readonly at: string },
): Result<void, Failure> {
  if (isBelow(dataFolder, directory)) return ok(undefined);
  return rememberKit(store, planHash, at);
}

/** When the kit of exactly this plan was exported last; null: it was not, or nothing tells. */
export function kitExportedAt(store: Stored, planHash: string): string | null {
  const parsed = v.safeParse(schema, store.settings.get(key));
  return parsed.success && parsed.output.planHash === planHash ? parsed.output.at : null;
}
