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
