import { expect, it, test } from 'vitest';
import { zonedAt, zonedText } from '../../../../shared/plan/open-times';
import { soakEnd } from '../../../../shared/plan/soak-end';
import { aSchedule, planScenario } from './plans';

const { schedule } = planScenario('S02', { schedule: aSchedule({ soakDays: 2 }) }).plan;
const friday = zonedAt('2027-01-08T01:39:00Z', schedule.timeZone);

test.each([
  ['a new prompt is seen on a working day', 'systemPreferred', '2027-01-11T10:39+09:00'],
  ['a ring soaks the days chosen', 'caEnforce', '2027-01-12T10:39+09:00'],
  ['a method takes effect at night too', 'enableMethods', '2027-01-09T10:39+09:00'],
] as const)('%s', (_what, purpose, expected) => {
  const end = soakEnd({ purpose, soakMinutes: 1440 }, friday, schedule);
  expect(end === null ? null : zonedText(end)).toBe(expected);
});

it('never ends where no working day is left', () => {
  const freezes = [{ from: '2027-01-09', to: '2036-12-31', name: 'x' }];
  const closed = { ...schedule, freezes };
  expect(soakEnd({ purpose: 'systemPreferred', soakMinutes: 1440 }, friday, closed)).toBeNull();
});
