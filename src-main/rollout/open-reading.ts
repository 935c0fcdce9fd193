import type { Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import { ok, type Result } from '../../shared/result';
import type { UnreadReason } from '../../shared/tenant/snapshot';
import type { Source } from '../graph/source';
import { readingInMemory } from '../store/memory-reading';
import type { TenantStore } from '../store/open-store';
import type { Reading } from '../store/reading-store';

/** An interrupted tour older than this is started again: half of it would be yesterday's. */
const resumableMs = 60 * 60_000;

/**
 * The reading of a tour: the one that was left at most an hour ago, or a new one. Of the one that
 * was left, what could not be read is asked again; what was read stays.
 * @param i.mayResume false: never goes on with one that was left
 * @param i.isKept false: it lies in memory and ends with the tour
 * @param serverNow ms since 1970
 */
export function openReading(
  i: {
    readonly source: Pick<Source, 'tenantId' | 'kind'>;
    readonly store: TenantStore;
    readonly mayResume?: boolean;
    readonly isKept?: boolean;
  },
  serverNow: number,
): Result<Reading, Failure> {
  const { source, store } = i;
  const tenantId = source.tenantId ?? '';
  if (i.isKept === false) return ok(readingInMemory(new Date(serverNow).toISOString()));
  const left = i.mayResume === false ? null : store.snapshots.resume(tenantId, source.kind);
  if (left !== null) {
    const age = serverNow - Date.parse(left.startedAt);
    if (source.kind !== 'capture' && age >= 0 && age < resumableMs) return forgetUnread(left);
  }
  return store.snapshots.begin(tenantId, source.kind, new Date(serverNow).toISOString());
}

/** Made of other lists without a request: made once more, of what these then say. */
const computed = [
  ...['signIns', 'signInsCutAt', 'directoryAudits', 'perUserMfa', 'roles', 'roleEnds'],
  ...['perUserMfaUnread', 'smsSignIn', 'smsSignInUnread'],
  'defaultMethodsLeft',
];

/** One row a person: `[user id, value, reason?]`. */
const byPerson = [
  ...['perUserMfaSample', 'perUserMfaOneByOne', 'userMethods', 'smsSignInByPerson', 'lastSignIn'],
  'defaultMethods',
];

function forgetUnread(reading: Reading): Result<Reading, Failure> {
  const stateOf = (path: string): string | undefined => reading.state(path)?.kind;
  const forgotten = reading.paths().filter((path) => {
    const state = reading.state(path);
    // A licence does not come within the hour, and people were asked one by one in its place.
    return state?.kind === 'unread' && state.reason.code !== 'notLicensed';
  });
  const policy = ['authenticationMethodsPolicy', 'betaPolicy', 'policyBytes'];
  const isWhole = stateOf('authenticationMethodsPolicy') === 'done';
  if (!isWhole || stateOf('betaPolicy') === 'unread') forgotten.push(...policy);
  for (const path of [...forgotten, ...computed]) {
    for (const one of [path, `${path}/cut`]) {
      const done = reading.restart(one);
      if (!done.ok) return done;
    }
  }
  for (const path of byPerson) {
    const kept = keepAnswered(reading, path);
    if (!kept.ok) return kept;
  }
  return ok(reading);
}

/**
 * Forgets lists that an interrupted attempt began and nobody asked for since, as where a choice has
 * changed: a part of a list must not pass for the whole.
 */
export function forgetUnfinished(reading: Reading): Result<void, Failure> {
  for (const path of reading.paths()) {
    if (reading.state(path)?.kind !== 'reading') continue;
    const forgotten = reading.restart(path);
    if (!forgotten.ok) return forgotten;
  }
  return ok(undefined);
}

/** Keeps a list of people up to the page that somebody's passing trouble is in. */
function keepAnswered(reading: Reading, path: string): Result<void, Failure> {
  if (reading.state(path) === null) return ok(undefined);
  const pages = [...reading.eachPage(path)];
  const rows = pages.flat();
  const isRefused = rows.length > 0 && rows.every((row) => codeOf(row) !== null);
  const first = pages.findIndex((page) => page.some((row) => passing.includes(codeOf(row))));
  if (!isRefused && first === -1) return ok(undefined);
  const restarted = reading.restart(path);
  if (!restarted.ok) return restarted;
  // Judged by the sample, which is asked again.
  if (path === 'perUserMfaSample') return reading.restart('perUserMfaOneByOne');
  let count = 0;
  for (const page of isRefused ? [] : pages.slice(0, first)) {
    count += page.length;
    const saved = reading.page(path, page, { kind: 'reading', next: String(count) });
    if (!saved.ok) return saved;
  }
  return ok(undefined);
}

function codeOf(row: Json): UnreadReason['code'] | null {
  const reason = Array.isArray(row) ? ((row as readonly Json[])[2] ?? null) : null;
  return isJsonObject(reason) ? (reason as unknown as UnreadReason).code : null;
}

const passing: readonly (UnreadReason['code'] | null)[] = [
  ...(['network', 'busy', 'throttled', 'signIn', 'cancelled'] as const),
];
