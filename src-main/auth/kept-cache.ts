import { isJsonObject } from '../../shared/json';
import { parseJson } from './parse-json';

/** What of MSAL's cache may be kept, and whose it is. */
export interface KeptCache {
  readonly homeAccountId: string;
  /** MSAL's serialized cache with accounts and refresh tokens, and nothing else. */
  readonly text: string;
}

/** Parts of MSAL's cache a silent sign-in needs. Access and ID tokens come anew with it. */
const keptParts = ['Account', 'RefreshToken', 'AppMetadata'] as const;

/**
 * The part of a serialized MSAL cache that may be kept: named parts only, so that whatever else
 * MSAL comes to put there stays in memory. Undefined unless it is exactly one account's: a cache
 * with two was filled by somebody whose sign-in was refused.
 */
export function keptCacheOf(serialized: string): KeptCache | undefined {
  const cache = parseJson(serialized);
  if (!isJsonObject(cache)) return undefined;
  const kept: Record<string, unknown> = {};
  for (const part of keptParts) kept[part] = cache[part] ?? {};
  const owners = new Set<unknown>();
  for (const part of ['Account', 'RefreshToken'] as const) {
    const entries = kept[part];
    if (!isJsonObject(entries) || Object.keys(entries).length === 0) return undefined;
    for (const entry of Object.values(entries)) {
      owners.add(isJsonObject(entry) ? entry['home_account_id'] : undefined);
    }
  }
  const [homeAccountId] = owners;
  return owners.size === 1 && typeof homeAccountId === 'string' && homeAccountId !== ''
    ? { homeAccountId, text: JSON.stringify(kept) }
    : undefined;
}
