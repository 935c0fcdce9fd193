import { describe, expect, it } from 'vitest';
import { addOpenDays, nextOpen, openingAt, zonedText } from '../../../../shared/plan/open-times';
import { scheduleConflicts } from '../../../../shared/plan/schedule-conflicts';
import { Temporal } from 'temporal-polyfill';
import { aSchedule, planScenario } from './plans';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const berlin = { timeZone: 'Europe/Berlin', workingDays: everyDay, freezes: [] };
const at = (text: string) => Temporal.Instant.from(text).toZonedDateTimeISO('Europe/Berlin');

/** What a plan of every day in these hours says of opening hours around a change. */
function told(startOn: string, from: string, to: string) {
  const schedule = aSchedule({ ...berlin, startOn, from, to });
  const { plan } = planScenario('S02', { schedule });
  const found = scheduleConflicts(plan, '2026-11-22T12:00:00Z');
  return {
    plan,
    said: found.filter(({ kind }) => kind === 'windowSkipped' || kind === 'windowTwice'),
  };
}

describe('hours that the change leaves nothing of', () => {
  // 02:30 is 03:30 on that day, after the hours have closed at 03:15.
  const times = { ...berlin, from: '02:30', to: '03:15' };

  it('do not open at all that day: the next opening is a day later', () => {
    const opens = nextOpen(at('2027-03-27T22:00:00Z'), times);
    expect(opens === null ? null : zonedText(opens)).toBe('2027-03-29T02:30+02:00');
    for (const minute of ['01:00', '01:15', '01:30', '01:45']) {
      expect(openingAt(times, `2027-03-28T${minute}:00Z`)).toEqual({
        isOpen: false,
        opensAt: '2027-03-29T02:30+02:00',
      });
    }
  });

  it('are told with the day that takes their place, and no step stands in them', () => {
    const { plan, said } = told('2027-03-20', '02:30', '03:15');
    expect(said).toEqual([
      { kind: 'windowSkipped', date: '2027-03-28', at: '2027-03-29T02:30+02:00' },
    ]);
    const waiting = new Set(
      plan.steps.flatMap(({ id, kind }) => (kind === 'soak' || kind === 'gate' ? [id] : [])),
    );
    const acting = plan.schedule.steps.filter(({ stepId }) => !waiting.has(stepId));
    expect(acting.length).toBeGreaterThan(10);
    for (const { startsAt } of acting) {
      expect(openingAt(plan.schedule, startsAt).isOpen, startsAt).toBe(true);
    }
  });
});

describe('an hour that comes twice', () => {
  it('opens the first time, and the plan says so', () => {
    const { said } = told('2027-10-20', '02:30', '05:00');
    expect(said).toEqual([
      { kind: 'windowTwice', date: '2027-10-31', at: '2027-10-31T02:30+02:00' },
    ]);
    const times = { ...berlin, from: '02:30', to: '05:00' };
    expect(openingAt(times, '2027-10-31T00:15:00Z').opensAt).toBe('2027-10-31T02:30+02:00');
    // Open from the first 02:30 on, through the second 02:00.
    expect(openingAt(times, '2027-10-31T01:00:00Z').isOpen).toBe(true);
  });

  it('is no longer open the second time where it closes within it', () => {
    const times = { ...berlin, from: '01:00', to: '02:30' };
    expect(openingAt(times, '2027-10-31T00:29:00Z').isOpen).toBe(true);
    expect(openingAt(times, '2027-10-31T01:10:00Z').opensAt).toBe('2027-11-01T01:00+01:00');
  });

  it('counts the same clock time a working day later, whichever of the two it was', () => {
    const times = { ...berlin, from: '00:00', to: '23:59' };
    for (const first of ['2027-10-31T00:40:00Z', '2027-10-31T01:40:00Z']) {
      const later = addOpenDays(at(first), 1, times);
      expect(later === null ? null : zonedText(later)).toBe('2027-11-01T02:40+01:00');
    }
  });

  it('says nothing where the hours keep clear of it', () => {
    expect(told('2027-10-20', '09:00', '17:00').said).toEqual([]);
    expect(told('2027-03-20', '09:00', '17:00').said).toEqual([]);
  });
});

describe('a whole day that the zone skips', () => {
  it('has no opening of its own', () => {
    const apia = { ...berlin, timeZone: 'Pacific/Apia', from: '09:00', to: '17:00' };
    // Samoa went from the evening of the 29th to the morning of the 31st of December 2011.
    const evening = Temporal.ZonedDateTime.from('2011-12-29T18:00[Pacific/Apia]');
    const opens = nextOpen(evening, apia);
    expect(opens === null ? null : zonedText(opens)).toBe('2011-12-31T09:00+14:00');
  });
});
