import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, expect, test } from 'vitest';
import { simulatedPeople, simulateSteps } from '../../shared/lockout/simulate-steps';
import { judgePeople } from '../../shared/assess/judge-people';
import { sha256 } from '../../src-main/files/sha256';
import { writePieces } from '../../src-main/files/plan-files';
import { snapshotHash } from '../../src-main/rollout/snapshot-hash';
import { parseSnapshot, snapshotPieces } from '../../src-main/cli/snapshot-file';
import { enlargedPlan } from '../fixtures/enlarged-plan';
import { manyPeople } from '../fixtures/many-people';
import { planScenario } from '../unit/shared/plan/plans';

interface Budgets {
  /** Bytes a simulation keeps of each account from step to step, besides the plan itself. */
  readonly simulationBytesPerUser: number;
  /** Bytes of a judged account: what a tenant in memory takes beside its snapshot. */
  readonly judgedBytesPerUser: number;
  /** Writing a snapshot file, as a multiple of writing the same bytes. */
  readonly snapshotSaveOfRaw: number;
  /** Reading, checking and hashing it again, as a multiple of reading it as JSON alone. */
  readonly snapshotLoadOfParse: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const report: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'causeway-state-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  process.stdout.write(`${report.join('\n')}\n`);
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes that stay while what `make` answers is held. */
function held<T>(make: () => T): { readonly bytes: number; readonly kept: T } {
  const used = (): number => {
    collect();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const kept = make();
  return { bytes: used() - before, kept };
}

const cpuMs = async (work: () => unknown): Promise<number> => {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
};

async function median(work: () => unknown): Promise<number> {
  const times = [await cpuMs(work), await cpuMs(work), await cpuMs(work)];
  return times.sort((a, b) => a - b)[1] ?? 0;
}

test('a simulation keeps some bytes of each account from step to step', () => {
  const plan = enlargedPlan(planScenario('S02').plan, 2_000);
  const people = simulatedPeople(plan);
  const { bytes, kept } = held(() => {
    const steps = simulateSteps(plan, people);
    // Halfway: everybody of the first rings has moved.
    for (let n = 0; n < plan.steps.length / 2; n += 1) steps.next();
    return steps;
  });
  expect(kept.next().done).toBe(false);
  const perUser = bytes / people.length;
  report.push(`simulation of ${String(people.length)}: ${perUser.toFixed(0)} bytes an account`);
  expect(perUser).toBeLessThanOrEqual(budgets.simulationBytesPerUser);
});

test('a judged account takes so many bytes', () => {
  const input = manyPeople(100_000);
  const { bytes, kept } = held(() => judgePeople(input));
  expect(kept.ok).toBe(true);
  const perUser = bytes / 100_000;
  report.push(`judged: ${perUser.toFixed(0)} bytes an account`);
  expect(perUser).toBeLessThanOrEqual(budgets.judgedBytesPerUser);
});

test('a snapshot file is saved at the pace of the disk and loaded at that of JSON', async () => {
  const { snapshot: made } = manyPeople(20_000);
  const snapshot = { ...made, hash: snapshotHash(made, sha256) };
  const path = join(folder, 'a.snapshot.json');
  const save = await median(() => writePieces(path, () => snapshotPieces(snapshot)));
  const text = readFileSync(path, 'utf8');
  const raw = await median(() => {
    writeFileSync(join(folder, 'raw'), text);
  });
  const load = await median(() => {
    const loaded = parseSnapshot(readFileSync(path, 'utf8'), path, sha256);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure));
  });
  const parse = await median(() => JSON.parse(readFileSync(path, 'utf8')) as unknown);
  const bytes = await median(() => readFileSync(path));
  report.push(
    `snapshot file of ${(text.length / 1e6).toFixed(0)} MB: saving takes ${(save / raw).toFixed(1)} ` +
      `times the write alone, loading ${(load / parse).toFixed(1)} times reading it as JSON and ` +
      `${(load / bytes).toFixed(0)} times reading its bytes`,
  );
  expect(save / raw).toBeLessThanOrEqual(budgets.snapshotSaveOfRaw);
  expect(load / parse).toBeLessThanOrEqual(budgets.snapshotLoadOfParse);
});
