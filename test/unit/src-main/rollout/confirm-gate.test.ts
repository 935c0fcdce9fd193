import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { gateLook } from '../../../../src-main/rollout/gate-people';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { writes } from '../../../fixtures/practice-state';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
let plan: Plan;
afterEach(async () => {
  rollout.close();
  await practice.close();
});

/** S02 up to the step before the one at `place`. */
async function upTo(place: (plan: Plan) => number): Promise<string> {
  practice = await openPractice('S02');
  plan = await planPractice(practice, 'S02');
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  const index = place(plan);
  const before = plan.steps[index - 1]?.id ?? '';
  const done = await driveRollout(rollout, practice.source, plan, { step: before });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return plan.steps[index]?.id ?? '';
}

const say = (stepId: string) =>
  rollout.confirm({ stepId, evidence: 'She is on leave until March.', by: 'test' });
const lookAt = (stepId: string) =>
  gateLook(practice.store.settings, { rolloutId: rollout.status().rolloutId ?? '', stepId });
const statusOf = (id: string) => rollout.status().steps.find((one) => one.id === id);

describe('a person’s word on a gate', { timeout: 180_000 }, () => {
  it('opens none that stands for blockers', async () => {
    const gate = await upTo((all) =>
      all.steps.findIndex((step) => step.gate?.figure === 'openBlockers'),
    );
    expect(await say(gate)).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/refused', values: { expected: 'gateMet' } },
    });
    expect(statusOf(gate)?.status).not.toBe('DONE');
  });

  it('opens a registration gate beside the figure, and clears nobody who has not registered', async () => {
    const clearing = (all: Plan): number =>
      all.steps.findIndex(
        (step) =>
          step.gate?.figure === 'registered' && step.purpose === 'clearPerUser' && step.ring === 1,
      );
    const gate = await upTo(clearing);
    const userIds = plan.steps.find((step) => step.id === gate)?.gate?.userIds ?? [];
    const [absent] = userIds;
    const upn = plan.people.find((person) => person.id === absent)?.upn ?? '';
    // Registered when the ring was asked, and lost the phone with the app on it since.
    await practice.source.practice?.call('register', { user: upn, methods: [] });
    await practice.source.clock.sleep(60_000);
    const stopped = await applyTest(rollout, { step: gate });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/gate-not-met' } });
    const counts = { missing: 1, unread: 0, of: userIds.length };
    expect(statusOf(gate)?.gate?.people).toEqual(counts);
    expect(lookAt(gate)).toMatchObject({ missing: [absent], unread: [], of: userIds.length });
    expect(await say(gate)).toEqual({ ok: true, value: undefined });
    expect(statusOf(gate)?.gate).toMatchObject({ met: false, people: counts });
    expect(statusOf(gate)?.gate?.value).toBeLessThan(100);
    const next = plan.steps[plan.steps.findIndex((step) => step.id === gate) + 1];
    expect(next?.kind).toBe('perUserMfa.set');
    expect(await applyTest(rollout, { step: next?.id ?? '' })).toMatchObject({ ok: true });
    const skipped = rollout
      .entries(0, 5_000)
      .filter((entry) => entry.stepId === next?.id && entry.type === 'skipped');
    expect(skipped.map((entry) => [entry.item, entry.body['why']])).toEqual([
      [absent, 'notRegistered'],
    ]);
    expect((await writes(practice)).join()).not.toContain(`/users/${String(absent)}/`);
  });

  it('opens no registration gate whose figure cannot be read', async () => {
    const gate = await upTo((all) =>
      all.steps.findIndex((step) => step.gate?.figure === 'registered'),
    );
    const action = { kind: 'status', status: 403 };
    const path = '/beta/users/*/authentication/methods';
    const rules = [
      { method: 'GET', path, times: 10_000, action },
      { method: 'GET', path, inBatch: true, times: 10_000, action },
    ];
    await act(practice.source, 'faults', { rules });
    await applyTest(rollout, { step: gate });
    const of = plan.steps.find((step) => step.id === gate)?.gate?.userIds?.length ?? 0;
    const people = { missing: 0, unread: of, of };
    const shown = { value: null, met: false, people };
    expect(statusOf(gate)).toMatchObject({ status: 'PAUSED', gate: shown });
    // Nobody who could not be read is told to be missing.
    expect(lookAt(gate)?.unread).toHaveLength(of);
    expect(await say(gate)).toMatchObject({
      ok: false,
      failure: { code: 'guardrail/refused', values: { expected: 'figureRead' } },
    });
    expect(statusOf(gate)?.status).toBe('PAUSED');
  });

  it('opens a report-only gate whose sign-ins can’t be read: somebody looked in the portal', async () => {
    const gate = await upTo(reportOnly);
    await refuseSignIns();
    const stopped = await applyTest(rollout, { step: gate });
    expect(stopped).toMatchObject({
      ok: false,
      failure: { code: 'step/gate-not-met', values: { figure: 'reportOnlyFailures', value: '–' } },
    });
    const shown = { value: null, met: false, people: null };
    expect(statusOf(gate)).toMatchObject({ status: 'PAUSED', gate: shown });
    expect(lookAt(gate)).toMatchObject({ missing: [], unread: [] });
    expect(rollout.status().state).toBe('needsPerson');
    expect(await say(gate)).toEqual({ ok: true, value: undefined });
    expect(statusOf(gate)?.status).toBe('DONE');
  });

  it('is asked for where a policy of the plan would stop people, and their number is told', async () => {
    const gate = await upTo(reportOnly);
    const policy = plan.steps.find((step) => step.kind === 'ca.create');
    const id = rollout
      .entries(0, 5_000)
      .find((entry) => entry.stepId === policy?.id && entry.type === 'acked')?.body['objectId'];
    const body = { grantControls: { operator: 'OR', builtInControls: ['compliantDevice'] } };
    const path = `/v1.0/identity/conditionalAccess/policies/${String(id)}`;
    await practice.source.practice?.external({ method: 'PATCH', path, body });
    await practice.source.clock.sleep(60_000);
    expect(await applyTest(rollout, { step: gate })).toMatchObject({
      ok: false,
      failure: { code: 'step/gate-not-met' },
    });
    const stopped = statusOf(gate)?.gate?.value;
    expect(stopped).toBeGreaterThan(10);
    expect(lookAt(gate)?.missing).toHaveLength(stopped ?? 0);
    const known = new Set(plan.people.map((person) => person.id));
    expect(lookAt(gate)?.missing.every((id) => known.has(id))).toBe(true);
  });
});

const reportOnly = ({ steps }: Plan): number =>
  steps.findIndex((step) => step.gate?.figure === 'reportOnlyFailures');

async function refuseSignIns(): Promise<void> {
  const action = { kind: 'status', status: 403 };
  const rule = { method: 'GET', path: '/beta/auditLogs/signIns', times: 100_000, action };
  await act(practice.source, 'faults', { rules: [rule] });
}
