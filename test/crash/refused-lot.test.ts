import { afterEach, describe, expect, it } from 'vitest';
import { beforeNextWrite, openKind, type KindBench } from '../fixtures/every-kind-bench';
import { act, applyTest } from '../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

/** The first lot is answered so, as a whole. */
function refuse(status: number, code: string): void {
  const action = { kind: 'status', status, code };
  beforeNextWrite(bench, () => act(bench.source, 'faults', { rules: [{ action }] }));
}

const items = () => bench.rollout.status().steps.find((one) => one.id === bench.stepId)?.items;

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What was sent to Microsoft, and what it says of each person, carry the same id of ours. */
function expectIdsKept(): void {
  const entries = bench.rollout.entries(0, 100_000).filter((one) => one.stepId === bench.stepId);
  const sent = new Set(
    entries.filter(({ type }) => type === 'sent').map(({ body }) => body['clientRequestId']),
  );
  const acked = entries.filter(({ type, item }) => type === 'acked' && item !== null);
  expect(acked).toHaveLength(22);
  for (const { body } of acked) {
    expect(body['requestId']).toMatch(guid);
    expect(sent).toContain(body['clientRequestId']);
  }
  const refused = entries.find(({ type }) => type === 'rejected' || type === 'awaitAuth');
  expect(refused?.body).toMatchObject({ requestId: expect.stringMatching(guid) as string });
}

describe('a lot of people that was refused as a whole', { timeout: 60_000 }, () => {
  it.each([
    ['perUserMfa.set', 401, 'InvalidAuthenticationToken'],
    ['group.remove', 403, 'insufficient_claims'],
  ] as const)(
    '%s waits for a sign-in after a %i, and nobody counts as failed',
    async (kind, status, code) => {
      bench = await openKind(kind);
      refuse(status, code);
      expect(await applyTest(bench.rollout)).toMatchObject({
        ok: false,
        failure: { code: 'step/await-auth' },
      });
      expect(bench.rollout.status().state).toBe('awaitAuth');
      expect(items()).toMatchObject({ failed: 0, done: 0 });
      expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
      expect(items()).toMatchObject({ failed: 0, done: 22 });
      expectIdsKept();
    },
  );

  const concurrent = { kind: 'status', status: 409, code: 'Directory_ConcurrencyViolation' };
  const busy = { kind: 'status', status: 503, code: 'ServiceUnavailable', retryAfter: 2 };
  it.each([
    ['group.add', 'the lot met another change', concurrent, false],
    ['group.add', 'the service has no time for it', busy, false],
    ['perUserMfa.set', 'one of them met another change', concurrent, true],
    ['perUserMfa.set', 'the service has no time for one of them', busy, true],
    ['group.remove', 'one of them met another change', concurrent, true],
  ] as const)('%s: is read and sent again where %s', async (kind, _, action, inBatch) => {
    bench = await openKind(kind);
    const rules = [{ method: kind === 'group.remove' ? 'DELETE' : 'PATCH', inBatch, action }];
    beforeNextWrite(bench, () => act(bench.source, 'faults', { rules }));
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(items()).toMatchObject({ failed: 0, done: 22 });
    const entries = bench.rollout.entries(0, 100_000).filter(({ item }) => item !== null);
    expect(new Set(entries.map(({ type }) => type))).not.toContain('unknown');
    const later = entries.filter(({ type }) => type === 'deferred');
    expect(later).toHaveLength(inBatch ? 1 : 20);
    expect(later[0]?.body['failure']).toMatchObject({ code: 'step/put-off' });
  });

  it('fails for want of a permission, and takes everybody up again once it is there', async () => {
    bench = await openKind('perUserMfa.set');
    refuse(403, 'Authorization_RequestDenied');
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/refused', values: { status: '403' } },
    });
    expect(bench.rollout.status().state).toBe('failed');
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(items()).toMatchObject({ failed: 0, done: 22 });
    expectIdsKept();
  });

  it.each([
    ['waits for a group that was just made and is not on every server yet', 2, true],
    ['waits no longer for it than a minute and a half', 10_000, false],
  ])('%s', async (_, times, isDone) => {
    bench = await openKind('group.add');
    const action = { kind: 'status', status: 404, code: 'Request_ResourceNotFound' };
    const rules = [{ method: 'PATCH', path: '/v1.0/groups/*', times, action }];
    beforeNextWrite(bench, () => act(bench.source, 'faults', { rules }));
    expect((await applyTest(bench.rollout)).ok).toBe(isDone);
    expect(items()).toMatchObject(isDone ? { failed: 0, done: 22 } : { failed: 22, done: 0 });
    const entries = bench.rollout.entries(0, 100_000);
    const waits = entries.filter((one) => one.body['reason'] === 'newGroup');
    expect(new Set(waits.map(({ type }) => type))).toEqual(new Set(['deferred']));
    const made = entries.findLast(({ type, stepId }) => type === 'done' && stepId !== bench.stepId);
    const last = Date.parse(waits.at(-1)?.at ?? '') - Date.parse(made?.at ?? '');
    expect(last).toBeLessThan(90_000);
  });
});
