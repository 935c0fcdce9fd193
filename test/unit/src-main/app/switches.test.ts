import { expect, test } from 'vitest';
import { judgeRuntime } from '../../../../src-main/app/runtime';
import { judgeSwitches } from '../../../../src-main/app/switches';

const withSwitches =
  (...names: string[]) =>
  (name: string): boolean =>
    names.includes(name);

test.each(['no-sandbox', 'disable-web-security', 'load-extension', 'js-flags'])(
  'does not start with --%s, packaged or not',
  (name) => {
    expect(judgeSwitches(withSwitches(name), true).refused).toBe(name);
    expect(judgeSwitches(withSwitches(name), false).refused).toBe(name);
  },
);

test.each(['inspect', 'inspect-brk', 'remote-debugging-port', 'remote-debugging-pipe'])(
  '--%s: refused when packaged, otherwise it switches real tenants off',
  (name) => {
    expect(judgeSwitches(withSwitches(name), true).refused).toBe(name);
    const verdict = judgeSwitches(withSwitches(name), false);
    expect(verdict).toEqual({ refused: undefined, isDebugged: true });
    expect(judgeRuntime('45.4.1', verdict.isDebugged)).toMatchObject({
      realTenantOff: true,
      reason: 'debugger',
    });
  },
);

test('an ordinary start is accepted', () => {
  expect(judgeSwitches(withSwitches('user-data-dir', 'lang'), true)).toEqual({
    refused: undefined,
    isDebugged: false,
  });
});

test.each<[string, boolean]>([
  ['25.1.1', true],
  ['42.9.9', true],
  ['43.0.0', false],
  ['45.4.1', false],
  ['', true],
  ['unknown', true],
])('Electron %s stands in: %s', (version, isStandIn) => {
  expect(judgeRuntime(version, false)).toMatchObject({ isStandIn, realTenantOff: isStandIn });
});
