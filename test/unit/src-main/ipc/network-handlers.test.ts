import { expect, it } from 'vitest';
import { judgeRuntime } from '../../../../src-main/app/runtime';
import { createNetworkHandlers } from '../../../../src-main/ipc/network-handlers';

it.each([
  ['25.1.1', false],
  ['45.4.1', true],
])('on Electron %s hosts are asked: %s', async (electron, isAsked) => {
  let asked = 0;
  const handlers = createNetworkHandlers({
    runtime: judgeRuntime(electron, false),
    testConnection: (cloud) => {
      asked += 1;
      return Promise.resolve({ cloud, hosts: [] });
    },
  });
  const answer = await handlers['network.test'](
    { cloud: 'global' },
    { windowId: 1, leave: undefined },
  );
  expect(asked).toBe(isAsked ? 1 : 0);
  expect(answer).toEqual(
    isAsked
      ? { ok: true, value: { cloud: 'global', hosts: [] } }
      : { ok: false, failure: { code: 'auth/real-tenant-off', values: {} } },
  );
});
