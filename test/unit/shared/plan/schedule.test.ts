import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { makeSchedule } from '../../../../shared/plan/make-schedule';
import { isOpenDay, openingAt, zonedAt } from '../../../../shared/plan/open-times';
import type { Plan } from '../../../../shared/plan/plan';
import { isLate, scheduleConflicts } from '../../../../shared/plan/schedule-conflicts';
import {
  scheduleChoiceSchema,
  type ScheduleChoice,
} from '../../../../shared/tenant/schedule-choice';
import { readScenario } from '../../../fixtures/scenario-file';
import { aSchedule, planScenario } from './plans';

const now = '2026-11-22T12:00:00Z';

function scheduled(change: Partial<ScheduleChoice> = {}, scenario = 'S02'): Plan {
  return planScenario(scenario, { schedule: aSchedule(change) }).plan;
}

function timesOf(plan: Plan, purpose: string, kind: string): readonly string[] {
  const ids = plan.steps.filter((one) => one.purpose === purpose && one.kind === kind);
  const placed = new Map(plan.schedule.steps.map((one) => [one.stepId, one]));
  return ids.map(({ id }) => placed.get(id)?.startsAt ?? '');
}

describe('a schedule', () => {
  it('places every step, in order, in the zone of the tenant', () => {
    const plan = scheduled();
    const { schedule } = plan;
    expect(schedule.basis).toBe('chosen');
    expect(schedule.steps.map((one) => one.stepId)).toEqual(plan.steps.map((step) => step.id));
    expect(schedule.steps[0]?.startsAt).toBe('2026-12-01T09:00+09:00');
    expect(schedule.rings.map((one) => [one.ring, one.people])).toEqual([
      [0, 3],
      [1, 7],
      [2, 15],
      [3, 14],
    ]);
    expect(schedule.endsAt).toBe(schedule.steps.at(-1)?.endsAt);
  });

  it('waits the week of report-only and the days people register in', () => {
    const plan = scheduled();
    const [soak] = timesOf(plan, 'caReportOnly', 'soak');
    const [gate] = timesOf(plan, 'register', 'gate');
    const days = (Date.parse(gate ?? '') - Date.parse(soak ?? '')) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(7);
    const ring = plan.schedule.rings[3];
    const length = Date.parse(ring?.endsAt ?? '') - Date.parse(ring?.startsAt ?? '');
    expect(length / 86_400_000).toBeGreaterThanOrEqual(7);
  });

  it('starts nothing on closed days, at night, or in a freeze', () => {
    const freezes = [{ from: '2026-12-24', to: '2027-01-05', name: 'year end' }];
    const plan = scheduled({ freezes, workingDays: [2, 3, 4], from: '10:00', to: '12:00' });
    const waiting = new Set(
      plan.steps.filter((one) => one.kind === 'soak' || one.kind === 'gate').map((one) => one.id),
    );
    for (const { stepId, startsAt } of plan.schedule.steps) {
      if (waiting.has(stepId)) continue;
      const at = zonedAt(startsAt, 'Asia/Tokyo');
      expect(isOpenDay(at.toPlainDate(), plan.schedule), startsAt).toBe(true);
      expect([10, 11]).toContain(at.hour);
      expect(at.toPlainDate().toString() < '2026-12-24' || at.year === 2027).toBe(true);
    }
  });

  it('holds a ring back, keeps its owner, and tells where a closed day moved it', () => {
    const plan = scheduled({ rings: [{ ring: 1, notBefore: '2027-01-09', owner: 'Mori' }] });
    const ring = plan.schedule.rings[1];
    expect(ring).toMatchObject({ owner: 'Mori' });
    const conflicts = scheduleConflicts(plan, now);
    expect(conflicts).toContainEqual({
      kind: 'ringMoved',
      ring: 1,
      date: '2027-01-09',
      at: ring?.startsAt,
    });
    expect(ring?.startsAt.slice(0, 10)).toBe('2027-01-11');
  });

  it('warns of rings and phones that are late for 1 February, and of no others', () => {
    expect(scheduleConflicts(scheduled({ startOn: '2026-11-26' }), now)).toEqual([]);
    const late = scheduleConflicts(scheduled({ startOn: '2027-01-11' }), now);
    const rings = late.flatMap((one) => (one.kind === 'ringAfterDeadline' ? [one] : []));
    expect(rings).toContainEqual({
      kind: 'ringAfterDeadline',
      ring: 2,
      date: '2027-02-01',
      people: 6,
    });
    expect(late.map((one) => one.kind)).toContain('phonesAfterDeadline');
  });

  it('says that the data is too old by the first day, where somebody set that day', () => {
    const conflicts = scheduleConflicts(scheduled({ startOn: '2026-12-01' }), now);
    expect(conflicts).toEqual([{ kind: 'readAgain', at: '2026-12-01T09:00+09:00' }]);
    const { plan } = planScenario('S02');
    expect(scheduleConflicts({ ...plan, snapshotTakenAt: '2026-11-01T00:00:00Z' }, now)).toEqual(
      [],
    );
  });

  it('carries Microsoft’s dates, and none outside the public cloud', () => {
    const { plan } = planScenario('S02');
    expect(plan.schedule.deadlines.map(({ id, date, people }) => [id, date, people])).toEqual([
      ['provider', '2027-01-04', 0],
      ['february', '2027-02-01', 7],
      ['july', '2027-07-01', 1],
    ]);
    const file = readScenario('S02');
    if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
    const tenant = { ...file.input.tenant, cloud: 'usGov' as const };
    const choices = { schedule: aSchedule({ startOn: '2027-03-01' }) };
    const other = planScenario({ ...file, input: { ...file.input, tenant } }, choices).plan;
    expect(other.schedule.deadlines).toEqual([]);
    expect(scheduleConflicts(other, now).map(({ kind }) => kind)).toEqual(['readAgain']);
  });

  it('ends where no open day is left, and names the first step without a place', () => {
    const freezes = [{ from: '2026-12-03', to: '2036-12-31', name: 'for good' }];
    const plan = scheduled({ freezes });
    expect(plan.schedule.endsAt).toBeNull();
    const [conflict] = scheduleConflicts(plan, now);
    const place = plan.schedule.steps.length;
    expect(place).toBeGreaterThan(0);
    expect(conflict).toEqual({ kind: 'neverOpen', stepId: plan.steps[place]?.id });
  });

  it('tells a start in the past and a short soak', () => {
    const plan = scheduled({ soakDays: 0 });
    const kinds = scheduleConflicts(plan, '2026-12-02T00:00:00Z').map((one) => one.kind);
    expect(kinds).toContain('startInPast');
    expect(kinds).toContain('soakShort');
    // 15:30 in UTC is the second of December in Tokyo already.
    expect(scheduleConflicts(plan, '2026-12-01T15:30:00Z')[0]?.kind).toBe('startInPast');
    expect(scheduleConflicts(plan, '2026-12-01T14:30:00Z')[0]?.kind).toBe('soakShort');
  });

  it('proposes from the day after judging, in UTC, where nobody chose', () => {
    const { plan } = planScenario('S02');
    expect(plan.schedule).toMatchObject({
      basis: 'proposed',
      timeZone: 'UTC',
      startsOn: '2026-11-23',
    });
    expect(plan.schedule.steps[0]?.startsAt).toBe('2026-11-23T09:00+00:00');
  });
});

describe('changing clocks', () => {
  it('are told, and do not shorten a soak', () => {
    const plan = scheduled({ timeZone: 'Europe/Berlin', startOn: '2027-03-15' });
    expect(scheduleConflicts(plan, now)).toContainEqual({
      kind: 'clockChange',
      at: '2027-03-28T03:00+02:00',
      before: '+01:00',
      after: '+02:00',
    });
    for (const step of plan.steps.filter((one) => one.kind === 'soak')) {
      const placed = plan.schedule.steps.find((one) => one.stepId === step.id);
      const ms = Date.parse(placed?.endsAt ?? '') - Date.parse(placed?.startsAt ?? '');
      expect(ms).toBeGreaterThanOrEqual((step.soakMinutes ?? 0) * 60_000);
    }
  });

  it('move an opening the zone skips behind the gap, and say so', () => {
    const sunday = { workingDays: [1, 2, 3, 4, 5, 6, 7], from: '02:30', to: '02:59' };
    const plan = scheduled({ timeZone: 'Europe/Berlin', startOn: '2027-03-20', ...sunday });
    expect(scheduleConflicts(plan, now)).toContainEqual({
      kind: 'windowSkipped',
      date: '2027-03-28',
      at: '2027-03-28T03:30+02:00',
    });
    const times = { ...plan.schedule, workingDays: [7] };
    expect(openingAt(times, '2027-03-28T01:15:00Z')).toEqual({
      isOpen: false,
      opensAt: '2027-03-28T03:30+02:00',
    });
    expect(openingAt(times, '2027-03-28T01:40:00Z').isOpen).toBe(true);
  });

  it('never make a schedule go back, wherever and whenever it starts', () => {
    const zones = ['UTC', 'Asia/Tokyo', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'];
    const base = planScenario('S02').plan;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 700 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 5 }),
        fc.constantFrom(
          ['09:00', '17:00'],
          ['02:30', '03:15'],
          ['01:45', '02:15'],
          ['00:00', '00:20'],
        ),
        (timeZone, offset, workingDays, soakDays, [from = '', to = '']) => {
          const startOn = new Date(Date.UTC(2026, 10, 1) + offset * 86_400_000)
            .toISOString()
            .slice(0, 10);
          const chosen = aSchedule({ timeZone, startOn, workingDays, soakDays, from, to });
          const schedule = makeSchedule({
            ...base,
            choices: { ...base.choices, schedule: chosen },
          });
          const { steps } = base;
          expect(schedule.steps).toHaveLength(steps.length);
          let last = '';
          for (const [place, { startsAt, endsAt }] of schedule.steps.entries()) {
            expect(last === '' || Date.parse(startsAt) >= Date.parse(last)).toBe(true);
            expect(Date.parse(endsAt)).toBeGreaterThanOrEqual(Date.parse(startsAt));
            const step = steps[place];
            const isActing = step?.kind !== 'soak' && step?.kind !== 'gate';
            if (isActing) expect(openingAt(schedule, startsAt).isOpen, startsAt).toBe(true);
            last = endsAt;
          }
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('a deadline', () => {
  it('has come once its day began in UTC or in the tenant', () => {
    expect(isLate('2027-01-31T23:59Z', '2027-02-01', 'UTC')).toBe(false);
    expect(isLate('2027-02-01T00:00Z', '2027-02-01', 'UTC')).toBe(true);
    expect(isLate('2027-01-31T15:00Z', '2027-02-01', 'Asia/Tokyo')).toBe(true);
    expect(isLate('2027-02-01T00:00Z', '2027-02-01', 'America/New_York')).toBe(true);
    expect(isLate('2027-01-31T23:59Z', '2027-02-01', 'America/New_York')).toBe(false);
  });
});

describe('a schedule that is chosen', () => {
  it.each([
    ['time_zone', { timeZone: 'Mars/Olympus' }],
    ['date', { startOn: '2026-02-30' }],
    ['clock_time', { from: '9:00' }],
    ['from_before_to', { from: '18:00' }],
    ['from_before_to', { freezes: [{ from: '2027-01-02', to: '2027-01-01', name: 'x' }] }],
    ['reason', { reason: ' ' }],
  ])('is refused for its %s', (expected, change) => {
    const parsed = v.safeParse(scheduleChoiceSchema, { ...aSchedule(), ...change });
    expect(parsed.success).toBe(false);
    expect(parsed.issues?.map((issue) => issue.message)).toContain(expected);
  });
});
