import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { planHashOf } from '../../../../shared/plan/plan-file';
import type { Source } from '../../../../src-main/graph/open-source';
import { openRollout, type Rollout } from '../../../../src-main/rollout/rollout';
import { sha256 } from '../../../../src-main/files/sha256';
import { carriedOverKey } from '../../../../src-main/store/setting-store';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { groupId } from '../../../fixtures/practice-state';
import {
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
  testId,
} from '../../../fixtures/run-rollout';
import { rehearseRollBack } from '../../../../src-main/workspace/rehearse-roll-back';

const open: OpenPractice[] = [];
const rollouts: Rollout[] = [];
afterEach(async () => {
  for (const rollout of rollouts.splice(0)) rollout.close();
  for (const practice of open.splice(0)) await practice.close();
});

async function bench(change: (plan: Plan) => Plan = (plan) => plan) {
  const practice = await openPractice('S02');
  open.push(practice);
  const plan = change(await planPractice(practice, 'S02'));
  const start = async (source: Source = practice.source): Promise<Rollout> => {
    const rollout = await openTestRollout({ ...practice, source }, plan);
    rollouts.push(rollout);
    return rollout;
  };
  return { practice, plan, start };
}

const ask = (plan: Plan) =>
  ({ planHash: plan.planHash, by: 'test', how: 'cli', for: 'apply' }) as const;
const back = (rollout: Rollout) =>
  rollout.rollBack({ toStep: null, signal: goOn.signal, onEvent: () => undefined });
const entriesOf = (rollout: Rollout, type: string) =>
  rollout.entries(0, 5_000).filter((entry) => entry.type === type);

/** Another person signed in: what the token says of its owner. */
const signedInAs = (source: Source, signedInUserId: string): Source => ({
  ...source,
  signedInUserId,
});
const stranger = '11111111-2222-4333-8444-555555555555';

/** As a plan made from a capture: nobody was signed in. */
const withoutOperator = (plan: Plan): Plan => {
  const open = { ...plan, operatorId: null };
  return { ...open, planHash: planHashOf(open, sha256) };
};

describe('an approval', { timeout: 120_000 }, () => {
  it('is not given on a reading that was taken over from damaged data', async () => {
    const { practice, plan, start } = await bench();
    const { settings } = practice.store;
    expect(settings.set(carriedOverKey, plan.snapshotTakenAt).ok).toBe(true);
    const rollout = await start();
    const stale = { ok: false, failure: { code: 'plan/stale', values: { why: 'damaged' } } };
    expect(await rollout.approve(ask(plan))).toMatchObject(stale);
    expect(entriesOf(rollout, 'approved')).toEqual([]);
    // Read again, the tenant shows what was changed.
    expect(settings.set(carriedOverKey, '2026-11-01T12:00:00.000Z').ok).toBe(true);
    expect(await rollout.approve(ask(plan))).toMatchObject({ ok: true });
  });

  it('binds the account of whoever approved a plan that names nobody', async () => {
    const { practice, plan, start } = await bench(withoutOperator);
    const first = await start();
    await approveTest(first, plan);
    expect(entriesOf(first, 'approved')[0]?.body['account']).toBe(practice.source.signedInUserId);
    first.close();
    const other = await start(signedInAs(practice.source, stranger));
    expect(await other.approve(ask(plan))).toMatchObject({
      ok: false,
      failure: { code: 'auth/account-mismatch' },
    });
    expect(await applyTest(other, { step: 's02' })).toMatchObject({
      ok: false,
      failure: { code: 'step/needs-person' },
    });
    expect((await other.preflight('s02')).find((row) => row.guard === 'G4')?.verdict).toBe('no');
    // Handed over in so many words, and the journal says from whom to whom.
    expect(await other.approve({ ...ask(plan), handOver: true })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(entriesOf(other, 'handover')[0]?.body).toMatchObject({
      from: practice.source.signedInUserId,
      to: stranger,
    });
    expect((await other.preflight('s02')).find((row) => row.guard === 'G4')?.verdict).toBe('yes');
  });

  it('belongs to the operator of the plan from the first moment', async () => {
    const { practice, plan, start } = await bench();
    const other = await start(signedInAs(practice.source, stranger));
    expect(await other.approve(ask(plan))).toMatchObject({
      ok: false,
      failure: { code: 'auth/account-mismatch' },
    });
    expect(entriesOf(other, 'approved')).toEqual([]);
    // Somebody without the operator's roles may take over, and is then stopped by the guard.
    expect((await other.approve({ ...ask(plan), handOver: true })).ok).toBe(true);
    expect((await other.preflight('s02')).find((row) => row.guard === 'G4')?.verdict).toBe('no');
  });

  it('keeps when the tenant was read, so that a later edit makes no plan younger', async () => {
    const { practice, plan, start } = await bench();
    const first = await start();
    await approveTest(first, plan);
    first.close();
    await practice.source.clock.sleep(8 * 86_400_000);
    const now = new Date(await practice.source.clock.serverNow()).toISOString();
    const younger = { ...plan, snapshotTakenAt: now };
    expect(planHashOf(younger, sha256)).toBe(plan.planHash);
    const opened = await openRollout({
      source: practice.source,
      store: practice.store,
      plan: younger,
      sha256,
      randomId: testId,
      rehearse: rehearseRollBack,
      stateDirectory: practice.directory,
    });
    if (!opened.ok) throw new Error(opened.failure.code);
    rollouts.push(opened.value);
    await approveTest(opened.value, younger);
    expect(await applyTest(opened.value, { step: 's02' })).toMatchObject({
      ok: false,
      failure: { code: 'plan/stale' },
    });
  });

  it('refuses a plan whose data is said to come from the future', async () => {
    const { practice, plan, start } = await bench((made) => ({
      ...made,
      snapshotTakenAt: '2099-01-01T00:00:00Z',
    }));
    expect(practice.source.kind).toBe('practice');
    const rollout = await start();
    expect(await rollout.approve(ask(plan))).toMatchObject({
      ok: false,
      failure: { code: 'plan/stale' },
    });
  });

  it('is not renewed over standing drift, only once the object is as planned again', async () => {
    const { practice, plan, start } = await bench();
    const rollout = await start();
    await approveTest(rollout, plan);
    const place = plan.steps.findIndex((step) => step.target.id === 'Sms');
    const drifting = plan.steps[place];
    const before = plan.steps[place - 1]?.id ?? '';
    expect(drifting?.owned).toContain('includeTargets');
    expect(await driveRollout(rollout, practice.source, plan, { step: before })).toMatchObject({
      ok: true,
    });
    const group = (await groupId(practice)) ?? '';
    const set = async (state: string, id: string): Promise<void> => {
      const target = { id, targetType: 'group', isRegistrationRequired: false };
      const body = {
        '@odata.type': '#microsoft.graph.smsAuthenticationMethodConfiguration',
        state,
        includeTargets: [{ ...target, isUsableForSignIn: false }],
      };
      const path =
        '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/Sms';
      const changed = await practice.source.practice?.external({ method: 'PATCH', path, body });
      expect(changed?.ok).toBe(true);
      await practice.source.clock.sleep(10_000);
    };
    await set('disabled', group);
    const stopped = await applyTest(rollout, { step: drifting?.id ?? '' });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/drift' } });
    expect(await rollout.approve(ask(plan))).toMatchObject({
      ok: false,
      failure: { code: 'step/drift', values: { step: drifting?.id } },
    });
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved', values: { why: 'drift' } },
    });
    // Going back never needs the drifted object to be put right first.
    expect((await rollout.approve({ ...ask(plan), for: 'rollBack' })).ok).toBe(true);
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved', values: { why: 'drift' } },
    });
    await set('disabled', 'all_users');
    expect(await rollout.approve(ask(plan))).toEqual({ ok: true, value: undefined });
    expect(await applyTest(rollout, { step: drifting?.id ?? '' })).toMatchObject({ ok: true });
    await approveTest(rollout, plan, 'rollBack');
    expect(await back(rollout)).toMatchObject({ ok: true });
  });

  it('does not end while the plan itself waits', async () => {
    const { practice, plan, start } = await bench();
    const rollout = await start();
    await approveTest(rollout, plan);
    const soak = plan.steps.find((step) => (step.soakMinutes ?? 0) >= 7 * 1440);
    if (soak === undefined) throw new Error('S02 waits a week');
    const before = plan.steps[plan.steps.findIndex((step) => step.id === soak.id) - 1];
    const { source } = practice;
    expect(await driveRollout(rollout, source, plan, { step: before?.id ?? '' })).toMatchObject({
      ok: true,
    });
    // Stopped in the middle of the week, started again after it.
    const cut = new AbortController();
    const events = (event: { kind: string }): void => {
      if (event.kind === 'wait') cut.abort();
    };
    const held = await rollout.apply({
      until: { step: soak.id },
      signal: cut.signal,
      onEvent: events,
    });
    expect(held).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    await source.clock.sleep(7.5 * 86_400_000);
    expect(await applyTest(rollout, { step: soak.id })).toMatchObject({ ok: true });
    await source.clock.sleep(7.5 * 86_400_000);
    expect(await applyTest(rollout)).toMatchObject({
      ok: false,
      failure: { code: 'plan/not-approved', values: { why: 'age' } },
    });
  });
});
