import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openLog, type Log } from '../../../../src-main/app/log';
import { LocalData } from '../../../../src-main/app/local-data';
import { createDataHandlers } from '../../../../src-main/ipc/data-handlers';
import { Tickets } from '../../../../src-main/ipc/tickets';
import { systemRemoval, type FolderRemoval } from '../../../../src-main/workspace/delete-folder';
import type { Host } from '../../../../src-main/workspace/host';
import { KeptPlans } from '../../../../src-main/workspace/kept-plans';
import { rememberKit } from '../../../../src-main/workspace/kit-record';
import { newMeta } from '../../../../src-main/workspace/workspace-meta';
import { takeTenantLock } from '../../../../src-main/store/tenant-lock';
import { appendNth, openStoreAt, planHash, rolloutId } from '../../../fixtures/journal-on-disk';
import { openHost } from '../../../fixtures/open-host';

const [id, other] = ['a'.repeat(32), 'b'.repeat(32)] as const;
const context = { windowId: 1, leave: undefined };
let folder = '';
let host: Host;
let log: Log;
let forgotten: unknown[] = [];
let left: (() => void)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-data-'));
  forgotten = [];
  left = [];
  host = openHost(folder, undefined);
  Object.assign(host.ports, { forgetKept: (place: unknown) => void forgotten.push(place) });
  log = openLog(join(folder, 'logs'));
  log('app.stopped', {});
  for (const own of [id, other]) plant(own);
});

function plant(own: string): void {
  const tenant = { id: `t-${own[0]}`, name: `Tenant ${own[0]}`, domain: `${own[0]}.example` };
  host.index.save(
    newMeta({
      ...{ id: own, source: 'https', scenario: null, cloud: 'global', clientId: 'c' },
      createdAt: '2026-11-22T12:00:00Z',
      tenant: { ...tenant, licence: 'p1', account: `admin@${tenant.domain}`, roles: [] },
    }),
  );
  openStoreAt(host.index.folderOf(own)).close();
  mkdirSync(join(host.index.folderOf(own), 'kit'));
  writeFileSync(join(host.index.folderOf(own), 'kit', 'roll-back-kit.html'), 'x');
}

function begin(own: string, entries: number): void {
  const store = openStoreAt(host.index.folderOf(own));
  const plan = { planHash, tenant: { id: 't' }, envelope: { madeAt: 'now' }, steps: [] };
  store.plans.save(plan as never, null);
  store.journal.openRollout({ rolloutId, planHash, openedAt: 'now' });
  for (let n = 0; n < entries; n += 1) expect(appendNth(store, n)).toBeNull();
  store.settings.set('approvedPlan', planHash);
  store.close();
}

function handlers(removal: FolderRemoval = systemRemoval) {
  let minted = 0;
  const tickets = new Tickets({
    randomBytes: (length) => new Uint8Array(length).fill((minted += 1)),
    now: () => 0,
  });
  const local = new LocalData({
    ...{ folder, logFolder: join(folder, 'logs'), noticesFile: join(folder, 'notices.txt') },
    ...{ now: () => 0, newId: () => 'p', removal },
    forgetSignIns: () => Promise.resolve(void forgotten.push('all')),
    clearRecent: () => void forgotten.push('recent'),
    endLog: () => log.end(),
    leave: (last) => void left.push(last),
  });
  return createDataHandlers(host, tickets, local, new KeptPlans(host, removal));
}

async function prepared(calls: ReturnType<typeof handlers>, of: string | null) {
  const answer = await calls['data.prepareDelete']({ id: of }, context);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

function everythingIn(place: string): string[] {
  return readdirSync(place, { recursive: true }).map(String).sort();
}

test('a plan that sent nothing goes by a press, with its folder and its kept sign-in', async () => {
  const calls = handlers();
  const view = await prepared(calls, id);
  expect(view).toMatchObject({ phrase: '', isAll: false, plans: [{ id, standing: 'none' }] });
  const ticket = view.ticket ?? '';
  expect(await calls['data.delete']({ ticket, phrase: '' }, context)).toEqual({
    ok: true,
    value: { isLeft: false, closes: false },
  });
  expect(everythingIn(folder).filter((name) => name.includes(id))).toEqual([]);
  expect(readFileSync(join(folder, 'workspaces', 'workspaces.json'), 'utf8')).not.toContain(id);
  expect(existsSync(join(host.index.folderOf(other), 'causeway.db'))).toBe(true);
  expect(forgotten).toContainEqual(expect.objectContaining({ tenantId: 't-a' }));
  expect([left, forgotten.at(-1)]).toEqual([[], 'recent']);
});

test('everything goes, whatever is listed; what is written meanwhile goes at the end', async () => {
  host.index.remove(other);
  for (const name of ['settings.json', 'kept.json', 'recent.json', 'updates.json', 'window.json']) {
    writeFileSync(join(folder, name), '{}');
  }
  mkdirSync(join(folder, 'sign-ins'));
  writeFileSync(join(folder, 'sign-ins', 'x.vault'), 'x');
  const calls = handlers();
  const view = await prepared(calls, null);
  expect(view.plans.map((plan) => [plan.id, plan.isListed])).toEqual([
    [id, true],
    [other, false],
  ]);
  const done = await calls['data.delete']({ ticket: view.ticket ?? '', phrase: '' }, context);
  expect(done).toEqual({ ok: true, value: { isLeft: false, closes: true } });
  log('app.stopped', {});
  writeFileSync(join(folder, 'window.json'), '{}');
  left.forEach((last) => last());
  expect(everythingIn(folder)).toEqual([]);
  expect(forgotten).toEqual(expect.arrayContaining(['all', 'recent']));
});

test('an unfinished rollout asks for its domain, unless its roll-back kit was exported', async () => {
  begin(id, 3);
  const calls = handlers();
  const asked = await prepared(calls, id);
  expect(asked).toMatchObject({ phrase: 'a.example', plans: [{ standing: 'open', kitAt: null }] });
  const ticket = asked.ticket ?? '';
  expect(await calls['data.delete']({ ticket, phrase: 'b.example' }, context)).toMatchObject({
    failure: { code: 'ipc/refused', values: { reason: 'ticket-phrase' } },
  });
  expect(existsSync(host.index.folderOf(id))).toBe(true);
  expect((await prepared(calls, null)).phrase).toBe('delete 1');

  const store = openStoreAt(host.index.folderOf(id));
  rememberKit(store, 'b'.repeat(64), '2026-11-29T03:00:00Z');
  store.close();
  expect((await prepared(calls, id)).phrase).toBe('a.example');
  const again = openStoreAt(host.index.folderOf(id));
  rememberKit(again, planHash, '2026-11-29T03:00:00Z');
  again.close();
  expect(await prepared(calls, id)).toMatchObject({
    ...{ phrase: '', plans: [{ standing: 'open', kitAt: '2026-11-29T03:00:00Z' }] },
  });
  const typed = await calls['data.delete']({ ticket, phrase: 'a.example' }, context);
  // The kit came between: what was confirmed is not what is there now.
  expect(typed).toMatchObject({ failure: { values: { reason: 'ticket-other' } } });
  expect(existsSync(host.index.folderOf(id))).toBe(true);
});

test('a journal that cannot be read is unknown, and asks for a phrase', async () => {
  begin(id, 6);
  writeFileSync(join(host.index.folderOf(id), 'head.json'), '{"x":{"seq":9,"hash":"0"}}');
  const asked = await prepared(handlers(), id);
  expect([asked.phrase, asked.plans[0]?.standing]).toEqual(['a.example', 'unknown']);
  writeFileSync(join(host.index.folderOf(other), 'causeway.db'), 'no database');
  expect((await prepared(handlers(), other)).plans[0]?.standing).toBe('unknown');
});

test('while another process works on it nothing can be deleted', async () => {
  const calls = handlers();
  const before = await prepared(calls, id);
  const lock = takeTenantLock(host.index.folderOf(id));
  if (!lock.ok) throw new Error(lock.failure.code);
  for (const of of [id, null]) {
    expect(await prepared(calls, of)).toMatchObject({ ticket: null });
  }
  const tried = await calls['data.delete']({ ticket: before.ticket ?? '', phrase: '' }, context);
  expect(tried).toMatchObject({ ok: false });
  expect(existsSync(join(host.index.folderOf(id), 'causeway.db'))).toBe(true);
  lock.value.release();
});

test('a ticket is for one window, and for what was shown', async () => {
  const calls = handlers();
  const { ticket } = await prepared(calls, id);
  begin(id, 3);
  const input = { ticket: ticket ?? '', phrase: '' };
  expect(await calls['data.delete'](input, context)).toMatchObject({ ok: false });
  const anew = await prepared(calls, id);
  const asked = { ticket: anew.ticket ?? '', phrase: 'a.example' };
  expect((await calls['data.delete'](asked, { ...context, windowId: 2 })).ok).toBe(false);
  const foreign = await calls['data.delete']({ ticket: 'x', phrase: '' }, context);
  expect(foreign.ok).toBe(false);
  expect(existsSync(host.index.folderOf(id))).toBe(true);
});

const held = (): never => {
  throw Object.assign(new Error('x'), { code: 'EBUSY' });
};

test.each([[id], [null]])('a file that is held keeps all of %s, and is told', async (of) => {
  const calls = handlers({ ...systemRemoval, rename: held });
  const lasting = (): string[] =>
    everythingIn(join(folder, 'workspaces')).filter((name) => !/-(shm|wal)$/.test(name));
  const before = lasting();
  const { ticket } = await prepared(calls, of);
  expect(await calls['data.delete']({ ticket: ticket ?? '', phrase: '' }, context)).toMatchObject({
    ok: false,
    failure: { code: 'store/held', values: { code: 'EBUSY' } },
  });
  expect(lasting()).toEqual(before);
  expect(host.index.all()).toHaveLength(2);
  expect(left).toEqual([]);
});

test('what could not be removed at once is off the list, told, and removed at the next start', async () => {
  const calls = handlers({ ...systemRemoval, remove: held });
  const { ticket } = await prepared(calls, id);
  expect(await calls['data.delete']({ ticket: ticket ?? '', phrase: '' }, context)).toEqual({
    ok: true,
    value: { isLeft: true, closes: false },
  });
  expect(host.index.get(id)).toBeUndefined();
  expect(existsSync(host.index.folderOf(id))).toBe(false);
  // Another one died before it was off the list.
  mkdirSync(join(folder, 'workspaces', `${other}.deleted`));
  expect(openHost(folder, undefined as never).index.all()).toEqual([]);
  expect(everythingIn(folder).filter((name) => name.includes('deleted'))).toEqual([]);
});

test('exactly the previewed log is saved, without the names of the plans', async () => {
  const target = mkdtempSync(join(tmpdir(), 'causeway-out-'));
  Object.assign(host.ports, { chooseExportFolder: () => Promise.resolve(target) });
  const calls = handlers();
  log('page.gone', { reason: 'Tenant a' });
  const view = await calls['data.previewLog']({}, context);
  if (!view.ok) throw new Error(view.failure.code);
  log('page.gone', { reason: 'later' });
  const saved = await calls['data.saveLog']({ id: view.value.id }, context);
  expect(saved).toEqual({ ok: true, value: { file: 'causeway-log-19700101T000000.txt' } });
  const text = readFileSync(join(target, 'causeway-log-19700101T000000.txt'), 'utf8');
  expect(text).toBe(view.value.text);
  expect(text).toContain('page.gone');
  expect(text).not.toMatch(/Tenant a|later/);
  expect(await calls['data.saveLog']({ id: view.value.id }, context)).toMatchObject({
    failure: { code: 'file/exists' },
  });
  expect((await calls['data.saveLog']({ id: 'x' }, context)).ok).toBe(false);
});
