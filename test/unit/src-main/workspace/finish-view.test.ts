import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { reviewDates } from '../../../../shared/plan/review-dates';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Answers } from '../../../../shared/tenant/answer';
import type { RolloutStatus } from '../../../../src-main/rollout/rollout-status';
import { buildFinishView } from '../../../../src-main/workspace/finish-view';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const { snapshot, answers, choices, asOf } = scenarioSnapshot(readScenario('S02'));
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const made = makePlan({
  ...{ snapshot, answers, choices, asOf, madeAt: asOf, appVersion: '0.0.0', sha256 },
});
const assessed = assess({ snapshot, answers, choices, asOf });
if (!made.ok || !assessed.ok) throw new Error('S02 cannot be planned');
const plan = made.value;
const before = '2026-11-22T11:00:00Z';
const after = '2026-11-23T10:00:00Z';

function view(done: readonly string[], at: string, answersNow = plan.answers) {
  const steps = plan.steps.map(({ id }): RolloutStatus['steps'][number] => ({
    ...{ id, status: done.includes(id) ? 'DONE' : 'PENDING', at: done.includes(id) ? at : null },
    ...{ items: null, failure: null, drift: null, gate: null, soakUntil: null },
    ...{ isGoingBack: false, answers: [] },
  }));
  const state = done.length === plan.steps.length ? 'done' : 'held';
  const status: RolloutStatus = {
    ...{
      rolloutId: 'r1',
      planHash: plan.planHash,
      steps,
      state,
      until: null,
      graphUrl: null,
      backRange: null,
      moved: [],
      ringDrift: null,
      newcomers: {},
    },
  };
  if (!assessed.ok) throw new Error(assessed.failure.code);
  const { assessment, people } = assessed.value;
  return buildFinishView({ plan, assessment, snapshot, people, answers: answersNow, status });
}

const all = plan.steps.map(({ id }) => id);
const point = (shown: ReturnType<typeof view>, id: string) =>
  shown.checklist.find((item) => item.id === id);

describe('the end of a rollout', () => {
  it('takes a reading from before the last step for evidence of nothing', () => {
    const shown = view(all, after);
    expect(shown.isStale).toBe(true);
    expect(new Set(shown.checklist.map(({ state }) => state))).toEqual(new Set(['stale']));
    expect([shown.finished, shown.after, shown.pictures.after]).toEqual([false, null, null]);
  });

  it('judges by a reading made after it, and before anything was done', () => {
    expect(view(all, before).isStale).toBe(false);
    expect(point(view(all, before), 'migrationState')?.state).toBe('open');
    expect(view([], after).isStale).toBe(false);
  });

  it('counts the reviews from the last step, and until it is done from the schedule', () => {
    expect(view(all, after).reviews).toEqual({
      isPlanned: false,
      dates: reviewDates(after, plan.schedule.timeZone),
    });
    expect(view([], after).reviews).toEqual({
      isPlanned: true,
      dates: reviewDates(plan.schedule.endsAt ?? '', plan.schedule.timeZone),
    });
  });

  it('knows old settings are gone from the answers of now, or from who cleaned them up', () => {
    const ids = ['trustedIps', 'appPasswords', 'rememberMfa'];
    const states = (shown: ReturnType<typeof view>) => ids.map((id) => point(shown, id)?.state);
    expect(states(view([], before))).toContain('open');
    const now = {
      ...{ schema: 'causeway-answers/1' as const, by: 'gaa@kestrel.example', at: after },
      legacyMfa: {
        ...{ trustedIps: [], appPasswordsAllowed: false },
        rememberMfa: { allowed: false, days: null },
      },
    };
    expect(states(view([], before, now))).toEqual(['done', 'done', 'done']);
    const entered = { by: now.by, at: after };
    expect(point(view([], before, now), 'appPasswords')).toMatchObject({
      ...{ detail: { key: 'finish_appPasswordsOff' }, entered },
    });
    // One that is not answered is unknown, whatever the others say.
    const { rememberMfa, trustedIps } = now.legacyMfa;
    const partly = { ...now, legacyMfa: { rememberMfa, trustedIps, appPasswordsAllowed: null } };
    expect(states(view([], before, partly))).toEqual(['done', 'unknown', 'done']);
    expect(states(view([], before, { schema: 'causeway-answers/1' }))).toEqual(
      ids.map(() => 'unknown'),
    );
    const cleaning = plan.steps.find((step) => step.manual?.id === 'legacy_clean_up');
    expect(point(view([cleaning?.id ?? ''], before), 'trustedIps')).toMatchObject({
      state: 'done',
      detail: { key: 'finish_legacyByHand', values: { step: cleaning?.id } },
    });
  });

  it('calls password reset unknown until it is answered, and done where it is off', () => {
    const schema = 'causeway-answers/1' as const;
    const reset = (sspr: NonNullable<Answers['sspr']>) =>
      point(view([], before, { schema, sspr }), 'passwordReset');
    expect(reset({})).toMatchObject({ state: 'unknown', detail: { key: 'finish_notAnswered' } });
    expect(reset({ scope: 'all' })).toMatchObject({ state: 'unknown' });
    expect(reset({ scope: 'none', at: after })).toMatchObject({
      ...{ state: 'done', detail: { key: 'finish_passwordResetOff' } },
      entered: { by: null, at: after },
    });
    expect(reset({ scope: 'all', methodsRequired: 1 })?.detail.key).toMatch(
      /^finish_passwordReset(Lost|Unknown|Works)$/,
    );
  });
});
