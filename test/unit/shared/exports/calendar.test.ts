import { describe, expect, test } from 'vitest';
import { toCalendar } from '../../../../shared/exports/calendar';
import { redactPlan } from '../../../../shared/exports/redact';
import { reportWords } from '../../../../shared/exports/report-words';
import type { Plan } from '../../../../shared/plan/plan';
import { reviewDates } from '../../../../shared/plan/review-dates';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const calendar = (of: Plan, language: 'en' | 'ja' = 'en'): string =>
  toCalendar(of, reportWords(of, language, 'UTC'), 'owner1');
const unfold = (text: string): string => text.replaceAll('\r\n ', '');
const property = (text: string, name: string): readonly string[] =>
  unfold(text)
    .split('\r\n')
    .filter((line) => line.startsWith(name));

describe('the calendar of a plan', () => {
  test('has an event for each ring, each of Microsoft’s dates and each step by hand', () => {
    const uids = property(calendar(plan), 'UID:');
    expect(uids.filter((uid) => uid.startsWith('UID:ring-'))).toHaveLength(plan.rings.length);
    expect(uids).toContain('UID:deadline-february.owner1@causeway.invalid');
    expect(new Set(uids).size).toBe(uids.length);
    expect(property(calendar(plan), 'DTSTART;VALUE=DATE:20270201')).toHaveLength(1);
  });

  test('is in the zone of the export, its instants in UTC', () => {
    const inTokyo = toCalendar(plan, reportWords(plan, 'en', 'Asia/Tokyo'), 'owner1');
    expect(property(inTokyo, 'X-WR-TIMEZONE:')).toEqual(['X-WR-TIMEZONE:Asia/Tokyo']);
    expect(property(inTokyo, 'DTSTART:')).toEqual(property(calendar(plan), 'DTSTART:'));
  });

  test('has a day for each review after the end, and none where there is no end', () => {
    const reviews = (of: Plan): readonly string[] =>
      property(calendar(of), 'UID:review-').map((uid) => uid.slice(11, 13));
    const chosen: Plan = { ...plan, schedule: { ...plan.schedule, basis: 'chosen' } };
    expect(reviews(chosen)).toEqual(['30', '90']);
    const [first] = reviewDates(plan.schedule.endsAt ?? '', plan.schedule.timeZone);
    const day = first?.date.replaceAll('-', '');
    expect(property(calendar(chosen), `DTSTART;VALUE=DATE:${day}`)).toHaveLength(1);
    expect(reviews({ ...chosen, schedule: { ...chosen.schedule, endsAt: null } })).toEqual([]);
    expect(reviews({ ...plan, schedule: { ...plan.schedule, basis: 'proposed' } })).toEqual([]);
  });

  test('says "at least" of the people behind a date while not all is answered', () => {
    const { people = 0 } = plan.schedule.deadlines.find((one) => one.id === 'february') ?? {};
    const told = (lowerBound: boolean): string => unfold(calendar({ ...plan, lowerBound }));
    expect(told(true)).toContain(`at least ${people} accounts`);
    expect(told(false)).not.toContain('at least');
  });

  test('gives instants in UTC, whatever zone the plan is in', () => {
    const [ring] = plan.schedule.rings;
    const start = new Date(ring?.startsAt ?? '').toISOString().replaceAll(/[-:]|\.\d+/g, '');
    expect(property(calendar(plan), 'DTSTART:')).toContain(`DTSTART:${start}`);
  });

  test('keeps every line to 75 octets and whole characters', () => {
    for (const language of ['en', 'ja'] as const) {
      const text = calendar(plan, language);
      expect(text.endsWith('\r\n')).toBe(true);
      for (const line of text.split('\r\n')) {
        expect(Buffer.byteLength(line, 'utf8')).toBeLessThanOrEqual(75);
        expect(line).not.toContain('\ufffd');
      }
    }
  });

  test('a name cannot end its line or begin another property', () => {
    const hostile = 'Evil\r\nEND:VCALENDAR\nATTACH:https://x.example;a,b\\c';
    const text = unfold(calendar({ ...plan, tenant: { ...plan.tenant, displayName: hostile } }));
    expect(text.split('\r\n').filter((line) => line === 'END:VCALENDAR')).toHaveLength(1);
    expect(text).toContain('Evil\\nEND:VCALENDAR\\nATTACH:https://x.example\\;a\\,b\\\\c');
  });

  test('with names hidden, nothing of the organisation is in it', () => {
    const hidden = unfold(calendar(redactPlan(plan, 'en')));
    expect(hidden).not.toMatch(/kestrel/i);
    expect(property(hidden, 'UID:ring-')).toHaveLength(plan.rings.length);
  });

  test('the same plan gives the same bytes', () => {
    expect(calendar(plan)).toBe(calendar(plan));
  });
});
