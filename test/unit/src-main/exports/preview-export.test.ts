import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { previewCharacters } from '../../../../shared/ipc/export-contract';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { ok } from '../../../../shared/result';
import { exportFormats } from '../../../../src-main/exports/export-formats';
import { exportPlan, plansOf } from '../../../../src-main/exports/export-plan';
import { previewExport } from '../../../../src-main/exports/preview-export';
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
const preview = (hideNames: boolean, file: string | null) =>
  previewExport(input(hideNames), plansOf(input(hideNames)), file);

it('shows the very beginning of each file that would be written', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-preview-'));
  const printPdf = (): Promise<ReturnType<typeof ok<Uint8Array>>> =>
    Promise.resolve(ok(new Uint8Array()));
  expect((await exportPlan({ ...input(false), directory, printPdf })).ok).toBe(true);
  const { files } = preview(false, null);
  for (const name of files) {
    const { shown } = preview(false, name);
    expect(shown?.name).toBe(name);
    expect(shown?.text.length).toBeGreaterThan(50);
    expect(shown?.text.length).toBeLessThanOrEqual(previewCharacters);
    expect(shown?.isPage, name).toBe(/\.(html|pdf)$/.test(name));
    if (shown?.isPage === true) {
      expect(shown.text, name).not.toContain('<');
      continue;
    }
    const written = readFileSync(join(directory, name), 'utf8');
    expect(written.startsWith(shown?.text ?? '-'), name).toBe(true);
    expect(shown?.isWhole, name).toBe(written.length === shown?.text.length);
  }
});

it('names nobody in any file where names are hidden', () => {
  for (const name of preview(true, null).files) {
    expect(preview(true, name).shown?.text.toLowerCase(), name).not.toContain(needle);
  }
});

it('shows the first file for one that is not there, and nothing without files', () => {
  expect(preview(false, 'other.txt').shown?.name).toBe('report.html');
  const none = { ...input(false), formats: [] };
  expect(previewExport(none, plansOf(none), null)).toEqual({ files: [], shown: null });
});
