import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Answers } from '../../../../shared/tenant/answer';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { readNamedGroups } from '../../../../src-main/rollout/read-named-groups';
import { snapshotHash } from '../../../../src-main/rollout/snapshot-hash';
import { takeSnapshot } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';

let practice: OpenPractice;
beforeEach(async () => {
  practice = await openPractice('S02', { scenario: undefined, users: 300 });
});
afterEach(() => practice.close());

const pupils: Answers = {
  schema: 'causeway-answers/1',
  populations: { pupils: [{ group: 'All staff' }] },
};

async function readTenant(answers: Answers | null): Promise<Snapshot> {
  const { source, store } = practice;
  const control = goOn;
  const taken = await takeSnapshot({
    ...{ source, store, answers, control, sha256, asksHow: true },
    onProgress: () => undefined,
  });
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
  return taken.value;
}

async function readNamed(
  snapshot: Snapshot,
  answers: Answers,
  stop = new AbortController(),
  hash = sha256,
) {
  const { source, store } = practice;
  const snapshotId = store.snapshots.latest()?.snapshotId ?? '';
  const documents = [answers];
  const { signal } = stop;
  return readNamedGroups({ source, store, snapshot, snapshotId, documents, signal, sha256: hash });
}

const roundTrips = (): number => practice.source.graph.stats.roundTrips;

function pupilsIn(snapshot: Snapshot): { readonly count: number; readonly lowerBound: boolean } {
  const asOf = snapshot.takenAt;
  const result = assess({ snapshot, answers: pupils, choices: noChoices, asOf });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  const { counts, unread } = result.value.assessment;
  const isOpen = unread.some(({ source }) => source === 'answers.populations.pupils');
  return { count: counts.pupils ?? -1, lowerBound: isOpen };
}

describe('groups named after the tenant was read', () => {
  it('take effect as if they had been named before, without another tour', async () => {
    const before = await readTenant(null);
    expect(pupilsIn(before)).toEqual({ count: 0, lowerBound: true });
    const sent = roundTrips();
    const named = await readNamed(before, pupils);
    if (!named.ok || named.value === null) throw new Error('not read');
    // Its members, and who of them is in it directly.
    expect(roundTrips() - sent).toBe(2);
    const after = named.value;
    expect(pupilsIn(after).count).toBeGreaterThan(0);
    expect(pupilsIn(after).lowerBound).toBe(false);
    // The same content as a tour that knew the answer, and the hash tells it.
    expect(after.hash).toBe(snapshotHash(after, sha256));
    expect(after.hash).not.toBe(before.hash);
    expect(after.hash).toBe((await readTenant(pupils)).hash);
    expect(after.takenAt).toBe(before.takenAt);
  });

  it('take the place of the reading, which is kept only for a plan', async () => {
    const before = await readTenant(null);
    const first = practice.store.snapshots.latest();
    await readNamed(before, pupils);
    const latest = practice.store.snapshots.latest();
    expect(latest?.snapshotId).not.toBe(first?.snapshotId);
    expect(practice.store.snapshots.load(first?.snapshotId ?? '')).toBeNull();
    expect(practice.store.snapshots.before(latest?.snapshotId ?? '')).toBeNull();
    expect(practice.store.snapshots.resume(before.tenantId, 'practice')).toBeNull();
  });

  it('are asked for once, and not where the tenant has no such group', async () => {
    const before = await readTenant(null);
    const done = await readNamed(before, pupils);
    const after = done.ok ? done.value : null;
    if (after === null) throw new Error('not read');
    const sent = roundTrips();
    expect(await readNamed(after, pupils)).toEqual({ ok: true, value: null });
    const nobody = { ...pupils, populations: { pupils: [{ group: 'No such group' }] } };
    expect(await readNamed(after, nobody)).toEqual({ ok: true, value: null });
    expect(roundTrips()).toBe(sent);
  });

  it('stay unread where the reading is stopped, and are read by the next attempt', async () => {
    const before = await readTenant(null);
    const stop = new AbortController();
    stop.abort();
    expect(await readNamed(before, pupils, stop)).toMatchObject({
      failure: { code: 'step/cancelled' },
    });
    const kept = practice.store.snapshots.latest();
    expect(practice.store.snapshots.load(kept?.snapshotId ?? '')?.hash).toBe(before.hash);
    const next = await readNamed(before, pupils);
    expect(next.ok && next.value !== null && pupilsIn(next.value).count).toBeGreaterThan(0);
  });

  it('are not kept where it is stopped while the hash is made', async () => {
    const before = await readTenant(null);
    const stop = new AbortController();
    const hash = (text: string): string => {
      stop.abort();
      return sha256(text);
    };
    expect(await readNamed(before, pupils, stop, hash)).toMatchObject({
      failure: { code: 'step/cancelled' },
    });
    const kept = practice.store.snapshots.latest();
    expect(practice.store.snapshots.load(kept?.snapshotId ?? '')?.hash).toBe(before.hash);
  });
});
