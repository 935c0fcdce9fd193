import { expect, test } from 'vitest';
import { ok } from '../../../../shared/result';
import { heeding } from '../../../../src-main/ipc/page-handlers';
import type { ServedHandlers } from '../../../../src-main/ipc/serve-contract';

test('a proxy may ask again before what a person starts, and not before what only shows', async () => {
  const order: string[] = [];
  const handlers = new Proxy({} as ServedHandlers, {
    get: (_, name) => () => {
      order.push(String(name));
      return Promise.resolve(ok({}));
    },
  });
  const served = heeding(handlers, () => order.push('heed'));
  expect(Object.keys(served).sort()).toEqual(
    ['connect.signIn', 'network.test', 'read.start', 'registration.check', 'rollout.start'].sort(),
  );
  await (served['read.start'] as unknown as () => Promise<unknown>)();
  expect(order).toEqual(['heed', 'read.start']);
});
