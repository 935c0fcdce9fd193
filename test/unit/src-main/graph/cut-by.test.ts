import { describe, expect, it } from 'vitest';
import { failure, type Failure } from '../../../../shared/diagnostic';
import type { PlannedRequest } from '../../../../shared/plan/step-requests';
import { err, ok, type Result } from '../../../../shared/result';
import { cutBy } from '../../../../src-main/graph/cut-by';
import { createGraphClient, type GraphClient } from '../../../../src-main/graph/graph-client';
import { httpsTransport } from '../../../../src-main/graph/https-transport';
import { sendWrite } from '../../../../src-main/graph/writes';
import { systemClock } from '../../../../src-main/ports/system-clock';

const cancelled = { ok: false, failure: { code: 'step/cancelled' } };
const request: PlannedRequest = {
  ...{ method: 'PATCH', version: 'v1.0', path: '/policies/authenticationMethodsPolicy' },
  ...{ body: { n: 1 }, itemIds: [] },
};

interface Silent {
  readonly client: GraphClient;
  readonly press: () => void;
  /** Requests that left. */
  readonly left: string[];
  /** Answers what is on its way. */
  answer(): void;
}

/** A service that says nothing until it is told to, and a sign-in page nobody fills in. */
function silentService(token: 'at hand' | 'asked for' | 'none' = 'at hand'): Silent {
  const left: string[] = [];
  const open: (() => void)[] = [];
  const button = new AbortController();
  const fetch: typeof globalThis.fetch = (_, init) =>
    new Promise((resolve, reject) => {
      left.push(init?.method ?? 'GET');
      open.push(() => resolve(new Response(null, { status: 204 })));
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  const transport = {
    kind: 'https',
    origin: 'http://127.0.0.1:1',
    fetch,
    writeFetch: fetch,
  } as const;
  const waiting = new Promise<Result<string, Failure>>(() => undefined);
  const graph = createGraphClient({
    transport: httpsTransport(transport),
    getToken:
      token === 'none' ? null : () => (token === 'at hand' ? Promise.resolve(ok('t')) : waiting),
    clock: systemClock,
    isPaced: false,
  });
  return {
    client: cutBy(graph, () => button.signal),
    press: () => button.abort(),
    left,
    answer: () => open.splice(0).forEach((one) => one()),
  };
}

const send = ({ client }: Silent) => sendWrite(client, request, 'id', () => true);
const soon = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('requests of a run that was ended', () => {
  it('a read ends at once, and none begins any more', async () => {
    const service = silentService();
    const reading = service.client.get('/v1.0/me');
    await soon();
    service.press();
    expect(await reading).toMatchObject(cancelled);
    expect(await service.client.get('/v1.0/me')).toMatchObject(cancelled);
  });

  it('a write on its way is given a second, and its answer counts', async () => {
    const service = silentService();
    const sending = send(service);
    await soon();
    service.press();
    await soon(300);
    service.answer();
    expect(await sending).toMatchObject({ kind: 'answered', answer: { status: 204 } });
  });

  it('a write on its way that nobody answers is unknown, never "not sent"', async () => {
    const service = silentService();
    const sending = send(service);
    await soon();
    const pressedAt = Date.now();
    service.press();
    expect(await sending).toMatchObject({ kind: 'unknown' });
    expect(Date.now() - pressedAt).toBeLessThan(2_000);
    expect(service.left).toEqual(['PATCH']);
  });

  it('a write that has not left does not leave, and is known not to have', async () => {
    for (const token of ['at hand', 'none'] as const) {
      const service = silentService(token);
      service.press();
      expect(await send(service)).toEqual({ kind: 'tooLate' });
      expect(service.left).toEqual([]);
    }
  });

  it('nobody waits for a sign-in page', async () => {
    const service = silentService('asked for');
    const sending = send(service);
    const checking = service.client.checkToken('write');
    await soon();
    service.press();
    expect(await sending).toEqual({ kind: 'tooLate' });
    expect(await checking).toEqual(err(failure('step/cancelled', { why: 'late' })));
    expect(service.left).toEqual([]);
  });
});
