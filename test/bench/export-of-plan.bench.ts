import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { csvTables } from '../../shared/exports/csv-columns';
import { reportWords } from '../../shared/exports/report-words';
import { csvPieces } from '../../src-main/exports/render-csv';
import { writePieces } from '../../src-main/files/plan-files';
import { isLong } from '../fixtures/campaign';
import { enlargedPlan } from '../fixtures/enlarged-plan';
import { planScenario } from '../unit/shared/plan/plans';

interface Budgets {
  /** One text put together field by field, as a multiple of ours (row 21: 5). */
  readonly exportOfConcatenation: number;
  /** Ours, as a multiple of writing the same bytes (row 21: 12). */
  readonly exportOfRaw: number;
  /** Memory an export takes beside the plan, in megabytes (row 21: 32). */
  readonly exportMegabytes: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const folder = mkdtempSync(join(tmpdir(), 'causeway-export-'));
const report: string[] = [];
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${report.join('\n')}\n`);
});

const cpuMs = async (work: () => unknown): Promise<number> => {
  const times: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const from = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(from);
    times.push((user + system) / 1000);
  }
  return times.sort((a, b) => a - b)[1] ?? 0;
};

test('the table of people streams to disk', async () => {
  const plan = enlargedPlan(planScenario('S02').plan, isLong ? 2_500 : 1_000);
  const words = reportWords(plan, 'en', 'Europe/London');
  const path = join(folder, 'people.csv');
  let most = 0;
  const before = process.memoryUsage().rss;
  const ours = await cpuMs(() =>
    writePieces(path, function* () {
      for (const piece of csvPieces(csvTables.people(plan, words))) {
        most = Math.max(most, process.memoryUsage.rss());
        yield piece;
      }
    }),
  );
  const megabytes = (most - before) / 1e6;
  const naive = await cpuMs(() => {
    let text = '\ufeff';
    const { header, rows } = csvTables.people(plan, words);
    for (const row of [header, ...rows]) {
      for (const [n, field] of row.entries()) {
        const plain = field.replaceAll(/[\r\n\t\v\f\u0085\u2028\u2029\u00a0\ufeff]+/g, ' ').trim();
        text += `${n === 0 ? '' : ','}"${plain.replaceAll('"', '""')}"`;
      }
      text += '\r\n';
    }
    writeFileSync(join(folder, 'naive.csv'), text);
  });
  const bytes = readFileSync(path);
  const raw = await cpuMs(() => writeFileSync(join(folder, 'raw'), bytes));
  report.push(
    `export of ${String(plan.people.length)} people, ${(statSync(path).size / 1e6).toFixed(0)} MB: ` +
      `${ours.toFixed(0)} ms; one text takes ${(naive / ours).toFixed(1)} times as long; ` +
      `${(ours / raw).toFixed(0)} times the write alone; ${megabytes.toFixed(0)} MB`,
  );
  expect(readFileSync(join(folder, 'naive.csv')).length).toBe(bytes.length);
  expect(naive / ours).toBeGreaterThanOrEqual(budgets.exportOfConcatenation);
  expect(ours / raw).toBeLessThanOrEqual(budgets.exportOfRaw);
  expect(megabytes).toBeLessThanOrEqual(budgets.exportMegabytes);
}, 600_000);
