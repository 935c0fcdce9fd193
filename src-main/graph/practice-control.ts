import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import { parseJson } from './graph-error';
import type { Fetch } from './fetch';

export interface PracticeStats {
  readonly requests: Readonly<Record<string, number>>;
  readonly roundTrips: number;
  readonly throttled: number;
}

/** What a practice tenant offers beside Graph, under `/_practice/`. Never a real tenant's. */
export interface PracticeControl {
  /** Whether the tenant enforces the published limits (`--throttle real`). */
  readonly isThrottled: boolean;
  stats(): Promise<Result<PracticeStats, Failure>>;
  /** Milliseconds since 1970 on the tenant's own clock. */
  now(): Promise<Result<number, Failure>>;
  advance(ms: number): Promise<Result<void, Failure>>;
  /** Writes the tenant received, in order. */
  history(): Promise<Result<readonly Json[], Failure>>;
  /** Somebody else's change: method, path with version, body. */
  external(change: {
    method: string;
    path: string;
    body: Json | null;
  }): Promise<Result<Json, Failure>>;
  /** Any other practice address, e.g. `state`, `register`. */
  call(name: string, body?: JsonObject): Promise<Result<Json, Failure>>;
}

/**
 * Null when the server at `origin` is not a practice tenant. `graph/network`: it did not answer, so
 * that nobody knows which of both it is, and whose clock is the right one.
 */
export async function findPractice(
  origin: string,
  fetch: Fetch,
): Promise<Result<PracticeControl | null, Failure>> {
  const call = practiceCall(origin, fetch);
  const stats = await call('stats');
  if (!stats.ok) return stats.failure.code === 'graph/network' ? stats : ok(null);
  if (!isJsonObject(stats.value) || !isJsonObject(stats.value['requests'])) return ok(null);
  return ok({
    isThrottled: stats.value['throttle'] === 'real',
    stats: async () => {
      const seen = await call('stats');
      return seen.ok ? ok(toStats(seen.value)) : seen;
    },
    now: async () => {
      const seen = await call('clock');
      if (!seen.ok) return seen;
      const at = toInstant(seen.value);
      return at === null ? err(failure('graph/malformed', { code: 'clock' })) : ok(at);
    },
    advance: async (ms) => {
      const done = await call('clock', { advanceMs: Math.max(0, Math.ceil(ms)) });
      return done.ok ? ok(undefined) : done;
    },
    history: async () => {
      const seen = await call('history');
      if (!seen.ok) return seen;
      const list = isJsonObject(seen.value) ? seen.value['writes'] : seen.value;
      return ok(Array.isArray(list) ? (list as readonly Json[]) : []);
    },
    external: (change) => call('external', change),
    call,
  });
}

function practiceCall(origin: string, fetch: Fetch): PracticeControl['call'] {
  return async (name, body) => {
    if (!/^[a-z-]{1,40}$/.test(name)) return err(failure('internal/bug', { place: 'practice' }));
    try {
      const response = await fetch(`${origin}/_practice/${name}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(30_000),
      });
      const json = parseJson(await response.text());
      if (response.status === 204) return ok(null);
      if (!response.ok || json === undefined) {
        return err(failure('graph/not-found', { status: String(response.status), code: name }));
      }
      return ok(json);
    } catch {
      return err(failure('graph/network', { code: 'practice' }));
    }
  };
}

function toStats(value: Json): PracticeStats {
  const body = isJsonObject(value) ? value : {};
  const requests: Record<string, number> = {};
  for (const [key, count] of Object.entries(
    isJsonObject(body['requests']) ? body['requests'] : {},
  )) {
    if (typeof count === 'number') requests[key] = count;
  }
  const number = (name: string): number => (typeof body[name] === 'number' ? body[name] : 0);
  return { requests, roundTrips: number('roundTrips'), throttled: number('throttled') };
}

function toInstant(value: Json): number | null {
  if (!isJsonObject(value)) return null;
  for (const key of ['now', 'at', 'iso']) {
    const at = value[key];
    if (typeof at === 'number') return at;
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at))) return Date.parse(at);
  }
  return null;
}
