import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { limits } from '../../shared/entra/graph-limits';
import { stepRequests } from '../../shared/plan/step-requests';
import type { Step, StepItem } from '../../shared/plan/step';
import { createGraphClient } from '../../src-main/graph/graph-client';
import { senderOf } from '../../src-main/rollout/apply-step';
import type { Engine } from '../../src-main/rollout/engine';
import { JournalLog } from '../../src-main/rollout/journal-log';
import { sendLot } from '../../src-main/rollout/send-lot';
import { openTenantStore } from '../../src-main/store/open-store';
import { quickFolder } from '../fixtures/campaign';
import { GroupService } from '../fixtures/group-service';
import { idOf } from '../fixtures/many-people';
import { testId } from '../fixtures/run-rollout';
import { virtualClock } from '../fixtures/virtual-clock';
import { planScenario } from '../unit/shared/plan/plans';

interface Budgets {
  /** Virtual time of adding 100,000 members, ÷ the bound of the limits or of one write at a time (row 7: 1.05). */
  readonly groupAddsTimeOfBound: number;
  /** One member a write, ÷ twenty (row 7: 10). */
  readonly oneByOneOfGroupAdds: number;
  /** Time per member of a large group, ÷ that of a small one: each lot reads all there are so far. */
  readonly groupAddsGrowthPerMember: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const report: string[] = [];
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));
const { plan } = planScenario('S02');
const refs = { created: () => null, evidence: () => null };

/** The plan's own step, over other people and a group that is there. */
function adding(members: number): Step & { readonly items: readonly StepItem[] } {
  const step = plan.steps.find(({ kind }) => kind === 'group.add');
  if (step === undefined) throw new Error('S02 has rings');
  const items = Array.from({ length: members }, (_, n) => ({
    ...{ userId: idOf(n), upn: `user${String(n)}@harbour.example` },
    ...({ prior: 'notMember', planned: 'member' } as const),
  }));
  return { ...step, target: { ...step.target, id: idOf(9_000_001) }, items };
}

function cut<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return all.flatMap((_, n) => (n % size === 0 ? [all.slice(n, n + size)] : []));
}

function open(takes: ConstructorParameters<typeof GroupService>[1]) {
  const clock = virtualClock(1_800_000_000_000, { turns: 3 });
  const service = new GroupService(clock, takes);
  const graph = createGraphClient({
    ...{ transport: service.transport, getToken: null, clock: () => clock },
  });
  return { clock, service, graph, sender: senderOf({ graph, clock }), start: clock.at };
}

/** The writes of a step, `lot` members each, as the engine's one sender sends them: no repeat differs. */
async function add(members: number, lot: number, write: number) {
  const { clock, service, graph, sender, start } = open({ write, page: 0 });
  const step = adding(members);
  const lots = cut(step.items, lot);
  const work = async (): Promise<void> => {
    for (const items of lots) {
      const given = { ...refs, liveOwned: null, graphOrigin: graph.origin };
      const made = stepRequests({ ...step, items }, given);
      if (!made.ok || made.value[0] === undefined) throw new Error('Nothing to send');
      await sender.one(made.value[0], testId(), null);
    }
  };
  await clock.run(work());
  expect([service.members.length, service.writes.refused]).toEqual([members, 0]);
  const { quota, windowMs } = limits.writes;
  const bound = (Math.max(0, lots.length - quota) * windowMs) / quota;
  return { ms: clock.at - start, bound, inTurn: lots.length * write };
}

test.each([20, 350])(
  '100,000 members, where a write takes %i ms',
  async (write) => {
    const { ms, bound, inTurn } = await add(100_000, 20, write);
    const oneByOne = await add(100_000, 1, write);
    const [ratio, gain] = [ms / Math.max(bound, inTurn), oneByOne.ms / ms];
    report.push(
      `100,000 members at ${String(write)} ms a write: ${(ms / 1000).toFixed(0)} s, ` +
        `${(ms / bound).toFixed(3)} of the bound of the limits, ${ratio.toFixed(3)} of that with one ` +
        `write at a time; one by one takes ${gain.toFixed(0)} times as long`,
    );
    expect(ratio).toBeLessThanOrEqual(budgets.groupAddsTimeOfBound);
    expect(gain).toBeGreaterThanOrEqual(budgets.oneByOneOfGroupAdds);
  },
  600_000,
);

/** The same as a step does it: who is there is read before each lot, and what came of it is kept. */
async function apply(
  members: number,
): Promise<{ readonly perMember: number; readonly pages: number }> {
  const { clock, service, graph, sender, start } = open({ write: 350, page: 800 });
  const directory = quickFolder('adds');
  const store = openTenantStore(directory, { mode: 'write', clock });
  if (!store.ok) throw new Error(store.failure.code);
  const { journal, plans } = store.value;
  plans.save(plan, null);
  journal.openRollout({ rolloutId: 'r', planHash: plan.planHash, openedAt: 'now' });
  const iso = (): string => new Date(clock.at).toISOString();
  const log = new JournalLog(
    journal,
    'r',
    () => Promise.resolve(iso()),
    iso,
    () => undefined,
  );
  const fresh = { invalidate: () => undefined };
  const engine = { graph, clock, plan, log, refs, fresh, randomId: testId } as unknown as Engine;
  const step = adding(members);
  const work = async (): Promise<void> => {
    for (const lot of cut(step.items, 20)) {
      const sent = await sendLot(engine, { step, direction: 'forward' }, lot, sender, 1);
      if (!sent.ok) throw new Error(JSON.stringify(sent.failure));
    }
  };
  await clock.run(work());
  store.value.close();
  rmSync(directory, { recursive: true, force: true });
  expect(service.members).toHaveLength(members);
  return { perMember: (clock.at - start) / members, pages: service.pages };
}

test('reading before each lot', async () => {
  const [small, large] = [await apply(900), await apply(4_500)];
  const growth = large.perMember / small.perMember;
  report.push(
    `lots read first: ${small.perMember.toFixed(0)} ms a member at 900, ` +
      `${large.perMember.toFixed(0)} at 4,500 with ${String(large.pages)} pages read, ` +
      `${growth.toFixed(1)} times`,
  );
  expect(growth).toBeLessThanOrEqual(budgets.groupAddsGrowthPerMember);
}, 600_000);
