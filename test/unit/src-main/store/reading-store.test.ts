import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTenantStore } from '../../../../src-main/store/open-store';

it('counts the rows of a list without reading them', () => {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  const store = openTenantStore(directory, { mode: 'write', clock: { now: () => 0 } });
  if (!store.ok) throw new Error(store.failure.code);
  const begun = store.value.snapshots.begin('t', 'capture', '2026-11-22T12:00:00Z');
  if (!begun.ok) throw new Error(begun.failure.code);
  const reading = begun.value;
  expect(reading.rowCount('users')).toBe(0);
  reading.page('users', [{ id: 1 }, [2, 3]], { kind: 'reading', next: 'x' });
  reading.page('users', ['a'], { kind: 'done' });
  reading.page('groups', ['b'], { kind: 'done' });
  expect(reading.rowCount('users')).toBe(3);
  store.value.close();
  rmSync(directory, { recursive: true, force: true });
});
