import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err } from '../../../../shared/result';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import { signIn } from '../../../../src-main/auth/token-broker';
import type { Host } from '../../../../src-main/workspace/host';
import type { HostPorts, SignInAsk } from '../../../../src-main/workspace/host-ports';
import { openHost } from '../../../fixtures/open-host';

let folder: string;
let host: Host;
let asked: SignInAsk[];
let events: string[];
/** How the next sign-ins are answered; the person's own way where left out. */
let answer: ((ask: SignInAsk) => ReturnType<HostPorts['signIn']>) | null;
let cancelWait: () => void;
let methods: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-fleet-'));
  [asked, events, methods, answer] = [[], [], [], null];
  cancelWait = () => undefined;
  const seeing: typeof fetch = (input, init) => {
    methods.push(init?.method ?? 'GET');
    return fetch(input, init);
  };
  host = openHost(folder, undefined, undefined, {
    signIn: (ask) => {
      asked.push(ask);
      return (answer ?? asPerson)(ask);
    },
    hasKept: () => false,
    forgetKept: () => undefined,
    cancelSignIn: () => cancelWait(),
    isOnline: () => true,
    fetchFor: () => seeing,
    writeFetchFor: () => () => Promise.reject(new Error('nothing may be written')),
    practiceStarted: () => undefined,
    practiceStopped: () => undefined,
    publish: (name) => void events.push(name),
    showRun: () => undefined,
    printPdf: (html) => Promise.resolve(Buffer.from(`%PDF ${html.length}`)),
  });
  for (const scenario of ['S01', 'S02']) await confirmed(scenario);
});
afterEach(async () => {
  await host.fleet.close();
  await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

function asPerson(ask: SignInAsk): ReturnType<HostPorts['signIn']> {
  return signIn({
    ...{ authority: ask.authority, clientId: ask.clientId, tenantId: ask.tenantId },
    fetch: (url, init) => fetch(url, init),
    openBrowser: (url) => followSignInPage(url, fetch),
    signal: new AbortController().signal,
    mayWrite: () => true,
    now: () => Date.now(),
  });
}

/** A plan whose tenant somebody has confirmed, closed again and never read. */
async function confirmed(scenario: string): Promise<void> {
  expect(await host.newPractice(scenario)).toMatchObject({ ok: true });
  const workspace = host.current;
  await workspace?.signIn();
  await expect.poll(() => workspace?.connect.view.state, { timeout: 10_000 }).toBe('signedIn');
  workspace?.connect.confirm();
  await host.closeCurrent();
  [asked, events] = [[], []];
}

const idsOf = (): string[] => host.fleet.view().rows.map(({ id }) => id);
const rowOf = (scenario: string) => host.fleet.view().rows.find((row) => row.scenario === scenario);
const ended = (): Promise<void> =>
  expect.poll(() => host.fleet.view().run?.isRunning, { timeout: 30_000 }).toBe(false);

test('reads and assesses each tenant, one sign-in at a time, and writes to none', async () => {
  const order = host.index.all().map(({ id }) => id);
  let under = 0;
  answer = async (ask) => {
    under += 1;
    expect(under).toBe(1);
    const given = await asPerson(ask);
    under -= 1;
    return given;
  };
  methods = [];
  expect(await host.fleet.start(idsOf())).toMatchObject({ ok: true });
  await ended();
  const { rows, totals, run } = host.fleet.view();
  expect(run).toMatchObject({ done: 2, failed: 0, left: 0, total: 2, secondsLeft: null });
  expect(rows.map(({ stage }) => stage?.stage)).toEqual(['done', 'done']);
  expect(totals).toMatchObject({ of: 'practice', tenants: 2, assessed: 2 });
  expect(rowOf('S02')).toMatchObject({ facts: { february: 6 }, source: 'practice' });
  expect(asked.every(({ tenantId }) => tenantId !== undefined)).toBe(true);
  // Batches of reads are posted; what changes a tenant has a door of its own, which is shut here.
  expect(methods.filter((method) => !['GET', 'POST'].includes(method))).toEqual([]);
  // The page hears of the fleet alone, and nobody has opened anything: the list is as it was.
  expect(new Set(events)).toEqual(new Set(['fleet.changed']));
  expect(host.index.all().map(({ id }) => id)).toEqual(order);
  expect(host.current).toBeNull();
  // Opened afterwards, a plan shows what was read.
  await host.open(rowOf('S02')?.id ?? '');
  expect(host.current?.snapshot?.users.kind).toBe('read');
});

test('one that fails holds up no other, keeps what was known, and can be tried again', async () => {
  await host.fleet.start(idsOf());
  await ended();
  const before = rowOf('S01')?.readAt;
  const wrong = failure('auth/tenant-mismatch', { expected: 'a', actual: 'b' });
  answer = (ask) =>
    ask.tenantId === host.index.get(rowOf('S01')?.id ?? '')?.tenant?.id
      ? Promise.resolve(err(wrong))
      : asPerson(ask);
  await host.fleet.start(idsOf());
  await ended();
  const { rows, run } = host.fleet.view();
  expect(run).toMatchObject({ done: 1, failed: 1 });
  // Wrong tenants come first.
  expect(rows[0]).toMatchObject({
    ...{ scenario: 'S01', readAt: before },
    stage: { stage: 'failed', failure: { code: 'auth/tenant-mismatch' } },
  });
  expect(rows[0]?.facts).not.toBeNull();
  answer = null;
  await host.fleet.start([rows[0]?.id ?? '']);
  await ended();
  expect(rowOf('S01')?.stage).toMatchObject({ stage: 'done', failure: null });
});

test('a sign-in that is waited for can be left out, and the next tenant goes on', async () => {
  const first = idsOf()[0] ?? '';
  answer = (ask) =>
    asked.length > 1
      ? asPerson(ask)
      : new Promise((resolve) => {
          cancelWait = () => resolve(err(failure('auth/cancelled')));
        });
  await host.fleet.start(idsOf());
  await expect.poll(() => asked.length).toBe(1);
  host.fleet.leaveOut(first);
  await ended();
  const stages = host.fleet.view().rows.map(({ id, stage }) => [id === first, stage?.stage]);
  expect(new Map(stages as [boolean, string][])).toEqual(
    new Map([
      [true, 'left'],
      [false, 'done'],
    ]),
  );
});

test('stopped, it begins no further tenant, and what was not read says so', async () => {
  answer = () =>
    new Promise((resolve) => {
      cancelWait = () => resolve(err(failure('auth/cancelled')));
    });
  await host.fleet.start(idsOf());
  await expect.poll(() => asked.length).toBe(1);
  host.fleet.stop();
  await ended();
  expect(host.fleet.view().run).toMatchObject({ done: 0, failed: 0, left: 2 });
  expect(host.fleet.view().rows.every(({ facts }) => facts === null)).toBe(true);
});

test('the plan that is open is closed first; one that is opened meanwhile is let go of', async () => {
  const [first = '', second = ''] = idsOf();
  await host.open(first);
  answer = () =>
    new Promise((resolve) => {
      cancelWait = () => resolve(err(failure('auth/cancelled')));
    });
  await host.fleet.start([first, second]);
  expect(host.current).toBeNull();
  await expect.poll(() => asked.length).toBe(1);
  expect(await host.open(first)).toMatchObject({ ok: true });
  expect(host.current?.meta.id).toBe(first);
});

test('a plan that is not here starts nothing', async () => {
  expect(await host.fleet.start([...idsOf(), 'gone'])).toMatchObject({
    failure: { code: 'store/not-found' },
  });
  expect(host.fleet.view().run).toBeNull();
});

test('reports name their own tenant alone, and a table has all of them', async () => {
  await host.fleet.start(idsOf());
  await ended();
  const out = join(folder, 'out');
  const wanted = { ids: idsOf(), language: 'en', zone: 'UTC' } as const;
  const saved = await host.fleet.saveReports(out, wanted);
  if (!saved.ok) throw new Error(saved.failure.code);
  expect(saved.value).toMatchObject({ written: 2, failed: [] });
  const files = readdirSync(saved.value.folder).sort();
  const names = host.fleet.view().rows.map(({ name }) => name);
  expect(files).toEqual(
    ['fleet.csv', ...names.flatMap((name) => [`${name}.html`, `${name}.pdf`])].sort(),
  );
  for (const name of names) {
    const text = readFileSync(join(saved.value.folder, `${name}.html`), 'utf8');
    expect(text).toContain(name);
    for (const other of names) if (other !== name) expect(text).not.toContain(other);
    expect(text).not.toMatch(/@\w+\.example/);
  }
  const table = readFileSync(join(saved.value.folder, 'fleet.csv'), 'utf8').trim().split('\r\n');
  expect(table).toHaveLength(3);
  // Each tenant's own log has what was written of it, and of no other.
  const id = rowOf('S02')?.id ?? '';
  await host.open(id);
  const record = host.current?.access.read();
  const exported = record?.ok === true ? record.value.entries.at(-1) : undefined;
  expect(exported).toMatchObject({ kind: 'export', body: { what: 'reports', namesHidden: true } });
  expect(JSON.stringify(exported?.body)).toContain(rowOf('S02')?.name);
  expect(JSON.stringify(exported?.body)).not.toContain(rowOf('S01')?.name);
  // A second time goes beside the first: nothing is written over.
  const again = await host.fleet.saveReports(out, wanted);
  expect(again.ok && again.value.folder).toBe(`${saved.value.folder}-2`);
});

test('a report that cannot be printed, or of a tenant never read, is told and holds up no other', async () => {
  const id = rowOf('S02')?.id ?? '';
  await host.fleet.start([id]);
  await ended();
  const saved = await host.fleet.saveReports(join(folder, 'out'), {
    ...{ ids: idsOf(), language: 'ja', zone: 'Asia/Tokyo' },
  });
  expect(saved).toMatchObject({
    value: { written: 1, failed: [{ failure: { code: 'store/not-found' } }] },
  });
});
