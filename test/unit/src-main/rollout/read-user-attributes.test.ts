import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reads } from '../../../../src-main/graph/reads';
import { attributeLists, userAttributes } from '../../../../shared/entra/user-attribute';
import type { Json } from '../../../../shared/json';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import type { RingChoice } from '../../../../shared/tenant/ring-choice';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { parseSnapshot, snapshotPieces } from '../../../../src-main/cli/snapshot-file';
import { sha256 } from '../../../../src-main/files/sha256';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import type { Source } from '../../../../src-main/graph/source';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { readNamedGroups } from '../../../../src-main/rollout/read-named-groups';
import { readOnce } from '../../../../src-main/rollout/read-once';
import { snapshotHash } from '../../../../src-main/rollout/snapshot-hash';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

let practice: OpenPractice;
beforeEach(async () => {
  practice = await openPractice('S02', { users: 1_200, scenario: undefined });
});
afterEach(() => practice.close());

const by = (value: RingChoice['value']): Choices => ({
  ...noChoices,
  rings: { value, reason: 'agreed', by: 'gaa@practice.example', at: '2026-11-21' },
});

async function readTenant(choices: Choices, source: Source = practice.source): Promise<Snapshot> {
  const taken = await readOnce(source, {
    ...{ answers: null, choices, sha256, signal: goOn.signal, onProgress: () => undefined },
  });
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
  return taken.value;
}

/** Lists of attributes whose address has this answer with this body, until it is called. */
function answered(body: Json, part = ''): () => void {
  const { graph } = practice.source;
  const { get } = graph;
  Object.assign(graph, {
    get: async (...given: Parameters<typeof get>) => {
      const answer = await get(...given);
      const isIt = given[0].includes('jobTitle') && given[0].includes(part);
      if (!isIt || !answer.ok) return answer;
      return { ...answer, value: { ...answer.value, json: body } };
    },
  });
  return () => Object.assign(graph, { get });
}

/** Addresses that are asked from now on. */
function watched(tell: (url: string) => void = () => undefined): string[] {
  const asked: string[] = [];
  const { graph } = practice.source;
  const { get } = graph;
  Object.assign(graph, {
    get: (...given: Parameters<typeof get>) => {
      asked.push(given[0]);
      tell(given[0]);
      return get(...given);
    },
  });
  return asked;
}

describe('attributes that rings go by', () => {
  it('are asked for by nobody where no ring goes by one', async () => {
    const asked = watched();
    const snapshot = await readTenant(by('department'));
    expect(asked.filter((url) => /jobTitle|onPremisesExtension/.test(url))).toEqual([]);
    expect(snapshot.userAttributes).toBeUndefined();
  });

  it('are read with one list of everybody, and no request for each', async () => {
    const asked = watched();
    const { userAttributes: told, users } = await readTenant(by('jobTitle'));
    const own = asked.filter((url) => url.includes('jobTitle'));
    expect(own[0]).toBe(reads.userAttributes.url);
    expect(own).toHaveLength(2);
    expect(asked.some((url) => url.includes('onPremisesExtension'))).toBe(false);
    expect(Object.keys(told ?? {})).toEqual([...attributeLists.userAttributes]);
    const column = told?.jobTitle;
    if (column?.kind !== 'read' || users.kind !== 'read') throw new Error('not read');
    const ids = new Set(users.value.map(({ id }) => id));
    const held = column.value.flatMap(({ userIds }) => userIds);
    expect(held.length).toBeGreaterThan(500);
    expect(new Set(held).size).toBe(held.length);
    expect(held.every((id) => ids.has(id))).toBe(true);
    expect(column.value.map(({ value }) => value)).toContain('Manager');
  });

  it('come of the fifteen extension attributes too, and only of those', async () => {
    const { userAttributes: told } = await readTenant(by('extensionAttribute1'));
    expect(Object.keys(told ?? {})).toEqual([...attributeLists.extensionAttributes]);
    const [first, second] = [told?.extensionAttribute1, told?.extensionAttribute2];
    if (first?.kind !== 'read') throw new Error('not read');
    expect(first.value.every(({ value }) => /^CC-1\d0$/.test(value))).toBe(true);
    expect(first.value.length).toBeGreaterThan(1);
    expect(second).toEqual({ kind: 'read', value: [] });
  });

  it('stay unread where the tenant refuses them, and everything else is read', async () => {
    const { graph } = practice.source;
    const { get } = graph;
    const url = reads.userAttributes.url.replace('jobTitle', 'jobTitl');
    Object.assign(graph, {
      get: (asked: string, options: Parameters<typeof get>[1]) =>
        get(asked.includes('jobTitle') ? url : asked, options),
    });
    const snapshot = await readTenant(by('city'));
    expect(snapshot.users.kind).toBe('read');
    expect(snapshot.userAttributes?.city).toMatchObject({ kind: 'unread' });
    expect(snapshot.userAttributes?.jobTitle).toMatchObject({ kind: 'unread' });
  });

  it('stay unread where the list of everybody comes without anybody', async () => {
    answered({ '@odata.context': '', value: [] });
    const snapshot = await readTenant(by('city'));
    expect(snapshot.userAttributes?.city).toMatchObject({ reason: { code: 'malformed' } });
  });

  it('are asked for again by hand, where half of a list was all that came', async () => {
    const { source, store } = practice;
    const taken = await takeSnapshot({
      ...{ source, store, answers: null, control: goOn, sha256, onProgress: () => undefined },
    });
    const repair = answered({ value: 7 }, '$skiptoken');
    const input = { source, store, signal: goOn.signal, sha256, documents: [] };
    const ask = async (snapshot: Snapshot): Promise<Snapshot> => {
      const snapshotId = store.snapshots.latest()?.snapshotId ?? '';
      const asked = { ...input, snapshot, snapshotId, attributes: ['userAttributes'] as const };
      const done = await readNamedGroups(asked);
      if (!done.ok || done.value === null) throw new Error('not read');
      return done.value;
    };
    if (!taken.ok) throw new Error(taken.failure.code);
    const half = await ask(taken.value);
    expect(half.userAttributes?.city).toMatchObject({ kind: 'unread' });
    // By itself nobody asks a second time.
    const snapshotId = store.snapshots.latest()?.snapshotId ?? '';
    const named = { ...input, snapshot: half, snapshotId, documents: [by('city')] };
    expect(await readNamedGroups(named)).toEqual({ ok: true, value: null });
    repair();
    const whole = await ask(half);
    expect(whole.userAttributes).toEqual((await readTenant(by('city'))).userAttributes);
  });

  it('are not told by the part an interrupted tour read, once no ring goes by them', async () => {
    const { source, store } = practice;
    const cut = new AbortController();
    const tour = { source, store, answers: null, sha256, onProgress: () => undefined };
    watched((url) => {
      if (url.includes('jobTitle') && url.includes('$skiptoken')) cut.abort();
    });
    const control = { ...goOn, signal: cut.signal };
    const begun = await takeSnapshot({ ...tour, control, choices: by('city') });
    expect(begun).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    const left = store.snapshots.resume(source.tenantId ?? '', source.kind);
    expect(left?.state('userAttributes/userAttributes')?.kind).toBe('reading');
    const taken = await takeSnapshot({ ...tour, control: goOn, choices: by('department') });
    if (!taken.ok) throw new Error(taken.failure.code);
    expect(taken.value.userAttributes).toBeUndefined();
    const snapshotId = store.snapshots.latest()?.snapshotId ?? '';
    const documents = [by('city')];
    const named = { source, store, snapshotId, signal: goOn.signal, sha256, documents };
    const done = await readNamedGroups({ ...named, snapshot: taken.value });
    const whole = await readTenant(by('city'));
    expect(done.ok && done.value?.userAttributes).toEqual(whole.userAttributes);
  });

  it('are not told by the part that a reading by hand left, once another list is read', async () => {
    const { source, store } = practice;
    const tour = { source, store, answers: null, sha256, onProgress: () => undefined };
    const taken = await takeSnapshot({ ...tour, control: goOn });
    if (!taken.ok) throw new Error(taken.failure.code);
    const snapshotId = store.snapshots.latest()?.snapshotId ?? '';
    const cut = new AbortController();
    watched((url) => {
      if (url.includes('jobTitle') && url.includes('$skiptoken')) cut.abort();
    });
    const input = { source, store, sha256, snapshotId, snapshot: taken.value, documents: [] };
    const begun = { ...input, attributes: ['userAttributes'] as const, signal: cut.signal };
    expect(await readNamedGroups(begun)).toMatchObject({ ok: false });
    const other = { ...input, attributes: ['extensionAttributes'] as const, signal: goOn.signal };
    const done = await readNamedGroups(other);
    const told = done.ok ? Object.keys(done.value?.userAttributes ?? {}) : [];
    expect(told).toEqual([...attributeLists.extensionAttributes]);
  });

  it('are read after the tenant was, as if they had been asked for before', async () => {
    const { source, store } = practice;
    const taken = await takeSnapshot({
      ...{ source, store, answers: null, control: goOn, sha256, onProgress: () => undefined },
    });
    if (!taken.ok) throw new Error(taken.failure.code);
    const snapshotId = store.snapshots.latest()?.snapshotId ?? '';
    const input = { source, store, snapshotId, signal: goOn.signal, sha256 };
    const documents = [by('employeeType')];
    const done = await readNamedGroups({ ...input, snapshot: taken.value, documents });
    const after = done.ok ? done.value : null;
    if (after === null) throw new Error('not read');
    const whole = await readTenant(by('employeeType'));
    expect(after.userAttributes).toEqual(whole.userAttributes);
    expect(after.hash).toBe(whole.hash);
    expect(after.hash).not.toBe(taken.value.hash);
    expect(after.hash).toBe(snapshotHash(after, sha256));
    // Once: and a second list beside the first leaves that as it is.
    const latest = store.snapshots.latest()?.snapshotId ?? '';
    const again = { ...input, snapshotId: latest, snapshot: after };
    expect(await readNamedGroups({ ...again, documents })).toEqual({ ok: true, value: null });
    const more = await readNamedGroups({
      ...{ ...again, documents: [], attributes: ['extensionAttributes'] },
    });
    const both = more.ok ? more.value : null;
    expect(Object.keys(both?.userAttributes ?? {}).sort()).toEqual([...userAttributes].sort());
    expect(both?.userAttributes?.employeeType).toEqual(whole.userAttributes?.employeeType);
  });

  it('lie in a capture that was made for them, and in no other', async () => {
    const options = { signal: goOn.signal, onProgress: () => undefined };
    const open = async (choices?: Choices): Promise<Source> => {
      const text = await captureTenant(practice.source, {
        ...{ ...options, ...(choices === undefined ? {} : { choices }) },
      });
      const source = text.ok ? await openCaptureSource(text.value) : text;
      if (!source.ok) throw new Error(source.failure.code);
      return source.value;
    };
    const [made, plain] = [await open(by('city')), await open()];
    const tour = await readTenant(by('jobTitle'));
    expect((await readTenant(by('jobTitle'), made)).userAttributes).toEqual(tour.userAttributes);
    // The list of accounts has the same path, and tells nothing of them.
    const without = await readTenant(by('jobTitle'), plain);
    expect(without.users.kind).toBe('read');
    expect(without.userAttributes?.jobTitle).toMatchObject({ kind: 'unread' });
  });

  it('lie in a snapshot file, whose hash covers them', async () => {
    const snapshot = await readTenant(by('officeLocation'));
    const text = [...snapshotPieces(snapshot)].join('');
    const parsed = parseSnapshot(text, 'file', sha256);
    expect(parsed.ok && parsed.value.userAttributes).toEqual(snapshot.userAttributes);
    const other = text.replace('"Manager"', '"Managers"');
    expect(other).not.toBe(text);
    expect(parseSnapshot(other, 'file', sha256).ok).toBe(false);
  });
});
