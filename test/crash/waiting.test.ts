import { afterEach, describe, expect, it } from 'vitest';
import { beforeNextWrite, openKind, type KindBench } from '../fixtures/every-kind-bench';
import { act, applyTest, approveTest } from '../fixtures/run-rollout';
import { oldName, showOldAt } from '../fixtures/show-old';
import { arrivalsAt, createsIn } from './record-check';

let bench: KindBench;
afterEach(() => bench.close());

const fault = (action: Record<string, string>, method = 'PATCH', path = '*') =>
  act(bench.source, 'faults', { rules: [{ method, path, action }] });

/** Tenant's time between two entries of the step under test, in seconds. */
function secondsBetween(from: string, to: string, place = -1): number {
  const entries = bench.entries();
  const begin = entries.find((entry) => entry.type === from);
  const end = entries.filter((entry) => entry.type === to).at(place);
  return (Date.parse(end?.at ?? '') - Date.parse(begin?.at ?? '')) / 1000;
}

/** Seconds of the tenant's clock at which each answer to a matching read was here. */
function watchReads(pattern: RegExp): readonly number[] {
  const { graph } = bench.source;
  const seen: number[] = [];
  const { get } = graph;
  Object.assign(graph, {
    get: async (...asked: Parameters<typeof get>) => {
      const answer = await get(...asked);
      if (pattern.test(asked[0])) seen.push(bench.tenant.directory.clock.now() / 1000);
      return answer;
    },
  });
  return seen;
}

describe('a write whose answer never came', { timeout: 60_000 }, () => {
  it('is sent again only when its old state was read for a minute', async () => {
    bench = await openKind('systemPreferred.set');
    beforeNextWrite(bench, () => fault({ kind: 'reset', when: 'before' }));
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(bench.entries().filter((entry) => entry.type === 'sent')).toHaveLength(2);
    expect(secondsBetween('unknown', 'observed')).toBeGreaterThanOrEqual(60);
  });

  it('is settled by three equal reads, not by one', async () => {
    bench = await openKind('systemPreferred.set');
    const reads = watchReads(/authenticationMethodsPolicy/);
    let before = 0;
    beforeNextWrite(bench, () => {
      before = reads.length;
      return fault({ kind: 'dropAfterApplying' });
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const observed = Date.parse(
      bench.entries().find((entry) => entry.type === 'observed')?.at ?? '',
    );
    const settling = reads.slice(before).filter((at) => at * 1000 <= observed);
    expect(settling.length).toBeGreaterThanOrEqual(3);
  });

  it('of a create is looked for a quarter of an hour, then asked about, and never sent again', async () => {
    bench = await openKind('group.create');
    beforeNextWrite(bench, () => fault({ kind: 'reset', when: 'before' }, 'POST'));
    const asked = { ok: false, failure: { code: 'step/outcome-unknown' } };
    expect(await applyTest(bench.rollout)).toMatchObject(asked);
    expect(secondsBetween('unknown', 'ask')).toBeGreaterThanOrEqual(15 * 60);
    expect(await applyTest(bench.rollout)).toMatchObject(asked);
    expect(createsIn(await arrivalsAt(bench.tenant))).toBe(0);
    expect(bench.entries().filter((entry) => entry.type === 'sent')).toHaveLength(1);
  });

  it('of people is decided by three reads over a minute', async () => {
    bench = await openKind('perUserMfa.set');
    beforeNextWrite(bench, () => fault({ kind: 'reset', when: 'before' }, 'POST', '/beta/$batch'));
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const own = bench.rollout
      .entries(0, 100_000)
      .filter((entry) => entry.item !== null && ['unknown', 'observed'].includes(entry.type));
    const unknown = own.find((entry) => entry.type === 'unknown');
    const observed = own.find((entry) => entry.type === 'observed');
    expect(observed?.body['position']).toBe('prior');
    const waited = Date.parse(observed?.at ?? '') - Date.parse(unknown?.at ?? '');
    expect(waited).toBeGreaterThanOrEqual(60_000);
  });
});

describe('a write that was acknowledged', { timeout: 60_000 }, () => {
  it('is done only after three equal reads by id and one of the list', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const byId = watchReads(/policies\/[0-9a-f-]{36}/);
    const list = watchReads(/conditionalAccess\/policies(\?|$)/);
    let before = 0;
    let listBefore = 0;
    beforeNextWrite(bench, () => {
      before = byId.length;
      listBefore = list.length;
      return Promise.resolve();
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(byId.length - before).toBe(3);
    expect(list.length - listBefore).toBe(1);
  });

  it('begins its count again when one read shows the old state', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const seen = showOldAt(bench, /policies\/[0-9a-f-]{36}/, [3]);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(6);
  });

  it('is not done while the list still shows the old state', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const seen = showOldAt(bench, /conditionalAccess\/policies(\?|$)/, [1, 2]);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(3);
  });

  it('is not done while the list still shows another field that it does not own', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const seen = showOldAt(bench, /conditionalAccess\/policies(\?|$)/, [1, 2], oldName);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(seen).toHaveLength(3);
  });

  it('begins its count again when the old state shows', async () => {
    bench = await openKind('ca.setState', { lagMs: 60_000 });
    const byId = watchReads(/policies\/[0-9a-f-]{36}/);
    let before = 0;
    beforeNextWrite(bench, () => {
      before = byId.length;
      return Promise.resolve();
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    // Old and new take turns in the second half of the lag; two equal reads are not three.
    expect(byId.length - before).toBeGreaterThan(6);
    expect(secondsBetween('acked', 'done')).toBeGreaterThanOrEqual(60);
  });

  it('is drift when a field it does not own was changed with it', async () => {
    bench = await openKind('ca.setState', { lagMs: 0 });
    const id = bench.plan.steps.at(-1)?.target.id ?? '';
    const path = `/v1.0/identity/conditionalAccess/policies/${id}`;
    const renamed = { method: 'PATCH', path, body: { displayName: 'renamed meanwhile' } };
    beforeNextWrite(bench, async () => {
      await bench.source.practice?.external(renamed);
    });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/drift' },
    });
    expect(bench.entries().some((entry) => entry.type === 'done')).toBe(false);
    const told = bench.entries().at(-1);
    expect([told?.type, told?.body['names']]).toEqual(['drift', ['displayName']]);
    // Hashes alone: what others call their policies is not written down.
    expect(JSON.stringify(bench.entries())).not.toContain('renamed meanwhile');
  });
});

describe('between two lots of people', { timeout: 60_000 }, () => {
  it('clearing stops when what covers them was switched off', async () => {
    bench = await openKind('perUserMfa.set', { lagMs: 0 });
    const { conditionalAccess } = bench.plan.baseline;
    const id = conditionalAccess.kind === 'read' ? (conditionalAccess.value[0]?.id ?? '') : '';
    const path = `/v1.0/identity/conditionalAccess/policies/${id}`;
    beforeNextWrite(bench, async () => {
      await bench.source.practice?.external({ method: 'PATCH', path, body: { state: 'disabled' } });
    });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: false });
    const cleared = (await arrivalsAt(bench.tenant)).filter((one) => one.inBatch);
    // The first lot of twenty was on its way; nobody of the second was touched.
    expect(cleared).toHaveLength(20);
  });

  it.each(['perUserMfa.set', 'group.add'] as const)(
    '%s: a stop that was asked for is looked for, and nobody of the next lot is touched',
    async (kind) => {
      bench = await openKind(kind, { lagMs: 0 });
      const first = bench.plan.steps.at(-2);
      if (first !== undefined) await applyTest(bench.rollout, { step: first.id });
      const before = (await arrivalsAt(bench.tenant)).length;
      const { rolloutId } = bench.rollout.status();
      // A pause is nothing that is watched for every second.
      beforeNextWrite(bench, () => {
        bench.store.journal.askStop(rolloutId ?? '', 'pause', new Date(0).toISOString());
        return Promise.resolve();
      });
      expect(await applyTest(bench.rollout)).toMatchObject({
        ok: false,
        failure: { code: 'step/cancelled' },
      });
      const seen = (await arrivalsAt(bench.tenant)).slice(before);
      expect(seen).toHaveLength(kind === 'group.add' ? 1 : 20);
      await approveTest(bench.rollout, bench.plan);
      expect(await applyTest(bench.rollout)).toMatchObject({ ok: true, value: { state: 'done' } });
    },
  );

  it('somebody whose state was changed by others is left alone', async () => {
    bench = await openKind('perUserMfa.set', { lagMs: 0 });
    const last = bench.plan.steps.at(-1)?.items?.at(-1)?.userId ?? '';
    beforeNextWrite(bench, () => {
      // Reset for a person who has nothing registered yet: `enabled` stays.
      const user = bench.tenant.directory.user(last);
      if (user !== undefined) user.methods = [];
      const path = `/beta/users/${last}/authentication/requirements`;
      const body = { perUserMfaState: 'enabled' };
      return bench.source.practice?.external({ method: 'PATCH', path, body }) ?? Promise.resolve();
    });
    await applyTest(bench.rollout);
    const touched = (await arrivalsAt(bench.tenant)).filter((one) => one.path.includes(last));
    expect(touched).toEqual([]);
  });
});
