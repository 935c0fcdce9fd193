import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { exportFormats } from '../../../../src-main/exports/export-formats';
import { exportPlan } from '../../../../src-main/exports/export-plan';
import { needle, partnerTenantId, plantedPlan } from '../../../fixtures/planted-plan';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { ok } from '../../../../shared/result';

const plan = plantedPlan();
const simulation = simulatePlan(scenarioPlan('S02').plan);
/** Besides what holds the needle: the planted address range, and ids that lead to somebody. */
const secrets = [
  needle,
  '198.51.100.7',
  partnerTenantId,
  plan.tenant.id,
  ...plan.people.map(({ id }) => id),
];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-hide-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Every file of an export by name, in lower case. */
async function exported(hideNames: boolean): Promise<ReadonlyMap<string, string>> {
  const written = await exportPlan({
    plan,
    simulation,
    formats: exportFormats,
    language: 'both',
    hideNames,
    directory: folder,
    zone: 'UTC',
    notes: [
      { screen: 'rings', text: `Ask ${needle} first`, savedAt: '2026-11-22T12:00:00Z' },
      { person: 'somebody', text: `${needle} has no phone`, savedAt: '2026-11-22T12:00:00Z' },
    ],
    // What would be printed is looked at like every other file.
    printPdf: (html) => Promise.resolve(ok(Buffer.from(html, 'utf8'))),
  });
  expect(written.ok).toBe(true);
  return new Map(
    readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8').toLowerCase(),
    ]),
  );
}

describe('an export without names', () => {
  it('holds nothing of what was planted, in any byte of any file or in its name', async () => {
    const files = await exported(true);
    expect([...files.keys()].sort()).toEqual([
      ...['answers.en.csv', 'answers.ja.csv', 'calendar.en.ics', 'calendar.ja.ics'],
      ...['collector.en.ps1', 'collector.ja.ps1'],
      ...['findings.en.csv', 'findings.ja.csv', 'help-desk.html', 'manifest.json'],
      ...['messages.en.csv', 'messages.en.md', 'messages.ja.csv', 'messages.ja.md'],
      ...['people.en.csv', 'people.ja.csv', 'report.en.md', 'report.en.pdf', 'report.html'],
      ...['report.ja.md', 'report.ja.pdf', 'report.json', 'runbook.en.ps1', 'runbook.ja.ps1'],
      ...['steps.en.csv', 'steps.ja.csv'],
    ]);
    for (const [name, content] of files) {
      for (const secret of secrets) {
        const at = content.indexOf(secret.toLowerCase());
        const around = at === -1 ? '' : content.slice(Math.max(0, at - 80), at + 40);
        expect(`${name}: ${around}`).toBe(`${name}: `);
        expect(name).not.toContain(secret);
      }
    }
  });

  it('is worth looking at: with names, each kind of file holds what was planted', async () => {
    const files = await exported(false);
    for (const [name, content] of files) {
      // It is about no tenant: the same for everybody.
      if (name.startsWith('collector')) continue;
      const expected = name === 'manifest.json' ? plan.tenant.id : needle;
      expect(`${name}: ${content.includes(expected)}`).toBe(`${name}: true`);
    }
    for (const name of ['report.html', 'report.en.md', 'report.ja.pdf']) {
      expect(files.get(name)).toContain(`ask ${needle} first`.toLowerCase());
    }
    for (const secret of secrets) expect(files.get('report.json')).toContain(secret.toLowerCase());
  });
});
