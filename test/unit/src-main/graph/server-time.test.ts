import { afterEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../../../shared/result';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import { patienceMs, retryAfterMs } from '../../../../src-main/graph/retry-after';
import type { Transport } from '../../../../src-main/graph/transport';
import type { Clock } from '../../../../src-main/ports/clock';
import { systemClock } from '../../../../src-main/ports/system-clock';

const hour = 3_600_000;
afterEach(() => vi.useRealTimers());

/** This computer's clock, set as wrong as told; the steady time goes on. */
function setClock(by: number): void {
  const at = Date.now() + by;
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(at);
}

type Headers = Readonly<Record<string, string>>;

/** A client whose waits are counted and not waited; the server gives these answers in turn. */
function clientOf(answers: readonly { status: number; headers: Headers }[]) {
  let waited = 0;
  let turn = 0;
  const transport = {
    ...{ kind: 'https', origin: 'https://graph.microsoft.com', canWrite: false },
    send: () => {
      const one = answers[turn];
      turn += 1;
      if (one === undefined) throw new Error('asked too often');
      return Promise.resolve(ok({ ...one, text: '{}' }));
    },
  } as unknown as Transport;
  const client = createGraphClient({
    transport,
    isPaced: false,
    getToken: () => Promise.resolve(ok('token')),
    clock: (...learnt): Clock => {
      const clock = systemClock(...learnt);
      return {
        ...clock,
        steady: () => clock.steady() + waited,
        sleep: (ms) => Promise.resolve(void (waited += ms)),
      };
    },
  });
  return { client, waited: () => waited };
}

const inTwoMinutes = (from: number): Headers => ({
  'retry-after': new Date(from + 120_000).toUTCString(),
});

describe('a Retry-After that is a date, in an answer without one of its own', () => {
  it.each([
    ['an hour ahead', hour],
    ['an hour behind', -hour],
    ['right', 0],
  ])(
    'with this computer’s clock %s, and no answer before: as long as anybody waits',
    async (_name, by) => {
      const server = Date.now();
      setClock(by);
      const { client, waited } = clientOf([
        { status: 429, headers: inTwoMinutes(server) },
        { status: 200, headers: {} },
      ]);
      expect(await client.get('/v1.0/organization')).toMatchObject({ ok: true });
      expect(waited()).toBeGreaterThanOrEqual(patienceMs);
      expect(waited()).toBeLessThan(patienceMs + 100);
    },
  );

  it.each([
    ['ahead', hour],
    ['behind', -hour],
  ])(
    'with the clock set an hour %s since the last answer: to the time it names',
    async (_name, by) => {
      const server = Date.now();
      const { client, waited } = clientOf([
        { status: 200, headers: { date: new Date(server).toUTCString() } },
        { status: 429, headers: inTwoMinutes(server) },
        { status: 200, headers: {} },
      ]);
      await client.get('/v1.0/organization');
      setClock(by);
      await client.get('/v1.0/organization');
      // `Date` tells whole seconds: a second more at most, and what passed meanwhile less.
      expect(waited()).toBeGreaterThan(118_000);
      expect(waited()).toBeLessThanOrEqual(121_000);
    },
  );

  it('is read as before where the answer has a date, or what is asked for is no date', () => {
    const at = Date.now();
    const date = new Date(at).toUTCString();
    expect(retryAfterMs({ ...inTwoMinutes(at), date }, Number.NaN)).toBe(120_000);
    expect(retryAfterMs({ 'retry-after': '7' }, Number.NaN)).toBe(7_000);
    expect(retryAfterMs({ 'retry-after': 'soon' }, Number.NaN)).toBeNull();
  });
});
