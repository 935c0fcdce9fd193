import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  chmodSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openWithDriver } from '../../src-main/store/drivers';
import { openTenantStore, type TenantStore } from '../../src-main/store/open-store';
import { takeTenantLock } from '../../src-main/store/tenant-lock';
import { changePastTriggers } from '../fixtures/past-triggers';

const directories: string[] = [];
const stores: TenantStore[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  for (const directory of directories.splice(0)) {
    chmodSync(directory, 0o700);
    rmSync(directory, { recursive: true, force: true });
  }
});

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-journal-'));
  directories.push(directory);
  return directory;
}

const clock = { now: () => 0 };

function open(directory: string, mode: 'write' | 'read' = 'write'): TenantStore {
  const opened = openTenantStore(directory, { mode, clock });
  if (!opened.ok) throw new Error(opened.failure.code);
  stores.push(opened.value);
  return opened.value;
}

const planHash = 'a'.repeat(64);

function begin(store: TenantStore): void {
  const plan = { planHash, tenant: { id: 't' }, envelope: { madeAt: 'now' } };
  expect(store.plans.save(plan as never, null)).toMatchObject({ ok: true });
  expect(store.journal.openRollout({ rolloutId: 'r', planHash, openedAt: 'now' })).toMatchObject({
    ok: true,
  });
}

function note(store: TenantStore, n: number): void {
  const at = '2026-11-22T12:00:00Z';
  const draft = { type: 'note' as const, stepId: null, item: null, at, body: { n } };
  expect(store.journal.append('r', [draft])).toMatchObject({ ok: true });
}

describe('the journal', () => {
  it('keeps what was appended, in a chain that any reader can follow', () => {
    const directory = folder();
    const store = open(directory);
    begin(store);
    for (let n = 0; n < 5; n += 1) note(store, n);
    const entries = store.journal.read('r');
    expect(entries.map((entry) => [entry.seq, entry.body['n']])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(entries[0]?.prev).toBe(planHash);
    expect(entries[3]?.prev).toBe(entries[2]?.hash);
    expect(store.journal.verify('r')).toEqual({ state: 'intact' });
    const head = JSON.parse(readFileSync(join(directory, 'head.json'), 'utf8')) as object;
    expect(head).toEqual({ r: { seq: 4, hash: entries[4]?.hash, plan: planHash } });
    expect(statSync(join(directory, 'head.json')).mode & 0o777).toBe(0o600);
    expect(open(directory, 'read').journal.read('r')).toEqual(entries);
  });

  it('sees every changed row', () => {
    for (const change of [
      `UPDATE journal SET type='done' WHERE seq=2`,
      `UPDATE journal SET at='2026-11-22T12:00:01Z' WHERE seq=2`,
      `UPDATE journal SET body='{"n":9}' WHERE seq=2`,
      `UPDATE journal SET step_id='s01' WHERE seq=2`,
      `UPDATE journal SET hash='${'f'.repeat(64)}' WHERE seq=2`,
    ]) {
      const directory = folder();
      const store = open(directory);
      begin(store);
      for (let n = 0; n < 4; n += 1) note(store, n);
      store.close();
      changePastTriggers(directory, change);
      expect([change, open(directory, 'read').journal.verify('r').state]).toEqual([
        change,
        'broken',
      ]);
    }
  });

  it('sees a lost tail by its head: a database copied without its log', () => {
    const directory = folder();
    const store = open(directory);
    begin(store);
    for (let n = 0; n < 3; n += 1) note(store, n);
    const copy = folder();
    copyFileSync(join(directory, 'causeway.db'), join(copy, 'causeway.db'));
    copyFileSync(join(directory, 'head.json'), join(copy, 'head.json'));
    const lost = openTenantStore(copy, { mode: 'write', clock });
    if (lost.ok) {
      stores.push(lost.value);
      expect(lost.value.journal.verify('r').state).not.toBe('intact');
    }
    store.close();
    unlinkSync(join(directory, 'head.json'));
    expect(open(directory, 'read').journal.verify('r').state).toBe('broken');
  });

  it('halts for good when its head cannot be written, and stays readable', () => {
    const directory = folder();
    const store = open(directory);
    begin(store);
    note(store, 0);
    // The place of the new head is taken by a directory: the write must fail, also for root.
    mkdirSync(join(directory, 'head.json.new'));
    const at = '2026-11-22T12:00:00Z';
    const draft = { type: 'note' as const, stepId: null, item: null, at, body: {} };
    expect(store.journal.append('r', [draft])).toMatchObject({
      ok: false,
      failure: { code: 'store/halted' },
    });
    expect(store.halted).toMatchObject({ code: 'store/halted' });
    expect(store.settings.set('a', 1)).toMatchObject({
      ok: false,
      failure: { code: 'store/halted' },
    });
    expect(store.journal.read('r').length).toBeGreaterThanOrEqual(1);
  });

  it('backs up into a private file that opens by itself', () => {
    const directory = folder();
    const store = open(directory);
    begin(store);
    note(store, 0);
    const target = join(folder(), 'causeway.db');
    expect(store.backUp(target)).toEqual({ ok: true, value: undefined });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(store.backUp(target)).toMatchObject({ ok: false });
    const raw = openWithDriver(target, { readOnly: true });
    expect(raw.prepare('SELECT COUNT(*) AS n FROM journal').get()).toMatchObject({ n: 1 });
    raw.close();
  });
});

describe('the directory of a tenant', () => {
  it('is private, holds a ballast, and is refused when its owner may not write', () => {
    const directory = join(folder(), 'new');
    const store = open(directory);
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(statSync(join(directory, 'ballast')).size).toBe(4 * 1024 * 1024);
    store.close();
    const closed = folder();
    chmodSync(closed, 0o500);
    const refused = openTenantStore(closed, { mode: 'write', clock });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'store/unwritable' } });
    expect(existsSync(join(closed, 'causeway.db'))).toBe(false);
  });

  it('has one writer at a time', () => {
    const directory = folder();
    const first = takeTenantLock(directory);
    expect(first).toMatchObject({ ok: true });
    expect(takeTenantLock(directory)).toMatchObject({
      ok: false,
      failure: { code: 'store/locked' },
    });
    if (first.ok) first.value.release();
    const again = takeTenantLock(directory);
    expect(again).toMatchObject({ ok: true });
    if (again.ok) again.value.release();
  });

  it('refuses a database of a newer version', () => {
    const directory = folder();
    open(directory).close();
    stores.length = 0;
    const raw = openWithDriver(join(directory, 'causeway.db'), { readOnly: false });
    raw.exec('PRAGMA user_version=99');
    raw.close();
    expect(openTenantStore(directory, { mode: 'write', clock })).toMatchObject({
      ok: false,
      failure: { code: 'store/newer-schema' },
    });
  });

  it('keeps answers with their history', () => {
    const store = open(folder());
    const answers = (by: string) => ({ schema: 'causeway-answers/1' as const, by });
    expect(store.answers.get()).toBeNull();
    for (const by of ['a', 'b', 'c'])
      expect(store.answers.save(answers(by))).toMatchObject({ ok: true });
    expect(store.answers.undo()).toEqual({ ok: true, value: answers('b') });
    expect(store.answers.history()).toEqual({ canUndo: true, canRedo: true });
    expect(store.answers.save(answers('d'))).toMatchObject({ ok: true });
    expect(store.answers.history()).toEqual({ canUndo: true, canRedo: false });
    expect(store.answers.undo()).toEqual({ ok: true, value: answers('b') });
    expect(store.answers.redo()).toEqual({ ok: true, value: answers('d') });
    expect(store.choices.get()).toBeNull();
  });
});
