import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { openRolloutIn } from '../fixtures/campaign-bench';
import { goOn } from '../fixtures/open-practice';
import type { World } from './model-world';
import { batchFaults, networkFaults, refusals } from './network-faults';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt } from './record-check';
import { changePastTriggers } from '../fixtures/past-triggers';

/** The model knows only how much was tried: what must hold is the same after every command. */
export interface Model {
  commands: number;
}

type Run = (world: World) => Promise<unknown>;

/** A command: always possible, survived whatever it does, and checked after. */
class Command implements fc.AsyncCommand<Model, World> {
  constructor(
    private readonly name: string,
    private readonly work: Run,
  ) {}

  check = (): boolean => true;

  async run(model: Model, world: World): Promise<void> {
    model.commands += 1;
    seenCommands.add(this.name.split(' ')[0] ?? '');
    await world.survive(() => this.work(world));
    await world.check(this.name);
  }

  toString = (): string => this.name;
}

export const seenCommands = new Set<string>();
const quiet = { onEvent: () => undefined };
const by = { by: 'test', how: 'cli' } as const;
const command = (name: string, work: Run): Command => new Command(name, work);
const faultList = [...networkFaults, ...refusals, ...batchFaults];

export const approve = (world: World, way: 'apply' | 'rollBack' = 'apply'): Promise<unknown> =>
  world.rollout.approve({ planHash: world.plan.planHash, ...by, for: way });

async function practice(world: World, name: string, body: unknown): Promise<void> {
  await fetch(`${world.tenant.graphUrl}/_practice/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

const policiesPath = '/v1.0/identity/conditionalAccess/policies';

function firstPolicy(world: World): string {
  return world.tenant.directory.policies.truths()[0]?.id ?? '';
}

/** Another process that tries the same folder is refused, and the first goes on. */
async function secondProcess(world: World): Promise<void> {
  const second = openRolloutIn(world.directory, world.source, world.plan);
  await expect(second).rejects.toThrow('store/locked');
}

/** A journal changed behind our back is refused at the next start, and nothing is written. */
async function tamper(world: World): Promise<void> {
  if (world.rollout.entries(0, 2).length === 0) return;
  const { directory } = world;
  world.end();
  const database = join(directory, 'causeway.db');
  copyFileSync(database, `${database}.kept`);
  changePastTriggers(directory, "UPDATE journal SET at='2020-01-01T00:00:00.000Z' WHERE seq=0");
  const before = (await arrivalsAt(world.tenant)).length;
  await expect(openRolloutIn(directory, world.source, world.plan)).rejects.toThrow('store/corrupt');
  expect((await arrivalsAt(world.tenant)).length).toBe(before);
  copyFileSync(`${database}.kept`, database);
  await world.start();
}

/** Another plan beside one that is under way is refused. */
async function importPlan(world: World): Promise<void> {
  const entries = world.rollout.entries(0, 100_000);
  const begun = entries.some((entry) => entry.type === 'intent');
  // A rollout that came to its end, or was taken back, leaves room for the next plan.
  const isOver = entries.some((entry) => entry.type === 'note' && entry.stepId === null);
  if (!begun || isOver) return;
  const other = planOfSteps(world.plan, world.plan.steps.slice(0, 1));
  world.end();
  await expect(openRolloutIn(world.directory, world.source, other)).rejects.toThrow(
    'plan/other-plan-here',
  );
  await world.start();
}

/** Every command of execution.md 3.11. */
export const modelCommands = [
  fc.constant(null).map(() => command('Approve', (world) => approve(world))),
  fc
    .nat(4)
    .map((n) => command(`ApplyNext ${n}`, (world) => world.apply(world.plan.steps[n]?.id ?? null))),
  fc.constant(null).map(() => command('ApplyAll', (world) => world.apply())),
  fc.integer({ min: 1, max: 120 }).map((n) =>
    command(`Crash ${n}`, async (world) => {
      world.killIn = n;
      await world.apply().finally(() => (world.killIn = 0));
    }),
  ),
  fc.nat(faultList.length - 1).map((n) =>
    command(`NetFault ${faultList[n]?.name ?? ''}`, async (world) => {
      const { action = {}, inBatch = false } = faultList[n] ?? {};
      if (action['kind'] === 'hang') return world.apply();
      const rules = ['PATCH', 'POST', 'DELETE'].map((method) => ({ method, action, inBatch }));
      await practice(world, 'faults', { rules });
      await world.apply();
      return practice(world, 'faults', { rules: [] });
    }),
  ),
  fc.integer({ min: 0, max: 900 }).map((seconds) =>
    command(`StaleRead ${seconds}`, async (world) => {
      await practice(world, 'clock', { advanceMs: seconds * 1000 });
    }),
  ),
  fc.constantFrom('disabled', 'enabled', 'enabledForReportingButNotEnforced').map((state) =>
    command(`ExternalEdit ${state}`, (world) =>
      practice(world, 'external', {
        ...{ method: 'PATCH', path: `${policiesPath}/${firstPolicy(world)}`, body: { state } },
      }),
    ),
  ),
  fc.constant(null).map(() =>
    command('ExternalCreate', (world) => {
      const group = world.plan.steps.find((step) => step.kind === 'group.create');
      const displayName = 'Somebody else’s';
      const body = { ...group?.planned, displayName, mailNickname: 'somebody' };
      return practice(world, 'external', { method: 'POST', path: '/v1.0/groups', body });
    }),
  ),
  fc.constant(null).map(() =>
    command('Restart', async (world) => {
      world.end();
      await world.start();
    }),
  ),
  fc.constant(null).map(() => command('SecondProcess', secondProcess)),
  fc.constant(null).map(() =>
    command('RollBack', async (world) => {
      await approve(world, 'rollBack');
      await world.rollout.rollBack({ toStep: null, signal: goOn.signal, ...quiet });
    }),
  ),
  fc
    .constant(null)
    .map(() => command('Stop', (world) => world.rollout.stop({ ...by, restore: false, ...quiet }))),
  fc.integer({ min: -600, max: 600 }).map((seconds) =>
    command(`ClockJump ${seconds}`, async (world) => {
      const { clock } = world.tenant.directory;
      clock.set(clock.now() + seconds * 1000);
      await world.apply();
    }),
  ),
  fc
    .integer({ min: 1, max: 9 })
    .map((days) =>
      command(`Sleep ${days}`, (world) =>
        practice(world, 'clock', { advanceMs: days * 86_400_000 }),
      ),
    ),
  fc.constant(null).map(() =>
    command('RevokeToken', async (world) => {
      world.isSignedOut = true;
      await world.apply();
      world.isSignedOut = false;
    }),
  ),
  fc.constant(null).map(() =>
    command('ClaimsChallenge', async (world) => {
      world.isChallenged = true;
      await world.apply();
      world.isChallenged = false;
    }),
  ),
  fc.constant(null).map(() =>
    command('DiskFull', async (world) => {
      world.isFull = true;
      const before = (await arrivalsAt(world.tenant)).length;
      await world.apply();
      expect((await arrivalsAt(world.tenant)).length).toBe(before);
      world.isFull = false;
    }),
  ),
  fc.integer({ min: 1, max: 12 }).map((n) =>
    command(`FsyncError ${n}`, async (world) => {
      world.failCommitIn = n;
      await world.apply();
      world.failCommitIn = 0;
    }),
  ),
  fc.constant(null).map(() => command('TamperByte', tamper)),
  fc.constant(null).map(() => command('ImportPlan', importPlan)),
];
