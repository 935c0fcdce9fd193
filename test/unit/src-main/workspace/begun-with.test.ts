import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { usualSettings, type SettingsView } from '../../../../shared/ipc/settings-contract';
import type { Host } from '../../../../src-main/workspace/host';
import { openHost } from '../../../fixtures/open-host';

const folder = mkdtempSync(join(tmpdir(), 'causeway-begun-'));
let settings: SettingsView = usualSettings;
let names: readonly string[] = [];
let host: Host | undefined;
const open = (): Host => {
  const updateState = (): never => ({ settings, managed: { names } }) as never;
  host = openHost(folder, undefined, undefined, { updateState });
  return host;
};
afterEach(async () => {
  await host?.closeCurrent();
  settings = usualSettings;
  names = [];
  rmSync(join(folder, 'workspaces'), { recursive: true, force: true });
});

test('a plan keeps what the settings said when it was begun, over a restart too', async () => {
  settings = { ...usualSettings, soakDays: 4, asksTwoPeople: true };
  const first = open();
  expect((await first.create({ source: 'practice', scenario: 'S02', cloud: 'global' })).ok).toBe(
    true,
  );
  const id = first.current?.meta.id ?? '';
  expect(first.current?.choices).toMatchObject({
    ...{ defaults: { soakDays: 4, registrationDays: 5, ringSize: null }, approvals: { value: 2 } },
  });
  await first.closeCurrent();
  settings = { ...usualSettings, soakDays: 9 };
  const second = open();
  await second.open(id);
  expect(second.current?.choices).toMatchObject({ defaults: { soakDays: 4 } });
});

test('the standard, and what a plan file begins, say nothing of the settings', async () => {
  const one = open();
  await one.create({ source: 'practice', scenario: 'S02', cloud: 'global' });
  expect(one.current?.choices).toEqual({ schema: 'causeway-choices/1' });
  settings = { ...usualSettings, soakDays: 4 };
  const planHash = 'a'.repeat(64);
  await one.create({ source: 'practice', scenario: 'S02', cloud: 'global', planHash });
  expect(one.current?.choices.defaults).toBeUndefined();
});

test('a policy asks for two people in every plan of a tenant, also one begun before', async () => {
  const one = open();
  await one.create({ source: 'practice', scenario: 'S02', cloud: 'global' });
  const tenant = { id: 't', name: 'T', domain: 't.example', account: 'a', roles: null };
  one.current?.update({ tenant: { ...tenant, licence: 'p1' } });
  settings = { ...usualSettings, asksTwoPeople: true };
  expect(one.current?.choices.approvals).toBeUndefined();
  names = ['asksTwoPeople'];
  expect(one.current?.choices.approvals?.value).toBe(2);
});
