import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalStore } from '../../src-main/store/journal-store';
import { openTenantStore } from '../../src-main/store/open-store';
import { bundleChild, childEnvironment } from '../fixtures/bundle-child';
import { quickFolder } from '../fixtures/campaign';
import { connect } from '../fixtures/open-practice';
import { approveTest, driveRollout, openTestRollout, planPractice } from '../fixtures/run-rollout';

interface Budgets {
  /** Processor time of applying a plan, ÷ the same without what its journal takes (row 16: 1.05). */
  readonly applyOfJournalless: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const users = 300;
const repeats = 3;
const bundles = mkdtempSync(join(tmpdir(), 'causeway-journal-'));
const program = join(bundles, 'practice.mjs');
const children: ChildProcess[] = [];
const report: string[] = [];
beforeAll(() => bundleChild(join(import.meta.dirname, '../fixtures/practice-child.ts'), program));
afterAll(() => {
  for (const child of children) child.kill();
  rmSync(bundles, { recursive: true, force: true });
  process.stdout.write(`${report.join('\n')}\n`);
});

/** The tenant answers from a process of its own: this one's time is the product's alone. */
async function serve(): Promise<{ readonly graphUrl: string; readonly token: string }> {
  const child = spawn(process.execPath, [program, String(users)], {
    ...{ env: childEnvironment, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return JSON.parse(line.toString()) as { graphUrl: string; token: string };
}

/** Milliseconds of processor since. */
function since(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** The same journal; what is spent in it is added up. */
function watched(journal: JournalStore, spent: (method: string, ms: number) => void): JournalStore {
  return new Proxy(journal, {
    get(target, name: keyof JournalStore) {
      const method = target[name] as (...values: readonly unknown[]) => unknown;
      return (...values: readonly unknown[]): unknown => {
        const from = process.cpuUsage();
        try {
          return method(...values);
        } finally {
          spent(name, since(from));
        }
      };
    },
  });
}

async function apply() {
  const source = await connect(await serve());
  const directory = quickFolder('journal');
  const opened = openTenantStore(directory, { mode: 'write', clock: source.clock });
  if (!opened.ok) throw new Error(opened.failure.code);
  const plan = await planPractice({ source, store: opened.value }, 'S02');
  const ms = new Map<string, number>();
  const journal = watched(opened.value.journal, (name, more) => {
    ms.set(name, (ms.get(name) ?? 0) + more);
  });
  const store = { ...opened.value, journal };
  const rollout = await openTestRollout({ source, store, directory }, plan);
  await approveTest(rollout, plan);
  const from = process.cpuUsage();
  const done = await driveRollout(rollout, source, plan);
  const all = since(from);
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  const [record] = journal.rollouts();
  const entries = journal.count(record?.rolloutId ?? '');
  rollout.close();
  opened.value.close();
  rmSync(directory, { recursive: true, force: true });
  return { all, ms, entries, steps: plan.steps.length };
}

test('a journal takes little of what applying a plan takes', async () => {
  const ratios: number[] = [];
  for (let n = 0; n < repeats; n += 1) {
    const { all, ms, entries, steps } = await apply();
    const own = [...ms.values()].reduce((sum, one) => sum + one, 0);
    ratios.push(all / (all - own));
    const parts = [...ms]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 4)
      .map(([name, one]) => `${name} ${one.toFixed(0)}`);
    report.push(
      `${String(users)} accounts, ${String(steps)} steps, ${String(entries)} entries: applied in ` +
        `${all.toFixed(0)} ms of processor, ${own.toFixed(0)} of it in the journal (${parts.join(', ')})`,
    );
  }
  const ratio = ratios.sort((a, b) => a - b)[1] ?? Infinity;
  report.push(`with its journal ${ratio.toFixed(3)} of the same without`);
  expect(ratio).toBeLessThanOrEqual(budgets.applyOfJournalless);
}, 600_000);
