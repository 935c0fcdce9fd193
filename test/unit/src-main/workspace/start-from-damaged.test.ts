import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { noChoices } from '../../../../shared/tenant/choice';
import { sha256 } from '../../../../src-main/files/sha256';
import { createHomeHandlers } from '../../../../src-main/ipc/home-handlers';
import { atOnce } from '../../../../src-main/ports/in-turns';
import { snapshotHash } from '../../../../src-main/rollout/snapshot-hash';
import type { SnapshotHead } from '../../../../src-main/store/assemble-snapshot';
import { openTenantStore, type TenantStore } from '../../../../src-main/store/open-store';
import type { Host } from '../../../../src-main/workspace/host';
import { carriedOverKey } from '../../../../src-main/store/setting-store';
import { newMeta } from '../../../../src-main/workspace/workspace-meta';
import { openHost } from '../../../fixtures/open-host';

const id = 'a'.repeat(32);
const context = { windowId: 1, leave: undefined };
const answers = { schema: 'causeway-answers/1', sspr: { scope: 'none' } } as const;
let folder = '';
let host: Host;
let file = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-damaged-'));
  host = openHost(folder);
  const base = { source: 'https', scenario: null, cloud: 'global', clientId: 'c' } as const;
  host.index.save(newMeta({ ...base, id, createdAt: '2026-11-22T12:00:00Z' }));
  file = join(host.index.folderOf(id), 'causeway.db');
  const store = openTenantStore(host.index.folderOf(id), {
    ...{ mode: 'write', clock: { now: () => 0 } },
  });
  if (!store.ok) throw new Error(store.failure.code);
  keep(store.value, '2026-11-20T12:00:00.000Z', 'older.example');
  keep(store.value, '2026-11-21T12:00:00.000Z', 'newer.example');
  expect(store.value.answers.save(answers).ok).toBe(true);
  expect(store.value.choices.save(noChoices).ok).toBe(true);
  store.value.close();
});
afterEach(async () => {
  await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

/** A reading of one domain, kept with the hash that is its own. */
function keep({ snapshots }: TenantStore, takenAt: string, domain: string): void {
  const reading = snapshots.begin('t', 'https', takenAt);
  if (!reading.ok) throw new Error(reading.failure.code);
  const row = { id: domain, authenticationType: 'Managed', isDefault: true, isInitial: false };
  reading.value.page('domains', [row], { kind: 'done' });
  const head: SnapshotHead = {
    ...{ tenantId: 't', cloud: 'global', origin: 'https', takenAt, hash: '0'.repeat(64) },
    ...{ signedInUserId: null, policyBytes: 0, throttledRequests: 0 },
    perUserMfa: { bulk: 'trusted', checked: 0 },
  };
  const snapshot = atOnce(snapshots.assemble(reading.value, head));
  const hash = snapshotHash(snapshot, sha256);
  expect(snapshots.finish(reading.value, { ...head, hash }).ok).toBe(true);
}

/** Fills the page a table begins at, and changes a row of the newest reading. */
function damage(): void {
  const database = new DatabaseSync(file);
  database
    .prepare("UPDATE reading_page SET body=replace(body, 'newer', 'other') WHERE body LIKE ?")
    .run('%newer%');
  const page = database
    .prepare("SELECT rootpage AS n FROM sqlite_master WHERE name='setting'")
    .get() as { n: number };
  database.close();
  const bytes = readFileSync(file);
  bytes.fill(0xff, (page.n - 1) * 4_096, page.n * 4_096);
  writeFileSync(file, bytes);
}

test('a new plan begins with the last good reading, the answers and the choices', async () => {
  damage();
  const bytes = readFileSync(file);
  expect(await host.open(id)).toMatchObject({ ok: false, failure: { code: 'store/corrupt' } });
  const calls = createHomeHandlers(host);
  expect(await calls['home.startFromDamaged']({ id }, context)).toMatchObject({
    ok: true,
    value: {
      carried: { readAt: '2026-11-20T12:00:00.000Z', hasAnswers: true, hasChoices: true },
    },
  });
  const begun = host.current;
  expect(begun?.meta).toMatchObject({ source: 'https', clientId: 'c', isConfirmed: false });
  const domains = begun?.snapshot?.domains;
  expect(domains?.kind === 'read' ? domains.value.map((one) => one.id) : domains).toEqual([
    'older.example',
  ]);
  expect([begun?.store.answers.get(), begun?.store.choices.get()]).toEqual([answers, noChoices]);
  // What was changed since is not known: no plan on this reading is approved.
  expect(begun?.store.settings.get(carriedOverKey)).toBe(begun?.snapshot?.takenAt);
  expect(host.cards().map((card) => card.id)).toEqual([begun?.meta.id, id]);
  expect(readFileSync(file).equals(bytes)).toBe(true);
});

test('nothing is begun with what is no database any more', async () => {
  writeFileSync(file, 'nonsense '.repeat(2_000));
  const calls = createHomeHandlers(host);
  expect(await calls['home.startFromDamaged']({ id }, context)).toMatchObject({
    ...{ ok: false, failure: { code: 'store/corrupt' } },
  });
  expect(host.cards().map((card) => card.id)).toEqual([id]);
});
