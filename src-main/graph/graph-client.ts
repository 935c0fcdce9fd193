import { setMaxListeners } from 'node:events';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { failure, type Failure } from '../../shared/diagnostic';
import type { Json } from '../../shared/json';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import { err, ok, type Result } from '../../shared/result';
import type { Clock } from '../ports/clock';
import { chargesOf } from './charges';
import { toAnswer, type GraphAnswer } from './graph-error';
import { noStats, type GraphStats } from './graph-stats';
import { Bearer, type GetToken } from './middleware/bearer';
import { Call } from './middleware/call';
import { OriginGuard } from './middleware/origin-guard';
import { Pacing } from './middleware/pacing';
import { ReadRetry } from './middleware/read-retry';
import { Terminal } from './middleware/terminal';
import { PacingBuckets, type AppBuckets, type PacingMemory } from './pacing-buckets';
import type { Transport, TransportRequest } from './transport';

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Read with the token of a write that takes these permissions. Default: the one that reads. */
  readonly asWriter?: readonly WriteScope[] | undefined;
}

/** Requests to one tenant. Addresses are `/v1.0/…` or `/beta/…` with an encoded query, or a nextLink. */
export interface GraphClient {
  readonly kind: Transport['kind'];
  readonly origin: string;
  readonly canWrite: boolean;
  readonly clock: Clock;
  readonly stats: GraphStats;
  /** Milliseconds the server is ahead of this computer, from the last `Date`; null before it. */
  readonly serverOffsetMs: number | null;
  /**
   * Whether a token for this purpose is at hand (G5); asks silently or, once for each of the
   * permissions that a write takes, a person.
   */
  checkToken(
    purpose: 'read' | 'write',
    scopes?: readonly WriteScope[],
  ): Promise<Result<void, Failure>>;
  /** The write lane's self-test (G14), made once per process and source. */
  isWriteSentOnce(): Promise<boolean>;
  /** Tells the tenant's class for its read limit. */
  sizeIs(users: number): void;
  /** How many of these parts, from the first on, the published limits let go in one batch. */
  roomFor(urls: readonly string[]): number;
  /** Where real sources keep how full the limits are, over restarts. */
  keepPacing(memory: PacingMemory): void;
  /** A read, repeated by the rules of 6.3. Any complete answer is a value, whatever its status. */
  get(url: string, options?: ReadOptions): Promise<Result<GraphAnswer, Failure>>;
  /** A `$batch` of reads; parts are settled by `batch.ts`. */
  postReads(
    version: 'v1.0' | 'beta',
    body: Json,
    options?: ReadOptions,
  ): Promise<Result<GraphAnswer, Failure>>;
  /**
   * One write, sent once. Only `writes.ts` calls this. A failure means: perhaps it arrived; but
   * `step/cancelled` with `why: late`: nothing left, because `mayLeave` said no after the last wait
   * or the signal had fired. One that is on its way then is given a second to be answered.
   */
  sendOnce(
    method: 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body: Json | null,
    headers: Readonly<Record<string, string>>,
    mayLeave?: () => boolean,
    signal?: AbortSignal,
  ): Promise<Result<GraphAnswer, Failure>>;
}

export interface GraphClientOptions {
  readonly transport: Transport;
  readonly getToken: GetToken | null;
  /**
   * Built with what this client learns: ms the server is ahead of this computer, 0 until it tells, and
   * ahead of its steady time, null until then.
   */
  readonly clock: (serverOffset: () => number, serverAhead: () => number | null) => Clock;
  /** Whether the source enforces the published limits. Default: real ones do. */
  readonly isPaced?: boolean;
  /** What this application may ask of all tenants together, shared with their clients. */
  readonly appBuckets?: AppBuckets | undefined;
}

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { transport } = options;
  const stats = noStats();
  let offset: number | null = null;
  let ahead: number | null = null;
  // One write at a time (execution.md 6.2): before each, the write session closes what is open.
  let lane: Promise<unknown> = Promise.resolve();
  const clock = options.clock(
    () => offset ?? 0,
    () => ahead,
  );
  const onWait = (seconds: number | null): void => {
    stats.waitSeconds = seconds;
  };
  const buckets = new PacingBuckets({
    ...{ clock, onWait, ofApp: options.appBuckets },
    isModelled: options.isPaced ?? transport.kind === 'https',
  });
  const client = Client.initWithMiddleware({
    baseUrl: transport.origin,
    middleware: [
      new OriginGuard(transport.origin),
      new ReadRetry(clock, () => (stats.throttled += 1), onWait),
      new Pacing(buckets),
      new Bearer(options.getToken),
      new Terminal(transport, clock, stats),
    ],
  });

  async function run(
    method: TransportRequest['method'],
    url: string,
    body: Json | null,
    lane: 'read' | 'write',
    read: ReadOptions,
    mayLeave?: () => boolean,
  ): Promise<Result<GraphAnswer, Failure>> {
    if (lane === 'write' && !transport.canWrite) return err(failure('graph/read-only-source'));
    // Many batches of one tour listen to one signal.
    if (read.signal !== undefined) setMaxListeners(0, read.signal);
    const full = url.startsWith('/') ? `${transport.origin}${url}` : url;
    const text = body === null ? null : JSON.stringify(body);
    const call = new Call(method, full, text, read.headers ?? {}, lane, read.signal, mayLeave);
    call.asWriter = read.asWriter ?? null;
    const request = client
      .api('/')
      .version('v1.0')
      .responseType(ResponseType.RAW)
      .middlewareOptions([call])
      .headers({ accept: 'application/json', ...(read.headers ?? {}) });
    if (text !== null) request.header('content-type', 'application/json');
    try {
      if (method === 'GET') await request.get();
      else if (method === 'DELETE') await request.delete();
      else if (method === 'PATCH') await request.patch(text);
      else await request.post(text);
    } catch (error) {
      if (read.signal?.aborted) {
        const why = lane === 'write' && !call.hasLeft ? { why: 'late' } : {};
        return err(failure('step/cancelled', why));
      }
      if (call.failure === null && call.response === null) throw error;
    }
    if (call.failure !== null) return err(call.failure);
    if (call.response === null) return err(failure('graph/network', { code: 'no-answer' }));
    const date = Date.parse(call.response.headers['date'] ?? '');
    if (!Number.isNaN(date)) [offset, ahead] = [date - Date.now(), date - clock.steady()];
    return ok(toAnswer(call.response));
  }

  return {
    kind: transport.kind,
    origin: transport.origin,
    canWrite: transport.canWrite,
    clock,
    stats,
    get serverOffsetMs() {
      return offset;
    },
    checkToken: async (purpose, scopes) => {
      const asked = scopes === undefined ? {} : { scopes };
      const token = await (options.getToken?.(purpose, asked) ?? Promise.resolve(ok('')));
      return token.ok ? ok(undefined) : token;
    },
    isWriteSentOnce: () => transport.isWriteSentOnce?.() ?? Promise.resolve(false),
    sizeIs: (users) => buckets.sizeIs(users),
    roomFor: (urls) => buckets.roomFor(urls.map((url) => chargesOf('GET', url))),
    keepPacing: (memory) => {
      if (transport.kind === 'https') buckets.remember(memory);
    },
    get: (url, read = {}) => run('GET', url, null, 'read', read),
    postReads: (version, body, read = {}) => run('POST', `/${version}/$batch`, body, 'read', read),
    sendOnce: (method, url, body, headers, mayLeave, signal) => {
      const write = { headers, signal };
      const sent = lane.then(() => run(method, url, body, 'write', write, mayLeave));
      lane = sent.catch(() => undefined);
      return sent;
    },
  };
}
