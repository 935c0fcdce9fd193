import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { plainPerson } from '../../../../shared/assess/judged-person';
import { makeReport } from '../../../../shared/exports/make-report';
import { toMarkdown } from '../../../../shared/exports/markdown';
import { reportJson } from '../../../../shared/exports/report-json';
import { reportWords } from '../../../../shared/exports/report-words';
import { thenAndNowTable } from '../../../../shared/exports/sections/then-and-now-section';
import { thenAndNow } from '../../../../shared/exports/then-and-now';
import { exportContents } from '../../../../src-main/exports/export-contents';
import { plansOf } from '../../../../src-main/exports/export-plan';
import { renderHtml } from '../../../../src-main/exports/render-html';
import { buildFinishView } from '../../../../src-main/workspace/finish-view';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const { plan, simulation } = scenarioPlan('S02');
const reading = scenarioSnapshot(readScenario('S02'));
const judged = assess(reading);
if (!judged.ok) throw new Error(judged.failure.code);
const { assessment } = judged.value;
const later = { ...reading.snapshot, hash: 'another reading', takenAt: '2027-01-20T09:00:00Z' };
/** Everybody who was asked by nothing has a method by now. */
const people = judged.value.people.map((one) => ({
  ...plainPerson(one),
  readiness: 'ready' as const,
}));
const after = { ...assessment, counts: { ...assessment.counts, noMethod: 0 } };
const view = (snapshot: typeof later) =>
  buildFinishView({ plan, assessment: after, people, snapshot, answers: null, status: null });
const record = thenAndNow(view(later), plan.snapshotTakenAt);
if (record === null) throw new Error('the tenant was read since');
const report = (language: 'en' | 'ja', of: typeof record | null = record) =>
  makeReport({ ...{ plan, simulation, language, zone: 'UTC' }, record: of });
const sectionOf = (language: 'en' | 'ja', of: typeof record | null = record) =>
  report(language, of).sections.find(({ id }) => id === 'then-and-now');

describe('then and now in the exports', () => {
  it('are not there while the tenant was not read since', () => {
    expect(thenAndNow(view(reading.snapshot as typeof later), plan.snapshotTakenAt)).toBeNull();
    expect(sectionOf('en', null)).toBeUndefined();
    expect(reportJson(plan, simulation, false, null)).not.toHaveProperty('thenAndNow');
  });

  it('draw both Sankeys and both bars, with the figures of Finish as a table', () => {
    const blocks = sectionOf('en')?.blocks ?? [];
    const flows = blocks.flatMap((block) => (block.kind === 'flow' ? [block.caption] : []));
    expect(flows.map((caption) => caption.split(': ')[1])).toEqual(['When planned', 'Now']);
    const bars = blocks.find((block) => block.kind === 'readiness');
    expect(bars?.rows.map(({ label, counts }) => [label, counts.ready])).toEqual([
      ['When planned', record.before.readiness.ready],
      ['Now', 41],
    ]);
    const table = blocks.find((block) => block.kind === 'table');
    const before = String(plan.counts.noMethod);
    expect(table?.rows).toContainEqual(['No method', before, '0']);
    expect(table?.rows).toContainEqual([
      ...['People: Ready', String(record.before.readiness.ready), '41'],
    ]);
  });

  it('never call a figure nobody could read zero', () => {
    const counts = { ...record.after.counts, noMethod: null };
    const table = thenAndNowTable(
      { ...record, after: { ...record.after, counts } },
      reportWords(plan, 'en', 'UTC'),
    );
    const row = [...table.rows].find(([label]) => label === 'No method');
    expect(row).toEqual(['No method', String(plan.counts.noMethod), '']);
    const blocks = sectionOf('en', { ...record, after: { ...record.after, counts } })?.blocks;
    const told = blocks?.find((block) => block.kind === 'table')?.rows;
    expect(told).toContainEqual(['No method', String(plan.counts.noMethod), 'Unknown']);
  });

  it.each([
    ['en', 'Then and now'],
    ['ja', '計画時と現在'],
  ] as const)('stand in the page and in Markdown (%s)', (language, title) => {
    const html = renderHtml([report(language)]);
    expect(html).toContain(title);
    expect(toMarkdown(report(language))).toContain(`## ${title}`);
  });

  it('are a CSV table and a part of the JSON, without a name in them', () => {
    const input = { plan, simulation, formats: ['csv', 'json'], hideNames: true } as const;
    const contents = exportContents(
      { ...input, zone: 'UTC', record },
      plansOf({ language: 'both', plan, hideNames: true }),
    );
    const names = contents.map(({ name }) => name);
    expect(names).toContain('then-and-now.en.csv');
    expect(names).toContain('then-and-now.ja.csv');
    const csv = contents.find(({ name }) => name === 'then-and-now.en.csv');
    expect([...(csv?.pieces() ?? [])].join('')).toContain('"No method"');
    expect(JSON.parse(JSON.stringify(reportJson(plan, simulation, true, record)))).toMatchObject({
      thenAndNow: { after: { readAt: later.takenAt, readiness: { ready: 41 } } },
    });
    const text = JSON.stringify(record);
    for (const { upn, id } of plan.people) {
      expect(text).not.toContain(upn);
      expect(text).not.toContain(id);
    }
  });
});
