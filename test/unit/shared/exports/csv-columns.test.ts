import { expect, test } from 'vitest';
import { csvTables } from '../../../../shared/exports/csv-columns';
import { reportWords } from '../../../../shared/exports/report-words';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');

test.each([
  ['UTC', 'Z', 0],
  ['Asia/Tokyo', '+09:00', 9],
])('steps begin and end in the zone of the export: %s', (zone, offset, hours) => {
  const { header, rows: made } = csvTables.steps(plan, reportWords(plan, 'en', zone));
  const rows = [...made];
  const start = header.indexOf(`Start (${zone})`);
  const end = header.indexOf(`End (${zone})`);
  const placed = plan.schedule.steps;
  expect(placed.length).toBeGreaterThan(3);
  for (const { stepId, startsAt, endsAt } of placed) {
    const row = rows.find(([id]) => id === stepId);
    for (const [place, iso] of [
      [start, startsAt],
      [end, endsAt],
    ] as const) {
      const text = row?.[place] ?? '';
      const local = new Date(Date.parse(iso) + hours * 3_600_000).toISOString().slice(0, 16);
      expect(text.slice(0, 16)).toBe(local);
      expect(text.endsWith(offset === 'Z' ? '+00:00' : offset), text).toBe(true);
    }
  }
});
