import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { serializePlan } from '../../../../shared/plan/plan-file';
import { createPlanHandlers } from '../../../../src-main/ipc/plan-handlers';
import { openFile } from '../../../../src-main/workspace/open-file';
import type { Host } from '../../../../src-main/workspace/host';
import { openHost } from '../../../fixtures/open-host';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const takenAt = Date.parse(plan.snapshotTakenAt);
const dayMs = 86_400_000;

let folder = '';
let host: Host;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-review-'));
  vi.useFakeTimers({ toFake: ['Date'] });
  host = openHost(folder);
});
afterEach(async () => {
  vi.useRealTimers();
  await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

/** What Review says of a plan file, so many milliseconds after its tenant was read. */
async function staleAfter(laterMs: number, change: Partial<Plan> = {}): Promise<boolean> {
  vi.setSystemTime(takenAt + laterMs);
  const file = join(folder, 'a.causeway');
  writeFileSync(file, serializePlan(plan));
  const opened = await openFile(host, file);
  const read = await host.current?.filed.get();
  if (!opened.ok || read?.ok !== true) throw new Error(JSON.stringify([opened, read]));
  host.current?.filed.take({ ...read.value, plan: { ...read.value.plan, ...change } });
  const view = await createPlanHandlers(host)['review.get']({}, { windowId: 1, leave: undefined });
  if (!view.ok) throw new Error(JSON.stringify(view));
  return view.value.stale;
}

it('a plan file is old once its tenant was read more than seven days ago', async () => {
  const real = { source: 'https' } as const;
  expect(await staleAfter(7 * dayMs, real)).toBe(false);
  expect(await staleAfter(7 * dayMs + 1, real)).toBe(true);
});

it('one of a practice tenant, which lives on its own clock, is not', async () => {
  expect(await staleAfter(400 * dayMs, { source: 'practice' })).toBe(false);
});
