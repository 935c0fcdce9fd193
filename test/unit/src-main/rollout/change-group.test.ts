import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { Json } from '../../../../shared/json';
import { err } from '../../../../shared/result';
import type { OwnGroup } from '../../../../src-main/rollout/own-groups';
import { beforeNextWrite, openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { goOn } from '../../../fixtures/open-practice';
import { groupRun, openTakenBack, ownGroup } from '../../../fixtures/own-group-bench';
import { act, applyTest, approveTest } from '../../../fixtures/run-rollout';

const day = 86_400_000;
let bench: KindBench;
afterEach(() => bench.close());

const call = (method: string, path: string, body?: Json): Promise<Response> =>
  fetch(`${bench.tenant.graphUrl}/v1.0${path}`, {
    method,
    headers: {
      authorization: `Bearer ${bench.tenant.token}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function takenBack(days: number): Promise<OwnGroup> {
  bench = await openTakenBack(days);
  return own();
}
const own = () => ownGroup(bench);

const change = (groupId: string, what: 'delete' | 'restore') =>
  bench.rollout.changeGroup({ groupId, change: what, by: 'test', how: 'cli', ...groupRun });
const refused = (expected: string) => ({
  ok: false,
  failure: { code: 'guardrail/refused', values: { expected } },
});
const sent = () => bench.rollout.entries(0, 10_000).filter((entry) => entry.type === 'sent').length;
/** Nothing goes out, the step that made the group stands, and the journal says why. */
async function stays(groupId: string, expected: string): Promise<void> {
  expect((await own()).refusal?.values['expected']).toBe(expected);
  const before = sent();
  expect(await change(groupId, 'delete')).toMatchObject(refused(expected));
  expect(sent()).toBe(before);
  expect((await call('GET', `/groups/${groupId}`)).status).toBe(200);
}

describe('a group of our own', () => {
  it('is deleted after thirty days, found among the deleted items, and brought back', async () => {
    const group = await takenBack(31);
    expect(group).toMatchObject({ state: 'there', refusal: null });
    expect(await change(group.groupId, 'delete')).toEqual({ ok: true, value: undefined });
    expect((await call('GET', `/groups/${group.groupId}`)).status).toBe(404);
    const told = bench.rollout.entries(0, 10_000).filter((one) => one.stepId === group.stepId);
    expect(told.slice(-6).map(({ type }) => type)).toEqual([
      'preflight',
      'intent',
      'sent',
      'acked',
      'verified',
      'done',
    ]);
    expect(told.at(-2)?.body).toMatchObject({ dir: 'back', kept: true });
    expect(await own()).toMatchObject({ state: 'deleted', refusal: null });
    // Asked for by name before anything went out.
    const named = bench.rollout
      .entries(0, 10_000)
      .find((one) => one.body['what'] === 'groupConfirmed');
    expect(named?.body).toMatchObject({ groupId: group.groupId, change: 'delete', by: 'test' });
    expect(await change(group.groupId, 'delete')).toMatchObject(refused('groupThere'));

    expect(await change(group.groupId, 'restore')).toEqual({ ok: true, value: undefined });
    expect((await call('GET', `/groups/${group.groupId}`)).status).toBe(200);
    expect(await own()).toMatchObject({ groupId: group.groupId, state: 'there' });
    expect(bench.rollout.verifyChain()).toEqual({ state: 'intact' });
    expect(await change(group.groupId, 'restore')).toMatchObject(refused('groupDeleted'));
  });

  it('is kept for thirty days after its last use', async () => {
    const { groupId, keptUntil } = await takenBack(29);
    expect(Date.parse(keptUntil ?? '')).toBeGreaterThan(await bench.source.clock.serverNow());
    await stays(groupId, 'groupKept');
  });

  it('is kept while a step that filled it stands', async () => {
    bench = await openKind('group.add', { lagMs: 0 });
    expect((await applyTest(bench.rollout)).ok).toBe(true);
    await bench.source.clock.sleep(31 * day, goOn.signal);
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    await stays((await own()).groupId, 'groupUnused');
  });

  it('is kept while it is in use: by members, a group, a policy; and once it was changed', async () => {
    const { groupId } = await takenBack(31);
    const of = (id: string) => ({
      '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}`,
    });
    const names = { displayName: 'other', mailNickname: 'other' };
    const kind = { mailEnabled: false, securityEnabled: true };
    const made = await call('POST', '/groups', { ...names, ...kind });
    const { id } = (await made.json()) as { readonly id: string };
    // A group in it counts like a person.
    await call('POST', `/groups/${groupId}/members/$ref`, of(id));
    await stays(groupId, 'groupEmpty');
    await call('DELETE', `/groups/${groupId}/members/${id}/$ref`);

    await call('POST', `/groups/${id}/members/$ref`, of(groupId));
    await stays(groupId, 'groupAlone');
    await call('DELETE', `/groups/${id}`);

    const sms = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms';
    const type = '#microsoft.graph.smsAuthenticationMethodConfiguration';
    const leave = (targets: Json) =>
      call('PATCH', sms, { '@odata.type': type, excludeTargets: targets });
    expect((await leave([{ id: groupId, targetType: 'group' }])).status).toBe(204);
    await stays(groupId, 'groupUnnamed');
    await leave([]);

    await call('PATCH', `/groups/${groupId}`, { displayName: 'Payroll' });
    await stays(groupId, 'groupAsMade');
    // Nobody else's group, whatever is asked.
    expect(await change(id, 'delete')).toMatchObject(refused('ownGroup'));
  });

  it('is not deleted without an approval that stands', async () => {
    const { groupId } = await takenBack(31);
    await bench.source.clock.sleep(8 * day, goOn.signal);
    expect(await change(groupId, 'delete')).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved' },
    });
    expect((await call('GET', `/groups/${groupId}`)).status).toBe(200);
  });

  it.each(['dropAfterApplying', 'reset'] as const)(
    'is read after an answer lost by %s',
    async (kind) => {
      const { groupId } = await takenBack(31);
      const action = kind === 'reset' ? { kind, when: 'before' } : { kind };
      const rules = [{ method: 'DELETE', path: '*', action }];
      beforeNextWrite(bench, () => act(bench.source, 'faults', { rules }));
      expect(await change(groupId, 'delete')).toEqual({ ok: true, value: undefined });
      // What never arrived is asked for again, after a minute of reading and every check anew.
      const deletions = bench.rollout
        .entries(0, 10_000)
        .filter(({ type, body }) => type === 'sent' && body['dir'] === 'back');
      expect(
        deletions.filter(({ stepId }) => stepId === (bench.plan.steps[0]?.id ?? '')),
      ).toHaveLength(kind === 'reset' ? 2 : 1);
      expect((await call('GET', `/groups/${groupId}`)).status).toBe(404);
    },
  );

  it('is told as not read where no look at it could be made', async () => {
    const { groupId } = await takenBack(31);
    beforeNextWrite(bench, () => {
      const gone = () => Promise.resolve(err(failure('graph/network', { code: 'network' })));
      Object.assign(bench.source.graph, { get: gone });
      return Promise.resolve();
    });
    const told = { step: bench.plan.steps[0]?.id, why: 'unread', read: 'network' };
    expect(await change(groupId, 'delete')).toMatchObject({
      ok: false,
      failure: { code: 'step/outcome-unknown', values: told },
    });
  });
});
