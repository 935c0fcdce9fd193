import { describe, expect, it } from 'vitest';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import type { Plan } from '../../../../shared/plan/plan';
import { failure } from '../../../../shared/diagnostic';
import { err, ok } from '../../../../shared/result';
import { planToExport, thenAndNowOf } from '../../../../src-main/ipc/plan-to-export';
import type { Host } from '../../../../src-main/workspace/host';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const carriedOut = scenarioPlan('S02').plan;
/** What the reading after it would give: another plan of the same choices. */
const newest: Plan = { ...carriedOut, planHash: 'newest', steps: carriedOut.steps.slice(-1) };

interface Case {
  readonly approved?: Plan | null;
  /** Null: no plan can be made of the newest reading. */
  readonly newest?: Plan | null;
  readonly state: 'none' | 'underWay' | 'done' | 'rolledBack';
}

function hostOf({ approved = carriedOut, newest: last = newest, state }: Case) {
  const opened: string[] = [];
  const rollout = {
    plan: approved,
    isBusy: false,
    isUnderWay: state === 'underWay',
    rollout: state === 'none' ? null : { status: () => ({ state, steps: [] }) },
    open: () => Promise.resolve(opened.push('open')),
  };
  const planning = {
    prepare: () => Promise.resolve(ok(undefined)),
    plan: () => (last === null ? err(failure('plan/snapshot-incomplete')) : ok(last)),
    simulation: () => ok({ planHash: last?.planHash }),
    other: { simulateSoon: (plan: Plan) => Promise.resolve(ok(simulatePlan(plan))) },
  };
  const workspace = {
    rollout,
    planning,
    choices: (last ?? carriedOut).choices,
    meta: { source: 'practice' },
    planningInput: () => ok({}),
  };
  return { host: { opened: () => ok(workspace) } as unknown as Host, workspace, opened };
}

async function exported(one: Case) {
  const { host, opened } = hostOf(one);
  const read = await planToExport(host);
  if (!read.ok) throw new Error(JSON.stringify(read));
  const simulation = await read.value.simulation();
  return {
    planHash: read.value.plan.planHash,
    isCarriedOut: read.value.isCarriedOut,
    simulated: simulation.ok ? simulation.value.planHash : null,
    opened: opened.length,
  };
}

describe('the plan a report is about', () => {
  it('is the one that was carried out, with its own simulation, though the tenant was read since', async () => {
    const { planHash } = carriedOut;
    const whole = { planHash, simulated: planHash, isCarriedOut: true };
    expect(await exported({ state: 'done' })).toMatchObject(whole);
    expect(await exported({ state: 'underWay' })).toMatchObject(whole);
    // How far it came stands in the journal: looked up first.
    expect((await exported({ state: 'done' })).opened).toBe(1);
  });

  it('is the newest where nothing was applied, or all of it was taken back', async () => {
    const other = { planHash: 'newest', simulated: 'newest', isCarriedOut: false };
    expect(await exported({ state: 'none', approved: null })).toMatchObject(other);
    expect(await exported({ state: 'none' })).toMatchObject(other);
    expect(await exported({ state: 'rolledBack' })).toMatchObject(other);
  });

  it('is the next round once the rollout is over and somebody has chosen otherwise', async () => {
    const by = { reason: '', by: 'gaa@kestrel.example', at: '2027-01-11T09:00:00Z' };
    const choices = { ...newest.choices, approvals: { value: 2, ...by } } as Plan['choices'];
    const next = { ...newest, choices };
    expect(await exported({ state: 'done', newest: next })).toMatchObject({ planHash: 'newest' });
    // Before it is over nobody can choose otherwise; what is applied is reported.
    expect(await exported({ state: 'underWay', newest: next })).toMatchObject({
      planHash: carriedOut.planHash,
    });
  });

  it('is still the one that was carried out where only a finding was accepted, or a text changed', async () => {
    const by = { reason: 'known', by: 'gaa@kestrel.example', at: '2027-01-11T09:00:00Z' };
    const accepted = [...(carriedOut.choices.accepted ?? []), { code: 'SMS-SIGN-IN', ...by }];
    const messages = { ...carriedOut.choices.messages, helpDesk: 'extension 4' };
    const choices = { ...carriedOut.choices, accepted, messages } as Plan['choices'];
    expect(await exported({ state: 'done', newest: { ...newest, choices } })).toMatchObject({
      planHash: carriedOut.planHash,
      isCarriedOut: true,
    });
  });

  it('is still that one where no plan can be made of the newest reading', async () => {
    const whole = { planHash: carriedOut.planHash, isCarriedOut: true };
    expect(await exported({ state: 'done', newest: null })).toMatchObject(whole);
    expect(await exported({ state: 'underWay', newest: null })).toMatchObject(whole);
    // Where nothing was applied there is no other to tell of.
    await expect(exported({ state: 'none', approved: null, newest: null })).rejects.toThrow(
      'plan/snapshot-incomplete',
    );
  });

  it('has no then and now before a plan was approved', async () => {
    const { host, workspace, opened } = hostOf({ state: 'none', approved: null });
    expect(await thenAndNowOf(host, workspace as unknown as Workspace)).toBeNull();
    expect(opened).toEqual([]);
  });
});
