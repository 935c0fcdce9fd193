import * as v from 'valibot';
import { expect, test } from 'vitest';
import { contract } from '../../../../shared/ipc/contract';
import type { AppState } from '../../../../shared/ipc/home-contract';
import { AppStateHolder } from '../../../../src-main/app/app-state';
import { Settings } from '../../../../src-main/app/settings';
import { usualSettings } from '../../../../shared/ipc/settings-contract';
import { createShellHandlers } from '../../../../src-main/ipc/shell-handlers';

const first: AppState = {
  settings: usualSettings,
  managed: null,
  language: 'en',
  systemTheme: 'light',
  version: '0.1.0',
  runtime: { electron: '45.4.1', isStandIn: false, realTenantOff: false },
  workspace: null,
  screen: 'home',
  reached: ['home', 'settings'],
  offline: false,
  proxyAsks: null,
  rolloutHasEnforced: false,
  isRunning: false,
  restarted: null,
  savedAt: null,
};
const context = { windowId: 1, leave: undefined };

function shell(write: () => void = () => undefined) {
  const told: AppState[] = [];
  const logged: unknown[] = [];
  const state = new AppStateHolder(first, (changed) => void told.push(changed));
  const settings = new Settings(
    { read: () => undefined, isThere: () => false, write },
    (changed) => void state.update({ settings: changed }),
  );
  const taken: string[] = [];
  const refusals: unknown[] = [];
  let [isShown, left] = [false, 0];
  const handlers = createShellHandlers(
    {
      state,
      settings,
      log: (name, fields) => void logged.push([name, fields]),
      showLogFolder: () => void (isShown = true),
      zoom: (to) => (to === 'in' ? 1.1 : 1),
      takeFile: (path) => void taken.push(path),
      dialogs: { tellRefused: (refused) => void refusals.push(refused) },
    },
    () => Promise.resolve(void (left += 1)),
  );
  return { handlers, taken, refusals, told, logged, isShown: () => isShown, left: () => left };
}

test('answers the state, and the changed state after a change of settings', async () => {
  const { handlers, told } = shell();
  expect(await handlers['app.getState']({}, context)).toEqual({ ok: true, value: first });
  const changed = { ...first, settings: { ...usualSettings, theme: 'dark' } };
  expect(await handlers['app.setSettings']({ theme: 'dark' }, context)).toEqual({
    ok: true,
    value: changed,
  });
  expect(told).toEqual([changed]);
});

test('zooms one step, or only tells', async () => {
  const { handlers } = shell();
  const at = (percent: number) => ({ ok: true, value: { percent } });
  expect(await handlers['app.zoom']({ to: 'in' }, context)).toEqual(at(110));
  expect(await handlers['app.zoom']({ to: null }, context)).toEqual(at(100));
});

test('a change that is none is told to nobody', async () => {
  const { handlers, told } = shell();
  await handlers['app.setSettings']({ theme: 'system' }, context);
  await handlers['app.navigate']({ screen: 'home' }, context);
  expect(told).toEqual([]);
});

test('settings that cannot be saved are a failure, and nothing changes', async () => {
  const { handlers, told, logged } = shell(() => {
    throw Object.assign(new Error('/home/ada/settings.json'), { code: 'EACCES' });
  });
  expect(await handlers['app.setSettings']({ theme: 'dark' }, context)).toEqual({
    ok: false,
    failure: { code: 'store/unwritable', values: { path: 'settings.json', code: 'EACCES' } },
  });
  expect(told).toEqual([]);
  expect(logged).toEqual([['store.settings-unwritable', { code: 'EACCES' }]]);
});

test('only screens that were reached are opened', async () => {
  const { handlers, told } = shell();
  expect(await handlers['app.navigate']({ screen: 'rollout' }, context)).toMatchObject({
    failure: { code: 'ipc/refused' },
  });
  expect(told).toEqual([]);
  expect(await handlers['app.navigate']({ screen: 'settings' }, context)).toMatchObject({
    value: { screen: 'settings' },
  });
});

test('shows the log folder', async () => {
  const { handlers, isShown } = shell();
  expect(await handlers['app.showLogFolder']({}, context)).toEqual({ ok: true, value: {} });
  expect(isShown()).toBe(true);
});

test('turning read-only mode on lets go of the open tenant, once and only where it was saved', async () => {
  const { handlers, told, left } = shell();
  await handlers['app.setSettings']({ isReadOnly: true }, context);
  expect([told.at(-1)?.settings.isReadOnly, left()]).toEqual([true, 1]);
  await handlers['app.setSettings']({ theme: 'dark' }, context);
  await handlers['app.setSettings']({ isReadOnly: false }, context);
  expect(left()).toBe(1);
  const full = shell(() => {
    throw new Error('full');
  });
  await full.handlers['app.setSettings']({ isReadOnly: true }, context);
  expect(full.left()).toBe(0);
});

test('a dropped file is handed on by its whole path alone', async () => {
  const { handlers, taken, refusals } = shell();
  const drop = (path: string) => handlers['files.dropped']({ path }, context);
  expect(await drop('/tmp/a.causeway')).toEqual({ ok: true, value: {} });
  for (const path of ['a.causeway', '', '../a.causeway', '/tmp/a\0.causeway']) {
    expect(await drop(path)).toMatchObject({ ok: false, failure: { code: 'ipc/refused' } });
  }
  expect(taken).toEqual(['/tmp/a.causeway']);
  // Nobody reads the answer but the preload: a person is told.
  expect(refusals).toEqual(
    ['a.causeway', '', 'a.causeway', 'a\0.causeway'].map(
      (name) =>
        expect.objectContaining({ code: 'file/not-found', values: { file: name } }) as unknown,
    ),
  );
});

test('a path longer than any system has gets as far as where refusals are told', () => {
  const { input } = contract.calls['files.dropped'];
  const path = `/${'a'.repeat(32_000)}.causeway`;
  expect(v.safeParse(input, { path }).success).toBe(true);
});
