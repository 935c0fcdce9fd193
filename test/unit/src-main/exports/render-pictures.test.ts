import { describe, expect, it, test } from 'vitest';
import { readinessOrder } from '../../../../shared/charts/readiness-bar';
import { makeReport } from '../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../shared/exports/markdown';
import { pictureTable } from '../../../../shared/exports/picture-table';
import type { Block } from '../../../../shared/exports/report-document';
import { redactPlan } from '../../../../shared/exports/redact';
import { countedPeople, stateToRing } from '../../../../shared/people/asker-flow';
import { loadPerDay } from '../../../../shared/plan/load-per-day';
import { impactKinds, methodImpact } from '../../../../shared/plan/method-impact';
import { renderHtml } from '../../../../src-main/exports/render-html';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const report = makeReport({ plan, simulation, language: 'en', zone: 'Asia/Tokyo' });
const japanese = makeReport({ plan, simulation, language: 'ja', zone: 'Asia/Tokyo' });
const blocks = report.sections.flatMap((section) => section.blocks);
const of = <K extends Block['kind']>(kind: K): readonly Extract<Block, { kind: K }>[] =>
  blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
const page = renderHtml([report]);
const count = (text: string, part: RegExp): number => [...text.matchAll(part)].length;

describe('the pictures of a report', () => {
  it('are those of the screens: two flows, readiness and size of rings, the plan in time', () => {
    expect(of('flow').map(({ caption }) => caption)).toEqual([
      'What asks for MFA, and the strongest method people have',
      'From today’s protection to rings',
    ]);
    expect(of('flow')[1]?.links).toEqual(stateToRing(plan).links);
    expect(of('readiness')[0]?.rows.map(({ counts }) => counts)).toHaveLength(plan.rings.length);
    expect(of('bar')).toHaveLength(1);
    expect(of('timeline')).toHaveLength(1);
  });

  it('draw a mark for every row of their tables', () => {
    const flows = of('flow').flatMap(({ links }) => links);
    expect(count(page, /class="flow flow-/g)).toBe(flows.length);
    const [timeline] = of('timeline');
    expect(timeline?.rows.length).toBeGreaterThan(2);
    expect(count(page, /class="row-label"/g)).toBe(timeline?.rows.length);
    // A swatch for each look in the drawing, hatched as it is there.
    const swatches = page.match(/<svg class="wide".*?<\/svg>/g) ?? [];
    const looks = ['class="fill-c1"', 'class="fill-c2"', 'class="wait"'];
    expect(looks.map((look) => swatches.filter((one) => one.includes(look)).length)).toEqual([
      1, 1, 1,
    ]);
    expect(swatches.find((one) => one.includes('class="wait"'))).toContain('url(#p-unknown)');
    expect(count(page, /class="deadline"/g)).toBeGreaterThan(0);
    for (const picture of [...of('flow'), ...of('timeline')]) {
      const table = pictureTable(picture, 'en');
      for (const cell of table.rows.flat())
        expect(page).toContain(`${cell.replaceAll("'", '&#39;')}<`);
    }
  });

  it('count everybody of a ring once, in the flow as in its bar', () => {
    for (const { ring, members } of plan.rings) {
      const links = of('flow')[1]?.links.filter(({ to }) => to === `ring-${ring}`) ?? [];
      expect(links.reduce((sum, link) => sum + link.count, 0)).toBe(members.length);
      const counts = of('readiness')[0]?.rows[ring]?.counts;
      const sizes = readinessOrder.map((key) => counts?.[key] ?? 0);
      expect(sizes.reduce((sum, one) => sum + one, 0)).toBe(members.length);
    }
  });

  it('show what the screens do of departments, days, methods kept and the policy', () => {
    expect(of('stacked').map(({ caption }) => caption)).toEqual([
      'Readiness by department',
      'What people keep of their methods',
      'Load per day',
    ]);
    const [departments, impact, load] = of('stacked');
    const sums = (picture: typeof departments): number =>
      picture?.rows.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0) ?? 0;
    expect(sums(departments)).toBe(countedPeople(plan.people).length);
    const { counts } = methodImpact(plan);
    expect(impact?.rows.map((row) => row.counts)).toEqual([impactKinds.map((key) => counts[key])]);
    expect(load?.rows.map((row) => row.counts)).toEqual(
      loadPerDay(plan).map(({ registers, switched }) => [registers, switched]),
    );
    const marks = of('stacked').flatMap(({ rows }) =>
      rows.flatMap((row) => row.counts.filter((one) => one > 0)),
    );
    const bars = [...page.matchAll(/<ul class="bars sums">.*?<\/ul>/gs)].map(([text]) => text);
    expect(count(bars.join(''), /class="fill-/g)).toBe(marks.length);
    const [diff] = of('diff');
    expect(diff?.lines.every(({ kind }) => kind !== 'same')).toBe(true);
    expect(count(page, /<tr class="diff-/g)).toBe(diff?.lines.length);
    for (const picture of [...of('stacked'), ...of('diff')]) {
      for (const cell of pictureTable(picture, 'en').rows.flat())
        expect(page).toContain(`${cell.replaceAll("'", '&#39;')}<`);
    }
  });

  it('count the same where names are hidden', () => {
    for (const id of ['S01', 'S02', 'S12']) {
      const open = scenarioPlan(id);
      const countsOf = (one: typeof open.plan) =>
        makeReport({ ...open, plan: one, language: 'en', zone: 'UTC' }).sections.flatMap(
          ({ blocks }) =>
            blocks.flatMap((block): readonly (readonly (string | number)[])[] =>
              block.kind === 'stacked'
                ? block.rows.map((row) => row.counts)
                : block.kind === 'diff'
                  ? block.lines.map(({ kind, before, after }) => [kind, before, after])
                  : [],
            ),
        );
      expect(countsOf(redactPlan(open.plan, 'en')), id).toEqual(countsOf(open.plan));
    }
  });

  it('say their times in the zone of the report', () => {
    const start = of('timeline')[0]?.columns[1];
    expect(start).toBe('Start (Asia/Tokyo)');
    const first = of('timeline')[0]?.rows[0];
    const hour = new Date(Date.parse(first?.spans[0]?.startsAt ?? '') + 9 * 3_600_000);
    expect(first?.start).toContain(hour.toISOString().slice(11, 16));
  });

  it('define each pattern once, however many languages the page has, and use no other', () => {
    const both = renderHtml([report, japanese]);
    const ids = [...both.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of both.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
  });

  test.each(['en', 'ja'] as const)('stand in Markdown as tables: %s', (language) => {
    const text = toMarkdown(language === 'en' ? report : japanese);
    for (const { caption, links } of of('flow')) {
      if (language === 'en') expect(text).toContain(`**${caption}**`);
      expect(links.length).toBeGreaterThan(0);
    }
    expect(text).not.toMatch(/asked_by_|strength_|undefined|\n\n\n/);
  });
});

it('nothing to draw draws nothing', () => {
  const nobody = { ...plan, people: [], rings: [], schedule: { ...plan.schedule, steps: [] } };
  const empty = makeReport({ plan: nobody, simulation, language: 'en', zone: 'UTC' });
  expect(empty.sections.map(({ id }) => id)).not.toContain('schedule');
  expect(renderHtml([empty])).not.toMatch(/class="(chart|bar)"/);
});
