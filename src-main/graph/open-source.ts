import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import { clouds, type CloudName } from '../../shared/entra/cloud';
import { organizationSchema } from '../../shared/entra/tenant-resources';
import { isGuid } from '../../shared/ids';
import { isJsonObject } from '../../shared/json';
import { err, ok, type Result } from '../../shared/result';
import { systemClock } from '../ports/system-clock';
import { createGraphClient, type GraphClient, type ReadOptions } from './graph-client';
import { isSuccess, toFailure } from './graph-error';
import type { Fetch, WriteFetch } from './fetch';
import { httpsTransport } from './https-transport';
import type { GetToken } from './middleware/bearer';
import { readObject } from './paging';
import { readPracticeClock } from './practice-clock';
import { findPractice } from './practice-control';
import { reads } from './reads';
import type { AppBuckets, PacingMemory } from './pacing-buckets';
import type { Source } from './source';

export type { Fetch } from './fetch';
export type { Source } from './source';

export interface GraphSourceOptions {
  /** `http://127.0.0.1:port`, `http://[::1]:port`, or the cloud's own host. */
  readonly graphUrl: string;
  readonly cloud: CloudName;
  readonly getToken: GetToken;
  readonly fetch?: Fetch;
  /** Network session of writes alone (execution.md 6.2). Default: `fetch`. */
  readonly writeFetch?: WriteFetch;
  /** Of a token that nobody renews. */
  readonly tokenLeftMs?: () => number | null;
  /** Undefined: asked with `/me`. Null: nobody of this tenant is signed in. */
  readonly signedInUserId?: string | null;
  /** Shared by tenants of one application. A practice tenant has limits and a clock of its own. */
  readonly appBuckets?: AppBuckets;
  /**
   * Where a real tenant's limits are kept over restarts, loaded before anything is asked. Undefined
   * where no folder of this tenant is known.
   */
  readonly memory?: PacingMemory;
  /** Gives up opening: `step/cancelled`. */
  readonly signal?: AbortSignal;
}

/**
 * Opens a tenant over HTTP and asks which one it is. Failures: `graph/origin-refused`,
 * `graph/network`, `graph/unauthorized`, and the `auth/…` codes of the token.
 */
export async function openGraphSource(o: GraphSourceOptions): Promise<Result<Source, Failure>> {
  const origin = allowedOrigin(o.graphUrl, o.cloud);
  if (origin === null) {
    const expected = `http://127.0.0.1:<port>, ${clouds[o.cloud].graphOrigin}`;
    return err(failure('graph/origin-refused', { rule: 'graph-url', expected }));
  }
  const fetch: Fetch = o.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const found = origin.isLoopback ? await findPractice(origin.origin, fetch) : ok(null);
  if (!found.ok) return found;
  const practice = found.value;
  const kind = practice === null ? 'https' : 'practice';
  const transport = httpsTransport({
    kind,
    origin: origin.origin,
    fetch,
    writeFetch: o.writeFetch ?? fetch,
  });
  const time = practice && (await readPracticeClock(practice));
  if (time?.ok === false) return time;
  const clock = time?.value ?? null;
  const graph = createGraphClient({
    transport:
      clock === null
        ? transport
        : { ...transport, send: (request) => clock.during(() => transport.send(request)) },
    getToken: (purpose, options) => o.getToken(purpose, options),
    clock: (offset, ahead) => clock ?? systemClock(offset, ahead),
    isPaced: practice?.isThrottled ?? true,
    appBuckets: practice === null ? o.appBuckets : undefined,
  });
  if (o.memory !== undefined) graph.keepPacing(o.memory);
  const tenant = await readTenantId(graph, { signal: o.signal });
  if (!tenant.ok) return tenant;
  const signedIn =
    o.signedInUserId === undefined
      ? await readSignedIn(graph, o.signal)
      : { signedInUserId: o.signedInUserId };
  return ok({
    kind,
    cloud: o.cloud,
    graph,
    clock: graph.clock,
    tenantId: tenant.value,
    ...signedIn,
    practice,
    tokenLeftMs: o.tokenLeftMs,
  });
}

/** Where a token of this cloud may be sent; null: nowhere of the kind. */
export function allowedOrigin(
  graphUrl: string,
  cloud: CloudName,
): { origin: string; isLoopback: boolean } | null {
  let url: URL;
  try {
    url = new URL(graphUrl);
  } catch {
    return null;
  }
  const isPlain =
    url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (!isPlain || url.pathname !== '/') return null;
  if (url.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === '[::1]')) {
    return { origin: url.origin, isLoopback: true };
  }
  return url.origin === clouds[cloud].graphOrigin
    ? { origin: url.origin, isLoopback: false }
    : null;
}

/**
 * Which tenant the token belongs to (G2): the one that reads or, `asWriter`, the one that writes. Null
 * when the tenant does not tell its id.
 */
export async function readTenantId(
  graph: GraphClient,
  options: Pick<ReadOptions, 'signal' | 'asWriter'> = {},
): Promise<Result<string | null, Failure>> {
  const got = await graph.get(reads.organization.url, options);
  if (!got.ok) return got;
  if (got.value.status === 401) return err(toFailure(got.value));
  if (!isSuccess(got.value.status)) return ok(null);
  const body = got.value.json;
  const rows = isJsonObject(body) && Array.isArray(body['value']) ? body['value'] : [];
  const row = v.safeParse(organizationSchema, rows[0]);
  return ok(row.success && row.output.id !== null ? row.output.id.toLowerCase() : null);
}

/** Graph knows nobody where an application of its own signed in, or a partner: that is no gap. */
async function readSignedIn(
  graph: GraphClient,
  signal?: AbortSignal,
): Promise<Pick<Source, 'signedInUserId' | 'signedInUnread'>> {
  const nobody = { signedInUserId: null };
  const me = await readObject(graph, reads.me.url, { signal });
  if (me.kind === 'cancelled') return nobody;
  if (me.kind === 'unread') {
    return me.reason.code === 'notFound' ? nobody : { ...nobody, signedInUnread: me.reason };
  }
  const row = me.kind === 'page' ? me.page.rows[0] : undefined;
  const id = isJsonObject(row) && typeof row['id'] === 'string' ? row['id'].toLowerCase() : '';
  if (isGuid(id)) return { signedInUserId: id };
  const code = me.kind === 'unauthorized' ? 'notAccepted' : 'malformed';
  return { ...nobody, signedInUnread: { code } };
}

export { openCaptureSource } from './capture-source';
