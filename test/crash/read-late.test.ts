import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json';
import { failure } from '../../shared/diagnostic';
import { err } from '../../shared/result';
import { beforeNextWrite, openKind, type KindBench } from '../fixtures/every-kind-bench';
import { act, applyTest } from '../fixtures/run-rollout';
import { arrivalsAt, createsIn } from './record-check';

let bench: KindBench;
afterEach(() => bench.close());

const statuses = () => bench.rollout.status().steps.map(({ status }) => status);
const group = /\/groups\/[0-9a-f-]{36}(\?|$)/;
const members = /\/groups\/[0-9a-f-]{36}\/members/;

/** From a write on, the first or a later one, and for so many minutes, matching reads are answered so. */
function answer(pattern: RegExp, minutes: number, status: number, json: Json, from = 1): void {
  const { graph } = bench.source;
  const { get, postReads } = graph;
  const { clock } = bench.tenant.directory;
  let until = 0;
  const wait = (left: number): void =>
    beforeNextWrite(bench, () => {
      if (left > 1) wait(left - 1);
      else until = clock.now() + minutes * 60_000;
      return Promise.resolve();
    });
  wait(from);
  Object.assign(graph, {
    postReads: (...asked: Parameters<typeof postReads>) =>
      clock.now() >= until || status !== 0
        ? postReads(...asked)
        : Promise.resolve(err(failure('graph/network', { code: 'network' }))),
    get: async (...asked: Parameters<typeof get>) => {
      const got = await get(...asked);
      if (!got.ok || clock.now() >= until || !pattern.test(asked[0])) return got;
      // No status: there is no network.
      if (status === 0) return err(failure('graph/network', { code: 'network' }));
      return { ok: true, value: { ...got.value, status, json, text: JSON.stringify(json) } };
    },
  });
}

const missing = { error: { code: 'Request_ResourceNotFound', message: '' } };

describe('a write that shows later than it is read back for', () => {
  it('is read until that is sure, and done before the next step begins', async () => {
    bench = await openKind('group.add', { lagMs: 0 });
    answer(group, 16, 404, missing);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true, value: { state: 'done' } });
    expect(statuses()).toEqual(['DONE', 'DONE']);
    expect(createsIn(await arrivalsAt(bench.tenant))).toBe(1);
  });

  it('of people is read until that is sure, and none of it is sent again', async () => {
    bench = await openKind('group.add', { lagMs: 0 });
    answer(members, 15.6, 200, { value: [] });
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true, value: { state: 'done' } });
    expect(statuses()).toEqual(['DONE', 'DONE']);
    expect(bench.entries().filter(({ type }) => type === 'sent')).toHaveLength(2);
  });

  it('of people is asked about where they never show', async () => {
    bench = await openKind('perUserMfa.set', { lagMs: 1_000_000_000 });
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/outcome-unknown', values: { count: '22' } },
    });
    expect(statuses()).toEqual(['ASK']);
    expect(bench.entries().filter(({ type }) => type === 'ask')).toHaveLength(1);
  });

  it('is asked about where it never shows, and no other step begins', async () => {
    bench = await openKind('group.add', { lagMs: 0 });
    answer(group, 10_000, 404, missing);
    const values = { step: bench.plan.steps[0]?.id, why: 'disagree' };
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/outcome-unknown', values },
    });
    expect(statuses()).toEqual(['ASK', 'PENDING']);
    expect(createsIn(await arrivalsAt(bench.tenant))).toBe(1);
  });
});

describe('a write that cannot be read back', { timeout: 120_000 }, () => {
  const from = { why: 'unread', read: 'network' };
  it.each([
    ['ca.setState', 0, null, from],
    ['perUserMfa.set', 0, null, { ...from, count: '22' }],
    ['group.add', 0, null, { ...from, count: '22' }],
    ['method.configure', 403, { error: { code: 'Forbidden' } }, { why: 'unread', read: 'refused' }],
    ['campaign.set', 401, { error: { code: 'x' } }, { why: 'unread', read: 'signIn' }],
  ] as const)(
    '%s (%i): is told as that, and goes on once it can',
    async (kind, status, json, told) => {
      bench = await openKind(kind, { lagMs: 0 });
      const first = bench.plan.steps.at(-2);
      if (first !== undefined) {
        expect(await applyTest(bench.rollout, { step: first.id })).toMatchObject({ ok: true });
      }
      // Of people there are two lots: it begins with the last.
      answer(/./, 90, status, json, 'count' in told ? 2 : 1);
      const asked = await applyTest(bench.rollout);
      expect(asked).toMatchObject({
        ok: false,
        failure: { code: 'step/outcome-unknown', values: { step: bench.stepId, ...told } },
      });
      expect(statuses().at(-1)).toBe('ASK');
      const sent = (): number => bench.entries().filter(({ type }) => type === 'sent').length;
      const before = sent();
      bench.tenant.directory.clock.advance(90 * 60_000);
      expect(await applyTest(bench.rollout)).toMatchObject({ ok: true, value: { state: 'done' } });
      // What had arrived is found.
      expect(sent()).toBe(before);
    },
  );
});

it('is no change of what asks for MFA where that cannot be read between two lots', async () => {
  bench = await openKind('perUserMfa.set', { lagMs: 0 });
  answer(/./, 5, 0, null);
  expect(await applyTest(bench.rollout)).toMatchObject({
    ok: false,
    failure: { code: 'graph/network' },
  });
  expect(statuses()).toEqual(['PAUSED']);
});

it('of an emergency stop: nobody counts as given back who was not read back', async () => {
  bench = await openKind('perUserMfa.set', { lagMs: 0 });
  expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  const { conditionalAccess } = bench.plan.baseline;
  const cover = conditionalAccess.kind === 'read' ? (conditionalAccess.value[0]?.id ?? '') : '';
  const path = `/v1.0/identity/conditionalAccess/policies/${cover}`;
  await bench.source.practice?.external({ method: 'PATCH', path, body: { state: 'disabled' } });
  const first = bench.plan.steps.at(-1)?.items?.[0]?.userId ?? '';
  const { graph } = bench.source;
  const { get, postReads } = graph;
  const { clock } = bench.tenant.directory;
  let sentAt = Infinity;
  beforeNextWrite(bench, () => Promise.resolve(void (sentAt = clock.now())));
  Object.assign(graph, {
    // It never shows of one of those who are read three times; then nothing can be read any more.
    postReads: async (...asked: Parameters<typeof postReads>) => {
      const got = await postReads(...asked);
      if (!got.ok || sentAt === Infinity) return got;
      const { requests } = asked[1] as { requests: readonly { id: string; url: string }[] };
      const part = requests.find(({ url }) => url.includes(first))?.id;
      const old = (got.value.json as { responses: readonly { id: string }[] }).responses.map(
        (one) => (one.id === part ? { ...one, body: { perUserMfaState: 'disabled' } } : one),
      );
      return { ok: true, value: { ...got.value, json: { responses: old } } };
    },
    get: (...asked: Parameters<typeof get>) =>
      clock.now() - sentAt > 11 * 60_000
        ? Promise.resolve(err(failure('graph/network', { code: 'network' })))
        : get(...asked),
  });
  const stopped = await bench.rollout.stop({
    ...{ by: 'test', how: 'cli', restore: true },
    onEvent: () => undefined,
  });
  // Twenty are read three times, one of them in vain; the other two were read once.
  expect(stopped).toMatchObject({ ok: true, value: { restored: 19 } });
});

it('looks for a lost create a quarter of an hour from when it can look', async () => {
  bench = await openKind('group.create');
  const rules = [{ method: 'POST', path: '*', action: { kind: 'reset', when: 'before' } }];
  answer(/\/groups\?/, 10, 0, null);
  beforeNextWrite(bench, () => act(bench.source, 'faults', { rules }));
  expect(await applyTest(bench.rollout)).toMatchObject({
    failure: { code: 'step/outcome-unknown', values: { why: 'notFound' } },
  });
  const at = (type: string): number =>
    Date.parse(bench.entries().find((entry) => entry.type === type)?.at ?? '');
  expect(at('ask') - at('unknown')).toBeGreaterThanOrEqual(25 * 60_000);
});
