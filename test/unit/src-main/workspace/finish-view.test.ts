import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { reviewDates } from '../../../../shared/plan/review-dates';
import { makePlan } from '../../../../shared/plan/make-plan';
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
    ...{ rolloutId: 'r1', planHash: plan.planHash, steps, state, until: null, graphUrl: null },
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
    expect(point(view([], before), 'legacyLeftovers')?.state).toBe('open');
    const legacyMfa = { ...plan.answers?.legacyMfa, trustedIps: [], appPasswordsAllowed: false };
    const now = {
      ...{ schema: 'causeway-answers/1' as const },
      legacyMfa: { ...legacyMfa, rememberMfa: { allowed: false, days: null } },
    };
    expect(point(view([], before, now), 'legacyLeftovers')?.state).toBe('done');
    const cleaning = plan.steps.find((step) => step.manual?.id === 'legacy_clean_up');
    expect(point(view([cleaning?.id ?? ''], before), 'legacyLeftovers')).toMatchObject({
      state: 'done',
      detail: { key: 'finish_legacyByHand', values: { step: cleaning?.id } },
    });
  });
});
