import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../../shared/i18n/describe-failure';
import { moveEnd } from '../../../../shared/plan/bundle';
import type { Plan } from '../../../../shared/plan/plan';
import { startWindow } from '../../../../shared/plan/start-window';
import { appearedRef, type Step } from '../../../../shared/plan/step';
import type { ScheduleChoice } from '../../../../shared/tenant/schedule-choice';
import { readScenario } from '../../../fixtures/scenario-file';
import { aSchedule, planScenario } from './plans';

const scheduled = (change: Partial<ScheduleChoice> = {}): Plan =>
  planScenario('S02', { schedule: aSchedule(change) }).plan;

/** The first step of a ring; without a ring, the first of the plan. */
function stepOf(plan: Plan, ring?: number): Step {
  const found = plan.steps.find((step) => ring === undefined || step.ring === ring);
  if (found === undefined) throw new Error(`no step of ring ${String(ring)}`);
  return found;
}

const opensAt = (plan: Plan, now: string, ring?: number): string | null => {
  const window = startWindow(plan, stepOf(plan, ring), now);
  return window.isOpen ? 'open' : window.opensAt;
};

describe('the window a step may start in', () => {
  it('opens on the first day, in the zone of the schedule', () => {
    const plan = scheduled();
    expect(opensAt(plan, '2026-11-30T03:00:00Z')).toBe('2026-12-01T09:00+09:00');
    expect(opensAt(plan, '2026-11-30T23:59:59Z')).toBe('2026-12-01T09:00+09:00');
    expect(opensAt(plan, '2026-12-01T00:00:00Z')).toBe('open');
    expect(opensAt(plan, '2026-12-01T07:59:59Z')).toBe('open');
    // 17:00 in Tokyo: nothing starts at or after it.
    expect(opensAt(plan, '2026-12-01T08:00:00Z')).toBe('2026-12-02T09:00+09:00');
  });

  it('is shut at weekends and in freezes, and for good where no day is left', () => {
    const freezes = [{ from: '2026-12-07', to: '2026-12-08', name: 'audit' }];
    const plan = scheduled({ freezes });
    expect(opensAt(plan, '2026-12-05T03:00:00Z')).toBe('2026-12-09T09:00+09:00');
    const never = scheduled({ freezes: [{ from: '2026-12-02', to: '2036-12-31', name: 'x' }] });
    expect(opensAt(never, '2026-12-03T03:00:00Z')).toBeNull();
  });

  it('holds a ring until its own day, and no other', () => {
    const plan = scheduled({ rings: [{ ring: 1, notBefore: '2026-12-14' }] });
    const now = '2026-12-02T03:00:00Z';
    expect(opensAt(plan, now, 1)).toBe('2026-12-14T09:00+09:00');
    expect(opensAt(plan, now, 0)).toBe('open');
    expect(opensAt(plan, now)).toBe('open');
    expect(opensAt(plan, '2026-12-14T03:00:00Z', 1)).toBe('open');
  });

  it('opens an hour later by UTC once the clocks have changed', () => {
    const plan = scheduled({ timeZone: 'America/New_York', startOn: '2027-03-01' });
    expect(opensAt(plan, '2027-03-12T22:00:00Z')).toBe('2027-03-15T09:00-04:00');
    expect(opensAt(plan, '2027-03-11T22:00:00Z')).toBe('2027-03-12T09:00-05:00');
  });

  it('binds nobody while the dates are only proposed', () => {
    const { plan } = planScenario('S02');
    expect(plan.schedule.basis).toBe('proposed');
    expect(opensAt(plan, '2026-11-22T03:00:00Z')).toBe('open');
  });

  it('never holds what ends the switch: emergency access is bound until then', () => {
    const plan = scheduled();
    const step = stepOf(plan);
    const appeared = { ...step, target: { ...step.target, id: appearedRef('s09') } };
    expect(startWindow(plan, step, '2026-11-30T03:00:00Z').isOpen).toBe(false);
    expect(startWindow(plan, appeared, '2026-11-30T03:00:00Z').isOpen).toBe(true);
  });
});

describe('policies off and security defaults on', () => {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('not a tenant');
  const policy = (name: string) => ({
    ...{ name, state: 'enabled' as const, users: { include: ['All'] } },
    ...{ apps: { include: ['All'] }, grant: { operator: 'OR' as const, controls: ['mfa'] } },
  });
  const input = {
    ...file.input,
    tenant: { ...file.input.tenant, licences: { 'Microsoft 365 Business Standard': 60 } },
    conditionalAccess: [policy('one'), policy('two')],
  };
  const planUntil = (to: string): Plan =>
    planScenario(
      { ...file, input },
      {
        enforcement: {
          ...{ value: 'turnOnSecurityDefaults', reason: 'r' },
          ...{ by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' },
        },
        schedule: aSchedule({ to }),
      },
    ).plan;
  const moveOfPlan = (plan: Plan): readonly Step[] =>
    plan.steps.filter(
      (step) =>
        step.kind === 'securityDefaults.set' ||
        (step.kind === 'ca.setState' && step.purpose === 'caOff'),
    );
  const timesOf = (plan: Plan): readonly string[] =>
    moveOfPlan(plan).map(
      (step) => plan.schedule.steps.find(({ stepId }) => stepId === step.id)?.startsAt ?? '',
    );

  it.each(['10:07', '10:08', '10:09', '10:10', '10:11', '10:30', '17:00'])(
    'stand in one window, to %s',
    (to) => {
      const times = timesOf(planUntil(to));
      expect(times).toHaveLength(3);
      const [first = '', ...rest] = times;
      for (const [index, time] of rest.entries()) {
        expect(Date.parse(time) - Date.parse(first)).toBe((index + 1) * 60_000);
      }
    },
  );

  it('begin only where all of them have room, and then nothing holds them', () => {
    const plan = planUntil('10:10');
    const [first, ...rest] = moveOfPlan(plan);
    if (first === undefined) throw new Error('no move');
    expect(startWindow(plan, first, '2026-12-18T01:07:00Z').isOpen).toBe(true);
    expect(startWindow(plan, first, '2026-12-18T01:08:00Z')).toEqual({
      isOpen: false,
      opensAt: '2026-12-21T09:00+09:00',
    });
    for (const step of rest)
      expect(startWindow(plan, step, '2026-12-19T01:08:00Z').isOpen).toBe(true);
    const others = { ...first, id: 's01' };
    expect(startWindow(plan, others, '2026-12-18T01:08:00Z').isOpen).toBe(true);
  });

  it('are no move where a window is shorter than they are: they begin with it', () => {
    const plan = planUntil('09:02');
    expect(new Date(timesOf(plan)[0] ?? '').toISOString()).toMatch(/T00:00:00/);
  });

  it('end together, wherever somebody asked to stop', () => {
    const { steps } = planUntil('17:00');
    const ids = moveOfPlan({ ...planUntil('17:00') }).map((step) => step.id);
    const place = steps.findIndex(({ id }) => id === ids[0]);
    expect(steps[moveEnd(steps, place)]?.id).toBe(ids.at(-1));
    expect(moveEnd(steps, place - 1)).toBe(place - 1);
  });
});

describe('a step the schedule holds', () => {
  const held = (at: string, zone: string) => ({
    code: 'step/outside-window' as const,
    values: { step: 's02', opensAt: at, zone },
  });

  it('says when it opens in the tenant’s time zone and in the reader’s', () => {
    const one = held('2026-12-07T09:00+09:00', 'Asia/Tokyo');
    expect(describeFailure(one, 'en', 'Europe/Paris').why).toBe(
      'It opens 7 Dec 2026, 09:00 (JST); for you that is 7 Dec 2026, 01:00 (CET).',
    );
    expect(describeFailure(one, 'en', 'Asia/Tokyo').why).toBe('It opens 7 Dec 2026, 09:00 (JST).');
    expect(describeFailure(one, 'ja', 'UTC').why).toBe(
      '2026/12/07 09:00 (日本時間) から開始できます (お使いのタイム ゾーンでは 2026/12/07 00:00 (UTC))。',
    );
    expect(describeFailure(one, 'en', 'UTC').details).toEqual([]);
  });

  it('says that no day is left', () => {
    expect(describeFailure(held('', 'Asia/Tokyo'), 'en').why).toBe(
      'Working days and freezes leave no open day.',
    );
  });
});
