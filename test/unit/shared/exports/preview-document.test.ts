import { expect, it } from 'vitest';
import { previewDocument, previewRows } from '../../../../shared/exports/preview-document';
import type { Block, ReportDocument, StepText } from '../../../../shared/exports/report-document';

const report = (blocks: readonly Block[]): ReportDocument => ({
  ...{ language: 'en', title: 'T', subtitle: 's' },
  sections: [{ id: 'one', title: 'One', blocks }],
});
const blocksOf = (blocks: readonly Block[]): readonly Block[] =>
  previewDocument(report(blocks)).report.sections[0]?.blocks ?? [];
const rows = (count: number): string[] => Array.from({ length: count }, (_, n) => `row ${n}`);
const step: StepText = {
  ...{ id: 's1', title: 'Step', ring: '', why: '', people: '', prior: '', planned: '' },
  ...{ wayBack: '', reach: '', requests: [], instructions: '', gate: '' },
};
const finding = { title: 'F', code: 'F', who: '', why: '', evidence: [], advice: '' };

const long: readonly (readonly [string, (count: number) => Block])[] = [
  ['list', (count) => ({ kind: 'list', items: rows(count) })],
  [
    'table',
    (count) => ({
      ...{ kind: 'table', caption: 'c', columns: [{ title: 'a', isNumber: false }] },
      rows: rows(count).map((row) => [row]),
    }),
  ],
  ['facts', (count) => ({ kind: 'facts', rows: rows(count).map((text) => ({ term: 't', text })) })],
  [
    'findings',
    (count) => ({ kind: 'findings', caption: 'c', items: rows(count).map(() => finding) }),
  ],
  ['steps', (count) => ({ kind: 'steps', items: rows(count).map(() => step) })],
];

it('leaves a short report as it is, to the very object', () => {
  const short = report(long.map(([, block]) => block(previewRows)));
  expect(previewDocument(short)).toEqual({ report: short, isWhole: true });
  expect(previewDocument(short).report).toBe(short);
});

it.each(long)('cuts a long %s and says how much more there is', (_kind, block) => {
  const [short, said] = blocksOf([block(previewRows + 1_240)]);
  expect(short).toEqual(block(previewRows));
  expect(said).toEqual({
    ...{ kind: 'text', text: 'The preview ends here; the file holds 1,240 more.' },
  });
  expect(previewDocument(report([block(previewRows + 1)])).isWhole).toBe(false);
});

it('cuts what is long within a step, and shows that it goes on', () => {
  const request = { line: 'PATCH /v1.0/x', body: 'b'.repeat(9_000), times: '' };
  const requests = Array.from({ length: 30 }, () => request);
  const [block] = blocksOf([
    { kind: 'steps', items: [{ ...step, prior: 'p'.repeat(9_000), requests }] },
  ]);
  if (block?.kind !== 'steps') throw new Error('no steps');
  const [shown] = block.items;
  expect(shown?.prior).toHaveLength(4_001);
  expect(shown?.requests).toHaveLength(6);
  expect(shown?.requests.at(-1)?.line).toBe('… +25');
  expect(shown?.requests[0]?.body.endsWith('…')).toBe(true);
});
