import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTenantStore } from '../../src-main/store/open-store';
import { isLookedThrough } from '../../src-main/workspace/look-through';
import { planApart, thinkScript, type PlanningApart } from '../fixtures/planning-apart';

let apart: PlanningApart;
beforeAll(async () => void (apart = await planApart(400)));
afterAll(() => apart.close());

test('a store is looked through by the thread before it is opened', async () => {
  expect(await isLookedThrough(apart.directory, thinkScript, 1)).toBe(true);
});

test('a small one, and one without a thread, is not: whoever opens it looks', async () => {
  expect(await isLookedThrough(apart.directory, thinkScript)).toBe(false);
  expect(await isLookedThrough(apart.directory, null, 1)).toBe(false);
  expect(await isLookedThrough(join(apart.directory, 'none'), thinkScript)).toBe(false);
});

test('a damaged one is not called whole, and is refused when it is opened', async () => {
  const { directory } = apart;
  apart.closeStore();
  const file = join(directory, 'causeway.db');
  const handle = openSync(file, 'r+');
  const { size } = statSync(file);
  for (let at = 8_192; at < size; at += 4_096)
    writeSync(handle, Buffer.alloc(512, 0xff), 0, 512, at);
  closeSync(handle);
  expect(await isLookedThrough(directory, thinkScript, 1)).toBe(false);
  const opened = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  expect(opened).toMatchObject({ ok: false, failure: { code: 'store/corrupt' } });
});
