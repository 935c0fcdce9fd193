import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TakingView } from '../../../../shared/ipc/taking-contract';
import { FileIntake } from '../../../../src-main/workspace/file-intake';
import type { Host } from '../../../../src-main/workspace/host';
import { saveCapture } from '../../../../src-main/workspace/save-capture';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';

const name = 'causeway-capture-20261122-120000.json';
let practice: OpenPractice;
let folder = '';
let views: (TakingView | null)[] = [];
let intake: FileIntake;
beforeAll(async () => (practice = await openPractice('S01')));
afterAll(() => practice.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-save-'));
  views = [];
  let now = 0;
  intake = new FileIntake(
    (view) => views.push(view),
    () => (now += 1_000),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

let recorded: object[] = [];
interface Change {
  readonly state?: string;
  readonly source?: string;
  readonly chosen?: string | undefined;
  readonly isBusy?: boolean;
  readonly now?: string;
}

function save(change: Change = {}) {
  const { state = 'confirmed', source = 'practice' } = change;
  const chosen = 'chosen' in change ? change.chosen : folder;
  const ports = { chooseExportFolder: () => Promise.resolve(chosen), isOnline: () => true };
  const workspace = {
    meta: { source },
    connect: { source: practice.source, view: { state } },
    store: practice.store,
    access: { exported: (note: object) => void recorded.push(note) },
    rollout: { isBusy: change.isBusy ?? false },
    nowIso: () => change.now ?? '2026-11-22T12:00:00.000Z',
  };
  return saveCapture({ ports, intake } as unknown as Host, workspace as unknown as Workspace);
}

it('writes what the tenant answers into one file, and tells how far it is', async () => {
  recorded = [];
  const saved = await save();
  expect(saved).toMatchObject({ ok: true, value: { file: name } });
  const text = readFileSync(join(folder, name), 'utf8');
  const files = [{ name, sha256: createHash('sha256').update(text).digest('hex') }];
  expect(recorded).toMatchObject([{ what: 'capture', files, namesHidden: false }]);
  const capture = JSON.parse(text) as { schema: string; responses: { url: string }[] };
  expect(capture.schema).toBe('causeway-capture/1');
  expect(capture.responses.some(({ url }) => url.startsWith('/v1.0/users'))).toBe(true);
  expect(saved).toMatchObject({ value: { bytes: Buffer.byteLength(text) } });
  const read = views.flatMap((view) => view?.reading ?? []);
  expect(Math.max(...read)).toBeGreaterThan(0);
  expect(views.at(-1)).toBeNull();
});

it('keeps the one of a few seconds earlier', async () => {
  expect(await save()).toMatchObject({ ok: true });
  expect(await save({ now: '2026-11-22T12:00:07.000Z' })).toMatchObject({ ok: true });
  expect(readdirSync(folder)).toHaveLength(2);
});

it('leaves nothing behind when it is called off', async () => {
  const saving = save();
  const watched = setInterval(() => {
    if (views.length > 1) intake.cancel();
  }, 1);
  expect(await saving).toEqual({ ok: true, value: null });
  clearInterval(watched);
  expect(readdirSync(folder)).toEqual([]);
});

it('reads nothing before a folder is chosen, and writes over no other file', async () => {
  expect(await save({ chosen: undefined })).toEqual({ ok: true, value: null });
  writeFileSync(join(folder, name), 'mine');
  expect(await save()).toMatchObject({ failure: { code: 'file/exists' } });
  expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
  expect(views).toEqual([]);
});

it.each([
  [{ state: 'signedIn' }, 'auth/signed-out'],
  [{ source: 'capture' }, 'graph/read-only-source'],
  [{ source: 'plan' }, 'graph/read-only-source'],
  [{ isBusy: true }, 'plan/running'],
])('is refused unless this is the right tenant, read live: %o', async (change, code) => {
  expect(await save(change)).toMatchObject({ failure: { code } });
  expect(readdirSync(folder)).toEqual([]);
});
