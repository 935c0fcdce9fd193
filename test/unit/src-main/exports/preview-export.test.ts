import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { previewCharacters } from '../../../../shared/ipc/export-contract';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { ok } from '../../../../shared/result';
import { exportFormats } from '../../../../src-main/exports/export-formats';
import { exportPlan, plansOf } from '../../../../src-main/exports/export-plan';
import {
  makePreview,
  PreviewPlans,
  showPreview,
} from '../../../../src-main/exports/preview-export';
import { styleHash } from '../../../../src-main/exports/render-html';
import { paperStyle } from '../../../../src-main/exports/report-style';
import { needle, plantedPlan } from '../../../fixtures/planted-plan';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const plan = plantedPlan();
const simulation = simulatePlan(scenarioPlan('S02').plan);
const input = (hideNames: boolean) => ({
  ...{
    plan,
    simulation,
    formats: exportFormats,
    hideNames,
    zone: 'UTC',
    language: 'both' as const,
  },
});
const pages = new Map<string, string>();
const keepPage = (html: string): string => {
  const id = String(pages.size).padStart(32, '0');
  pages.set(id, html);
  return id;
};
const preview = (hideNames: boolean, file: string | null) =>
  showPreview(makePreview(input(hideNames), plansOf(input(hideNames)), file), keepPage);
/** What somebody sees of a file: its text, or its page. */
const seen = ({ shown }: ReturnType<typeof preview>): string =>
  shown?.kind === 'page' ? (pages.get(shown.page) ?? '') : (shown?.text ?? '');

it('shows the very beginning of each file that would be written', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-preview-'));
  const printPdf = (): Promise<ReturnType<typeof ok<Uint8Array>>> =>
    Promise.resolve(ok(new Uint8Array()));
  expect((await exportPlan({ ...input(false), directory, printPdf })).ok).toBe(true);
  const { files } = preview(false, null);
  for (const name of files) {
    const { shown } = preview(false, name);
    expect(shown?.name).toBe(name);
    expect(shown?.kind, name).toBe(/\.(html|pdf)$/.test(name) ? 'page' : 'text');
    if (shown?.kind !== 'text') continue;
    expect(shown.text.length).toBeGreaterThan(50);
    expect(shown.text.length).toBeLessThanOrEqual(previewCharacters);
    const written = readFileSync(join(directory, name), 'utf8');
    expect(written.startsWith(shown.text), name).toBe(true);
    expect(shown.isWhole, name).toBe(written.length === shown.text.length);
  }
  for (const name of ['report.html', 'help-desk.html']) {
    const { shown } = preview(false, name);
    expect(shown?.isWhole, name).toBe(true);
    expect(seen(preview(false, name)), name).toBe(readFileSync(join(directory, name), 'utf8'));
  }
});

it('shows a PDF as the sheet of paper, whatever the window looks like', () => {
  const paper = seen(preview(false, 'report.en.pdf'));
  expect(paper).toContain(`<style>${paperStyle}</style>`);
  expect(paper).toContain(`style-src 'sha256-${styleHash('paper')}'`);
  // The last word on colours is that of paper.
  expect(paperStyle.indexOf('@media all')).toBeGreaterThan(
    paperStyle.indexOf('color-scheme: dark'),
  );
  expect(paperStyle).not.toContain('@media print');
});

it('shows a page of a large tenant cut short, and says where and by how much', () => {
  const { plan: small } = scenarioPlan('S02');
  const [step] = small.steps.filter(({ kind }) => kind === 'method.configure');
  if (step === undefined) throw new Error('no step');
  const large = {
    ...small,
    steps: Array.from({ length: 400 }, (_, n) => ({ ...step, id: `s${String(n)}` })),
  };
  const kept: string[] = [];
  const { shown } = showPreview(
    makePreview(
      { ...input(false), plan: large, formats: ['html'] },
      plansOf({ language: 'en', plan: large, hideNames: false }),
      null,
    ),
    (html) => `${String(kept.push(html))}`,
  );
  expect(shown?.isWhole).toBe(false);
  expect(kept[0]).toContain('The preview ends here; the file holds 340 more.');
  expect(kept[0]?.length).toBeLessThan(400_000);
});

it('hides names once for one plan and language, and never mixes them up with those shown', () => {
  const plans = new PreviewPlans();
  const wanted = { plan, language: 'both' as const, hideNames: true };
  const first = plans.of({ ...wanted, language: 'ja' });
  expect([...first.keys()]).toEqual(['ja']);
  const both = plans.of(wanted);
  expect([...both.keys()]).toEqual(['en', 'ja']);
  expect(both.get('ja')).toBe(first.get('ja'));
  expect(JSON.stringify([...both.values()]).toLowerCase()).not.toContain(needle);
  expect(plans.of({ ...wanted, hideNames: false }).get('en')).toBe(plan);
});

it('names nobody in any file where names are hidden', () => {
  for (const name of preview(true, null).files) {
    const shown = seen(preview(true, name)).toLowerCase();
    expect(shown.length).toBeGreaterThan(50);
    expect(shown, name).not.toContain(needle);
  }
});

it('shows the first file for one that is not there, and nothing without files', () => {
  expect(preview(false, 'other.txt').shown?.name).toBe('report.html');
  const none = { ...input(false), formats: [] };
  expect(makePreview(none, plansOf(none), null)).toEqual({ files: [], shown: null });
});
