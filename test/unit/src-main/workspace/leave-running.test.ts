import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { usualSettings } from '../../../../shared/ipc/settings-contract';
import { serializePlan } from '../../../../shared/plan/plan-file';
import { createHomeHandlers } from '../../../../src-main/ipc/home-handlers';
import type { Host } from '../../../../src-main/workspace/host';
import { openFile } from '../../../../src-main/workspace/open-file';
import { newMeta } from '../../../../src-main/workspace/workspace-meta';
import { openHost } from '../../../fixtures/open-host';
import { answered, captureOf } from '../../../fixtures/read-capture';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const [running, other] = ['a'.repeat(32), 'b'.repeat(32)] as const;
const refused = { ok: false, failure: { code: 'plan/running' } };
const context = { windowId: 1, leave: undefined };
let folder = '';
let host: Host;
let isBusy = true;
let asked = 0;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-leave-'));
  host = openHost(folder);
  [isBusy, asked] = [true, 0];
  Object.assign(host.ports, {
    chooseFile: () => Promise.resolve(void (asked += 1)),
    updateState: () => ({
      ...{ runtime: { realTenantOff: false }, settings: usualSettings, managed: null },
    }),
  });
  for (const id of [running, other]) {
    const base = { source: 'https', scenario: null, cloud: 'global', clientId: 'c' } as const;
    host.index.save(newMeta({ ...base, id, createdAt: '2026-11-22T12:00:00Z' }));
  }
  expect((await host.open(running)).ok).toBe(true);
  const session = host.current?.rollout ?? {};
  Object.defineProperty(session, 'isBusy', { get: () => isBusy, configurable: true });
});
afterEach(async () => {
  isBusy = false;
  await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

const folders = (): readonly string[] => readdirSync(join(folder, 'workspaces')).sort();
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('a file that arrives while a rollout runs is refused, and the rollout stays open', async () => {
  const before = [folders(), host.cards().length];
  const workspace = host.current;
  const plan = file('a.causeway', serializePlan(scenarioPlan('S02').plan));
  expect(await openFile(host, plan)).toMatchObject(refused);
  const capture = file(
    'b.capture.json',
    captureOf([answered('/v1.0/organization', { value: [] })]),
  );
  expect(await openFile(host, capture)).toMatchObject(refused);
  expect(host.current).toBe(workspace);
  expect([folders(), host.cards().length]).toEqual(before);
});

test('no call opens something else or takes the plan off the list meanwhile', async () => {
  const calls = createHomeHandlers(host);
  const workspace = host.current;
  const tenant = { clientId: 'c', cloud: 'global', tenant: '', writeClientId: null } as const;
  for (const answer of [
    await calls['home.open']({ id: other }, context),
    await calls['home.remove']({ id: running }, context),
    await calls['home.openFile']({}, context),
    await calls['home.newPractice']({ scenario: 'S02' }, context),
    await calls['home.newTenant'](tenant, context),
  ]) {
    expect(answer).toMatchObject(refused);
  }
  // Nobody chooses a file that is refused then.
  expect(asked).toBe(0);
  expect(host.current).toBe(workspace);
  expect(host.cards()).toHaveLength(2);
  expect((await calls['home.open']({ id: running }, context)).ok).toBe(true);
  expect((await calls['home.remove']({ id: other }, context)).ok).toBe(true);
});

test('a run that began while the file was read is left alone too', async () => {
  isBusy = false;
  const path = file('a.causeway', serializePlan(scenarioPlan('S02').plan));
  const before = folders();
  const workspace = host.current;
  const opening = openFile(host, path);
  isBusy = true;
  expect(await opening).toMatchObject(refused);
  expect(host.current).toBe(workspace);
  expect([folders(), host.cards().length]).toEqual([before, 2]);
  isBusy = false;
  expect((await openFile(host, path)).ok).toBe(true);
  expect(host.current).not.toBe(workspace);
});
