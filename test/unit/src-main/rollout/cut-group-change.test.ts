import { afterEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../../shared/diagnostic';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import type { OwnGroup } from '../../../../src-main/rollout/own-groups';
import type { KindBench } from '../../../fixtures/every-kind-bench';
import { callGroups, groupRun, openTakenBack, ownGroup } from '../../../fixtures/own-group-bench';
import { act, applyTest, approveTest } from '../../../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

async function openThere(lagMs = 0): Promise<OwnGroup> {
  bench = await openTakenBack(31, lagMs);
  return ownGroup(bench);
}
const change = (groupId: string, what: 'delete' | 'restore') =>
  bench.rollout.changeGroup({ groupId, change: what, by: 'test', how: 'cli', ...groupRun });
const fault = (method: string, path: string, status: number, code: string) => {
  const action = { kind: 'status', status, code };
  return act(bench.source, 'faults', { rules: [{ method, path, times: 99, action }] });
};
const noFault = () => act(bench.source, 'faults', { rules: [] });
/** Stopped once the tenant has said yes, while its readings still show the group. */
async function cutDeletion(): Promise<OwnGroup> {
  const group = await openThere(30_000);
  const cut = new AbortController();
  const deleted = await bench.rollout.changeGroup({
    ...{ groupId: group.groupId, change: 'delete', by: 'test', how: 'cli', signal: cut.signal },
    onEvent: (event) => {
      if (event.kind === 'entry' && event.entry.type === 'acked') cut.abort();
    },
  });
  expect(deleted).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
  return group;
}
const typesOf = (stepId: string) =>
  bench.rollout
    .entries(0, 10_000)
    .filter((one) => one.stepId === stepId)
    .map(({ type, body }) => `${type}:${typeof body['dir'] === 'string' ? body['dir'] : ''}`);

describe('a change of a group that was cut off', () => {
  it('is read to its end when it is asked for once more', async () => {
    const { groupId, stepId } = await cutDeletion();
    expect(await ownGroup(bench)).toMatchObject({ state: 'open', change: 'delete', refusal: null });
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    expect(await change(groupId, 'delete')).toEqual({ ok: true, value: undefined });
    expect(typesOf(stepId).filter((type) => type === 'sent:back')).toHaveLength(1);
    expect(typesOf(stepId).filter((type) => type.startsWith('recovered'))).toEqual([
      'recovered:back',
    ]);
    expect(await ownGroup(bench)).toMatchObject({ state: 'deleted', change: 'restore' });
  });

  it('is no restoring: a group stays deleted, and can be brought back, after a refusal', async () => {
    const { groupId } = await openThere();
    expect(await change(groupId, 'delete')).toMatchObject({ ok: true });
    await fault('POST', '*', 403, 'Authorization_RequestDenied');
    expect(await change(groupId, 'restore')).toMatchObject({ ok: false });
    await noFault();
    expect(await ownGroup(bench)).toMatchObject({
      ...{ state: 'deleted', change: 'restore', refusal: null },
    });
    expect(await change(groupId, 'restore')).toEqual({ ok: true, value: undefined });
  });

  it('is over where each request was sure not to be carried out', async () => {
    const { groupId } = await openThere();
    await fault('DELETE', '*', 429, 'TooManyRequests');
    expect(await change(groupId, 'delete')).toMatchObject({
      ...{ ok: false, failure: { code: 'step/put-off', values: { why: 'often', status: '429' } } },
    });
    await noFault();
    expect(await ownGroup(bench)).toMatchObject({
      state: 'there',
      change: 'delete',
      refusal: null,
    });
  });

  it('is nobody else’s: a group deleted in the portal is not called there', async () => {
    const { groupId } = await openThere();
    await callGroups(bench, 'DELETE', `/groups/${groupId}`);
    expect(await ownGroup(bench)).toMatchObject({
      ...{ state: 'gone', refusal: { code: 'graph/not-found' } },
    });
    await fault('GET', '/v1.0/groups/*', 403, 'Authorization_RequestDenied');
    expect(await ownGroup(bench)).toMatchObject({ state: 'unread' });
  });

  it('says why what uses a group was not read', async () => {
    await openThere();
    await fault('GET', '*/memberOf', 403, 'Authorization_RequestDenied');
    const { state, refusal } = await ownGroup(bench);
    expect([state, refusal?.code, refusal?.values['status']]).toEqual([
      ...['there', 'graph/refused', '403'],
    ]);
  });

  it('is never taken for there by the plan while its deletion is under way', async () => {
    const { groupId, stepId } = await cutDeletion();
    await approveTest(bench.rollout, bench.plan, 'apply');
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true, value: { state: 'done' } });
    const types = typesOf(stepId);
    // How the deletion ended is learnt first; then a group is made anew.
    const ended = types.lastIndexOf('done:back');
    expect(types.slice(ended - 2)).toEqual([
      ...['recovered:back', 'verified:back', 'done:back', 'preflight:forward', 'intent:forward'],
      ...['sent:forward', 'acked:forward', 'verified:forward', 'done:forward'],
    ]);
    const made = await ownGroup(bench);
    expect(made.groupId).not.toBe(groupId);
    expect((await callGroups(bench, 'GET', `/groups/${made.groupId}`)).status).toBe(200);
  });

  it('is read to the end of its deletion before all is taken back', async () => {
    const { stepId } = await cutDeletion();
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    const back = await bench.rollout.rollBack({ toStep: null, ...groupRun });
    expect(back).toMatchObject({ ok: true });
    expect(typesOf(stepId).slice(-3)).toEqual(['recovered:back', 'verified:back', 'done:back']);
  });

  it('is brought back only once its deletion is over', async () => {
    const { groupId, stepId } = await cutDeletion();
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    expect(await change(groupId, 'restore')).toEqual({ ok: true, value: undefined });
    const types = typesOf(stepId);
    const ended = types.lastIndexOf('done:back');
    expect(types.slice(ended - 1, ended + 2)).toEqual([
      ...['verified:back', 'done:back', 'preflight:forward'],
    ]);
    expect((await callGroups(bench, 'GET', `/groups/${groupId}`)).status).toBe(200);
  });

  it('says by when it is known how it ended, where the program ended first', async () => {
    const { groupId, stepId } = await openThere();
    const { journal } = bench.store;
    const { append } = journal;
    // The request has left; its answer is never written down.
    Object.assign(journal, {
      append: (...drafts: Parameters<typeof append>) => {
        const types = drafts[1].map(({ type }) => type);
        if (types.includes('acked')) throw new Error('killed');
        return append(...drafts);
      },
    });
    await expect(change(groupId, 'delete')).rejects.toThrow('killed');
    Object.assign(journal, { append });
    const said: Failure[] = [];
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    await bench.rollout.rollBack({
      ...{ toStep: null, ...groupRun },
      onEvent: () => {
        const now = bench.rollout.status().steps.find(({ id }) => id === stepId)?.failure ?? null;
        if (now !== null && JSON.stringify(said.at(-1)) !== JSON.stringify(now)) said.push(now);
      },
    });
    const values = { why: 'stopped', made: 'group' };
    expect(said).toMatchObject([{ code: 'step/settling', values }]);
    const { from = '', until = '' } = said[0]?.values ?? {};
    // It is read for a quarter of an hour, and believed to be as before after a minute.
    expect(Date.parse(until) - Date.parse(from)).toBe(14 * 60_000);
    for (const language of ['en', 'ja'] as const) {
      expect(describeFailure(said[0] as Failure, language).do).toMatch(/group|グループ/);
    }
    const left = bench.rollout.status().steps.find(({ id }) => id === stepId);
    expect(left).toMatchObject({ failure: null });
  });
});
