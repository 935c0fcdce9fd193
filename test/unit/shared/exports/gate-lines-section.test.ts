import { expect, it } from 'vitest';
import { makeReport } from '../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../shared/exports/markdown';
import { redactPlan } from '../../../../shared/exports/redact';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { renderHtml } from '../../../../src-main/exports/render-html';
import { gateLines } from '../../../../src-main/workspace/gate-lines';
import { weekOfLooks } from '../../../fixtures/half-way';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const made = scenarioPlan('S02').plan;
const plan = { ...made, schedule: { ...made.schedule, timeZone: 'UTC' } };
const simulation = simulatePlan(plan);
const lines = gateLines(plan, weekOfLooks(plan));
const reportIn = (language: 'en' | 'ja', audience: 'whole' | 'management' | 'helpDesk' = 'whole') =>
  makeReport({ plan, simulation, language, zone: 'UTC', lines, audience });
const ownSection = (report: ReturnType<typeof reportIn>) => ({
  ...report,
  sections: report.sections.filter(({ id }) => id === 'gate-lines'),
});

it('draws every day that was looked at against the stop line, with a table of the same', () => {
  const html = renderHtml([ownSection(reportIn('en'))]);
  expect(html.match(/class="dot"/g)).toHaveLength(3);
  expect(html.match(/class="dot-unread"/g)).toHaveLength(1);
  expect(html.match(/class="limit"/g)).toHaveLength(1);
  // The unread day breaks the line in two.
  expect(html.match(/class="line"/g)).toHaveLength(2);
  const rows = [...html.matchAll(/<tr><th scope="row">(.*?)<\/th>(.*?)<\/tr>/g)].map(
    ([, day = '', rest = '']) => [
      day,
      ...[...rest.matchAll(/<bdi>(.*?)<\/bdi>/g)].map(([, x]) => x),
    ],
  );
  expect(rows).toEqual([
    ['23 Nov 2026', '25', '100', 'Not met'],
    ['24 Nov 2026', '50', '100', 'Not met'],
    ['25 Nov 2026', 'Not read', '100', 'Unknown'],
    ['27 Nov 2026', '100', '100', 'Met'],
  ]);
});

it('tells the same in Markdown, in both languages', () => {
  const english = toMarkdown(ownSection(reportIn('en')));
  expect(english).toContain('## Figures day by day');
  expect(english).toContain('| 25 Nov 2026 | Not read | 100 | Unknown |');
  const japanese = toMarkdown(ownSection(reportIn('ja')));
  expect(japanese).toContain('| 2026/11/25 | ');
  expect(japanese).not.toContain('Not read');
});

it('is for those who decide, not for the help desk, and nothing where no gate was read', () => {
  const has = (report: ReturnType<typeof reportIn>): boolean =>
    report.sections.some(({ id }) => id === 'gate-lines');
  expect(has(reportIn('en', 'management'))).toBe(true);
  expect(has(reportIn('en', 'helpDesk'))).toBe(false);
  expect(has(makeReport({ plan, simulation, language: 'en', zone: 'UTC', lines: [] }))).toBe(false);
});

it('is titled by the plan it stands in: a line of another plan’s step has none', () => {
  const hidden = redactPlan(plan, 'en');
  const report = makeReport({ plan: hidden, simulation, language: 'en', zone: 'UTC', lines });
  const text = toMarkdown(ownSection(report)).toLowerCase();
  expect(text).not.toContain(plan.tenant.displayName.toLowerCase());
  const other = lines.map((line) => ({ ...line, stepId: 's999' }));
  const none = makeReport({ plan, simulation, language: 'en', zone: 'UTC', lines: other });
  expect(none.sections.map(({ id }) => id)).not.toContain('gate-lines');
});
