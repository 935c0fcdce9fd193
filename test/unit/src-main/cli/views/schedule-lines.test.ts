import { describe, expect, it } from 'vitest';
import { scheduleConflictText } from '../../../../../shared/i18n/schedule-text';
import type { ScheduleConflict } from '../../../../../shared/plan/schedule-conflicts';
import { scheduleLines } from '../../../../../src-main/cli/views/schedule-lines';
import { aSchedule, planScenario } from '../../../shared/plan/plans';

describe('the schedule of a plan in words', () => {
  it('shows each ring in the zone of the tenant and in the reader’s', () => {
    const { plan } = planScenario('S02', { schedule: aSchedule() });
    const lines = scheduleLines(plan, { language: 'en', zone: 'Europe/Berlin' });
    expect(lines[3]).toBe(
      '  Steps start on 1 Dec 2026, on working days from 09:00 to 17:00, time zone Asia/Tokyo. Outside these times no step starts.',
    );
    expect(lines[4]).toMatch(/^ {2}ring 0 +.* \(JST\) to .* \(JST\) {2}.* \(CET\) to .* \(CET\)$/);
    // One line says that the data is read again shortly before the first day.
    expect(lines).toHaveLength(4 + plan.schedule.rings.length + 1 + 1);
  });

  it('says that nobody has set dates yet, and nothing where nothing is planned', () => {
    const { plan } = planScenario('S02');
    expect(scheduleLines(plan, { language: 'ja', zone: 'UTC' })[3]).toContain(
      '日程はまだ設定されていないため、実行は制限されません',
    );
    expect(scheduleLines({ ...plan, steps: [] }, { language: 'ja', zone: 'UTC' })).toEqual([]);
  });

  it('names what speaks against it', () => {
    const { plan } = planScenario('S02', { schedule: aSchedule({ startOn: '2027-01-20' }) });
    const lines = scheduleLines(plan, { language: 'en', zone: 'Asia/Tokyo' });
    expect(lines.filter((line) => line.startsWith('  ! '))).toContainEqual(
      expect.stringContaining('Ring 2 ends on or after 1 Feb 2027. For 6 people in it'),
    );
  });
});

const conflicts: readonly ScheduleConflict[] = [
  { kind: 'startInPast', date: '2026-12-01' },
  { kind: 'neverOpen', stepId: 's04' },
  { kind: 'ringAfterDeadline', ring: 2, date: '2027-02-01', people: 6 },
  { kind: 'phonesAfterDeadline', stepId: 's44', date: '2027-02-01' },
  { kind: 'providerAfterDeadline', stepId: 's40', date: '2027-01-04' },
  { kind: 'ringMoved', ring: 1, date: '2027-01-09', at: '2027-01-11T09:00+09:00' },
  { kind: 'soakShort', days: 0 },
  { kind: 'clockChange', at: '2027-03-28T03:00+02:00', before: '+01:00', after: '+02:00' },
  { kind: 'windowSkipped', date: '2027-03-28', at: '2027-03-28T03:30+02:00' },
  { kind: 'windowTwice', date: '2027-10-31', at: '2027-10-31T02:30+02:00' },
];

describe.each(['en', 'ja'] as const)('a conflict in %s', (language) => {
  it.each(conflicts)('$kind is a sentence without loose ends', (conflict) => {
    const text = scheduleConflictText(conflict, language, 'Asia/Tokyo');
    expect(text).toMatch(language === 'ja' ? /。$/ : /\.$/);
    expect(text).not.toMatch(/[{}]|undefined|\b2027-\d/);
  });
});
