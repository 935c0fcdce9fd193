import { expect, test } from 'vitest';
import { createKeepHandlers } from '../../../../src-main/ipc/keep-handlers';

const refusal = (path: string): Error => Object.assign(new Error('x'), { code: 'EBUSY', path });

test.each([
  ['a vault that stays', refusal('/data/sign-ins/0123.vault'), 'sign-ins', 'EBUSY'],
  ['their folder', refusal('C:\\data\\sign-ins'), 'sign-ins', 'EBUSY'],
  ['the switch', refusal('/data/kept.json.123'), 'kept.json', 'EBUSY'],
  ['something without a path', new Error('x'), 'kept.json', 'unknown'],
])('names what could not be written or deleted: %s', async (_name, error, path, code) => {
  const logged: string[] = [];
  const handlers = createKeepHandlers({
    keptSignIns: { turn: () => Promise.reject(error) } as never,
    log: (name) => void logged.push(name),
  });
  expect(await handlers['keep.set']({ isOn: false }, {} as never)).toMatchObject({
    ok: false,
    failure: { code: 'store/unwritable', values: { path, code } },
  });
  expect(logged).toEqual(['store.settings-unwritable']);
});
