import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';

let directory = '';
let store: TenantStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  const opened = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!opened.ok) throw new Error(opened.failure.code);
  store = opened.value;
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

const takenAt = '2026-11-22T12:00:00.000Z';

/** Finishes an empty reading with this hash, taken at the same moment as all others. */
function finish(hash: string): boolean {
  const reading = store.snapshots.begin('t', 'capture', takenAt);
  if (!reading.ok) throw new Error(reading.failure.code);
  return store.snapshots.finish(reading.value, {
    ...{ tenantId: 't', cloud: 'global', origin: 'capture', takenAt, hash },
    ...{ signedInUserId: null, policyBytes: 0, throttledRequests: 0 },
    perUserMfa: { bulk: 'trusted', checked: 0 },
  }).ok;
}

it('keeps a capture that is read again and again', () => {
  const hash = 'a'.repeat(64);
  for (let times = 0; times < 8; times += 1) expect(finish(hash)).toBe(true);
  expect(store.halted).toBeNull();
});

it('holds the last reading for the latest, whatever its hash', () => {
  for (const digit of ['f', '9', '5', '3', '1', '0']) expect(finish(digit.repeat(64))).toBe(true);
  const latest = store.snapshots.latest();
  expect(latest?.hash).toBe('0'.repeat(64));
  expect(store.snapshots.load(latest?.snapshotId ?? '')?.hash).toBe('0'.repeat(64));
});
