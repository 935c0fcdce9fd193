import { mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { err } from '../../../../shared/result';
import { goOn, resultOf, type ExportRun } from '../../../../src-main/ipc/run-export';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan, simulation } = scenarioPlan('S02');
const planFile = `plan-${plan.planHash.slice(0, 8)}.causeway`;

function runIn(formats: ExportRun['options']['formats']): ExportRun {
  const directory = mkdtempSync(join(tmpdir(), 'causeway-run-export-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const printPdf = () => Promise.resolve(err(failure('file/not-printed', { detail: 'x' })));
  const options = { ...{ plan, simulation, formats, directory, printPdf }, zone: 'UTC' };
  return {
    workspace: {} as ExportRun['workspace'],
    options: { ...options, hideNames: true, language: 'en' },
    ...{ withPlanFile: true, reports: [], planFile: null },
  };
}

test('a plan file that is refused is named, and is all that the next try writes', async () => {
  const run = runIn(['json']);
  const taken = join(run.options.directory, planFile);
  mkdirSync(taken);
  const first = await goOn(run);
  if (!first.ok) throw new Error(first.failure.code);
  const told = resultOf(first.value.run, first.value.failed);
  expect(told.files.map(({ name }) => name)).toEqual(['report.json', 'manifest.json']);
  expect(told.failed).toMatchObject([{ name: planFile, failure: { code: 'file/unwritable' } }]);
  rmdirSync(taken);
  const second = await goOn(first.value.run);
  if (!second.ok) throw new Error(second.failure.code);
  expect(second.value.failed).toEqual([]);
  expect(resultOf(second.value.run, []).files.map(({ name }) => name)).toContain(planFile);
});

test('where nothing at all is written, the export fails as a whole', async () => {
  const run = { ...runIn(['pdf']), withPlanFile: false };
  expect(await goOn(run)).toMatchObject({ failure: { code: 'file/not-printed' } });
  expect(readdirSync(run.options.directory)).toEqual([]);
});
