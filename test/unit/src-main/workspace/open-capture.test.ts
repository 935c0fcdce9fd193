import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answered, captureOf } from '../../../fixtures/read-capture';
import { indexHere } from '../../../fixtures/index-here';
import { openHost } from '../../../fixtures/open-host';
import type { IndexFile } from '../../../../src-main/files/judge-file';
import type { Host } from '../../../../src-main/workspace/host';

let folder = '';
const hosts: Host[] = [];
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'causeway-open-'))));
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

function host(index: IndexFile = indexHere): Host {
  const opened = openHost(folder, index);
  hosts.push(opened);
  return opened;
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const users = answered('/v1.0/users?$top=999', {
  value: [{ id: 'u1', userPrincipalName: 'a@b.example', displayName: 'A' }],
});
const good = captureOf([users]);

/** What lies in the workspaces' folders. */
function left(): readonly string[] {
  const root = join(folder, 'workspaces');
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
}

describe('a capture that somebody chose', () => {
  it('is kept, and read without the file it came from', async () => {
    const chosen = file('tenant.json', good);
    const opened = host();
    expect(await opened.newCapture(chosen)).toEqual({ ok: true, value: undefined });
    rmSync(chosen);
    await opened.current?.read();
    const snapshot = opened.current?.snapshot;
    expect(snapshot?.users.kind === 'read' && snapshot.users.value.length).toBe(1);
  });

  it('is opened again by a later start', async () => {
    const first = host();
    await first.newCapture(file('tenant.json', good));
    const id = first.current?.meta.id ?? '';
    await first.closeCurrent();
    const later = host();
    expect(await later.open(id)).toMatchObject({ ok: true });
    await later.current?.read();
    expect(later.current?.reading.view).toMatchObject({ state: 'done', users: 1 });
  });

  it('is shown as being read while it is looked through again, and can be cancelled then', async () => {
    const first = host();
    await first.newCapture(file('tenant.json', good));
    const id = first.current?.meta.id ?? '';
    await first.closeCurrent();
    let goOn = (): void => undefined;
    const slow: IndexFile = async (path, take) => {
      const verdict = await indexHere(path, take);
      await new Promise<void>((resolve) => (goOn = resolve));
      return verdict;
    };
    const later = host(slow);
    await later.open(id);
    const reading = later.current?.read();
    expect(later.current?.reading.view.state).toBe('reading');
    await expect.poll(() => later.current?.reading.view.answersFound).toBe(1);
    later.current?.reading.cancel();
    await reading;
    expect(later.current?.reading.view).toMatchObject({
      ...{ state: 'cancelled', failure: null, answersFound: null },
    });
    goOn();
    await later.current?.read();
    expect(later.current?.reading.view).toMatchObject({ state: 'done', users: 1 });
  });

  it.each([
    ['not there', () => join(folder, 'none.json'), { code: 'file/not-found' }],
    [
      'a folder',
      () => (mkdirSync(join(folder, 'd')), join(folder, 'd')),
      { code: 'file/unreadable' },
    ],
    ['no JSON', () => file('x.json', '{'), { code: 'file/not-json' }],
    ['no capture', () => file('x.json', '{}'), { code: 'file/wrong-schema' }],
    ['a plan', () => file('x.json', '{"schema":"causeway-plan/1"}'), { code: 'file/wrong-schema' }],
    [
      'wrong somewhere',
      () => file('x.json', captureOf([{ ...users, url: '/v2.0/users' }])),
      { code: 'file/invalid', values: { place: 'responses.0.url', file: 'x.json' } },
    ],
  ])('leaves nothing behind where it is %s', async (_name, choose, refusal) => {
    const opened = host();
    const answer = await opened.newCapture(choose());
    expect(answer).toMatchObject({ ok: false, failure: refusal });
    expect(JSON.stringify(answer)).not.toContain(folder);
    expect([opened.cards(), opened.current, left()]).toEqual([[], null, []]);
  });

  it('leaves nothing behind where the program ends in the middle of it', async () => {
    let begun = false;
    const first = host(() => ((begun = true), new Promise(() => undefined)));
    void first.newCapture(file('x.json', good));
    await expect.poll(() => begun).toBe(true);
    expect(left().some((name) => name.endsWith('.part'))).toBe(true);
    expect(host().cards()).toEqual([]);
    expect(left()).toEqual([]);
  });

  it('leaves nothing behind where the process that looks at it gives up', async () => {
    const opened = host(() => Promise.resolve({ kind: 'gaveUp' }));
    const answer = await opened.newCapture(file('x.json', good));
    expect(answer).toMatchObject({
      ok: false,
      failure: { code: 'file/reader-ended', values: { file: 'x.json' } },
    });
    expect([opened.cards(), left()]).toEqual([[], []]);
  });
});

it('is opened once for two who ask at once, and not at all for a workspace that was closed', async () => {
  const made = host();
  await made.newCapture(file('tenant.json', good));
  const id = made.current?.meta.id ?? '';
  await made.closeCurrent();
  let looked = 0;
  const later = host(async (path, take) => {
    looked += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return indexHere(path, take);
  });
  await later.open(id);
  const capture = later.current?.capture;
  const both = await Promise.all([capture?.open(), capture?.open()]);
  expect([looked, both.map((one) => one?.ok)]).toEqual([1, [true, true]]);
  expect(both[0]).toEqual(both[1]);
  await later.closeCurrent();

  await later.open(id);
  const closing = later.current?.capture;
  const opening = closing?.open();
  await later.closeCurrent();
  expect(await opening).toMatchObject({ ok: false });
  expect(closing?.source).toBeNull();
});

/** So many that opening what was read of it takes a while. */
const large = captureOf([
  answered('/v1.0/users?$top=999', {
    value: Array.from({ length: 20_000 }, (_, at) => ({
      ...{ id: `u${at}`, userPrincipalName: `u${at}@b.example`, displayName: `User ${at}` },
    })),
  }),
]);

it('of two workspaces opened at once the later one stays open', async () => {
  const opened = host();
  const ids: string[] = [];
  for (const [name, text] of [['slow', large] as const, ['quick', good] as const]) {
    await opened.newCapture(file(name, text));
    await opened.current?.read();
    ids.push(opened.current?.meta.id ?? '');
  }
  await opened.closeCurrent();
  const [slow = '', quick = ''] = ids;
  const both = await Promise.all([opened.open(slow), opened.open(quick)]);
  expect(both.map((one) => one.ok)).toEqual([true, true]);
  expect(opened.current?.meta.id).toBe(quick);
});

it('a capture that is taken in beside another keeps to its own answers', async () => {
  const opened = host();
  const both = [
    ['one.json', 'one'],
    ['two.json', 'two'],
  ].map(([name = '', domain = '']) => {
    const domains = answered('/v1.0/domains', {
      value: [{ id: domain, authenticationType: 'Managed', isDefault: true, isInitial: false }],
    });
    return opened.newCapture(file(name, captureOf([users, domains])));
  });
  expect((await Promise.all(both)).map((one) => one.ok)).toEqual([true, true]);
  const found: string[] = [];
  for (const { id } of opened.cards()) {
    await opened.open(id);
    await opened.current?.read();
    const domains = opened.current?.snapshot?.domains;
    found.push(domains?.kind === 'read' ? (domains.value[0]?.id ?? '') : 'unread');
  }
  expect(found.sort()).toEqual(['one', 'two']);
});
