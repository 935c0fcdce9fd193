import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PracticeHost } from '../../../../src-main/workspace/practice-host';

const details = '/v1.0/reports/authenticationMethods/userRegistrationDetails';

let folder: string;
let host: PracticeHost;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-practice-'));
  const started = await PracticeHost.start('S02', join(folder, 'practice.log'), {
    ...{ practiceStarted: () => undefined, practiceStopped: () => undefined },
    fetchFor: () => fetch,
  });
  if (!started.ok) throw new Error(started.failure.code);
  host = started.value;
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

async function phoneOnly(): Promise<number> {
  const { graphUrl, token } = host.tenant;
  const headers = { authorization: `Bearer ${token}`, connection: 'close' };
  const answer = await fetch(`${graphUrl}${details}`, { headers });
  const { value } = (await answer.json()) as { value: { methodsRegistered: string[] }[] };
  return value.filter((row) => row.methodsRegistered.join() === 'mobilePhone').length;
}

test('who registers before a rollout is in the report that is read next', async () => {
  const before = await phoneOnly();
  expect(before).toBeGreaterThan(2);
  const done = await host.registerPeople([], true);
  expect(done).toEqual({ ok: true, value: { registered: 24 } });
  // The scanner's account is nobody who could register.
  expect(await phoneOnly()).toBe(1);
});

test('in a rollout no time passes', async () => {
  const at = host.tenant.directory.clock.now();
  const before = await phoneOnly();
  expect((await host.registerPeople([], false)).ok).toBe(true);
  expect(await phoneOnly()).toBe(before);
  expect(host.tenant.directory.clock.now() - at).toBeLessThan(3_600_000);
});

test('emergency access accounts are made once, and found again at the next step', async () => {
  const first = await host.createEmergencyAccess();
  expect(first.ok && first.value.upns).toHaveLength(2);
  expect(await host.createEmergencyAccess()).toEqual(first);
  const [name = ''] = first.ok ? first.value.upns : [];
  host.tenant.directory.user(name)?.change({ accountEnabled: false });
  const next = await host.createEmergencyAccess();
  expect(next.ok && next.value.upns.includes(name)).toBe(false);
});

test('an account whose sign-in is blocked is disabled, and counted once', async () => {
  const user = [...host.tenant.directory.users].find((one) => one.isEnabled);
  const block = () => host.blockSignIn([user?.id ?? '']);
  expect(await block()).toEqual({ ok: true, value: { blocked: 1 } });
  expect(host.tenant.directory.user(user?.id ?? '')?.isEnabled).toBe(false);
  expect(await block()).toEqual({ ok: true, value: { blocked: 0 } });
  expect((await host.blockSignIn(['nobody'])).ok).toBe(false);
});
