import { expect, test } from 'vitest';
import { ok, type Result } from '../../../../shared/result';
import type { Failure } from '../../../../shared/diagnostic';
import { createGraphClient } from '../../../../src-main/graph/graph-client';
import type { TransportResponse } from '../../../../src-main/graph/transport';
import { systemClock } from '../../../../src-main/ports/system-clock';

const path = '/v1.0/policies/authenticationMethodsPolicy';

/** A client whose answers come when the test says so. */
function slowClient() {
  const open: (() => void)[] = [];
  const sent: string[] = [];
  const client = createGraphClient({
    getToken: null,
    clock: systemClock,
    transport: {
      ...{ kind: 'practice', origin: 'http://127.0.0.1:1', canWrite: true },
      send: (request) =>
        new Promise<Result<TransportResponse, Failure>>((resolve, reject) => {
          sent.push(`${request.method} ${request.body ?? ''}`);
          open.push(() =>
            request.body === '{"n":1}'
              ? reject(new Error('a bug'))
              : resolve(ok({ status: 204, headers: {}, body: '' })),
          );
        }),
    },
  });
  return { client, open, sent };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

test('writes leave one at a time, whatever became of the one before', async () => {
  const { client, open, sent } = slowClient();
  const writes = [1, 2, 3].map((n) => client.sendOnce('PATCH', path, { n }, {}));
  const first = expect(writes[0]).rejects.toThrow();
  await settled();
  expect(sent).toEqual(['PATCH {"n":1}']);
  // A read does not wait for a write.
  const read = client.get('/v1.0/me');
  await settled();
  expect(sent).toHaveLength(2);
  open.shift()?.();
  await first;
  await settled();
  expect(sent).toEqual(['PATCH {"n":1}', 'GET ', 'PATCH {"n":2}']);
  open.splice(0).forEach((answer) => answer());
  await settled();
  open.splice(0).forEach((answer) => answer());
  expect((await Promise.all([...writes.slice(1), read])).every(({ ok: isOk }) => isOk)).toBe(true);
});

test('a write that had to wait is asked once more whether it may leave', async () => {
  const { client, open, sent } = slowClient();
  let mayLeave = true;
  const first = client.sendOnce('PATCH', path, { n: 2 }, {});
  const second = client.sendOnce('PATCH', path, { n: 3 }, {}, () => mayLeave);
  await settled();
  mayLeave = false;
  open.splice(0).forEach((answer) => answer());
  expect(await first).toMatchObject({ ok: true });
  expect(await second).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
  expect(sent).toHaveLength(1);
});
