import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { parseScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import type { DriverName } from '../../src-main/store/drivers';
import { planScenario } from '../fixtures/campaign-bench';
import { checkLeft } from './left-record';
import { arrivalsAt, createsIn, differences, stateOf } from './record-check';
import { bundleChild, runChild, wordsForDriver, type Ran } from './run-kill-child';
import { smallScenario } from './small-scenario';

/** The last port call of a child: the n-th of all it makes, or the n-th of each stretch in turn. */
export type Deaths = number | Readonly<Record<string, number>>;

export interface KillBench {
  readonly plan: Plan;
  /** Up to this step it is applied: by then every kind of write of the journey was sent once. */
  readonly until: string;
  /** Applied without a death: its port calls. Later runs are held against where it left the tenant. */
  whole(driver: DriverName): Promise<Ran>;
  /** Applied by children that die where told, each going on where the last one died; how many died. */
  killed(driver: DriverName, deaths: Deaths): Promise<number>;
}

export async function openKillBench(room: string): Promise<KillBench> {
  const parsed = parseScenario(JSON.stringify(smallScenario));
  if (!parsed.ok) throw new Error(parsed.errors.join());
  const scenario: ScenarioInput = parsed.value;
  const child = await bundleChild(room);
  const plan = await planScenario(scenario);
  const planFile = join(room, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  const until = plan.steps.find((step) => step.kind === 'perUserMfa.set')?.id ?? '';
  let expected: Awaited<ReturnType<typeof endOf>> | undefined;
  let runs = 0;

  async function inTenant<T>(work: (tenant: PracticeTenant, directory: string) => Promise<T>) {
    const tenant = await startPracticeTenant({ scenario });
    const directory = join(room, `run-${(runs += 1)}`);
    const done = await work(tenant, directory);
    await tenant.close();
    rmSync(directory, { recursive: true, force: true });
    return done;
  }
  const start = async (
    at: { readonly tenant: PracticeTenant; readonly directory: string },
    driver: DriverName,
    more: {
      readonly killAt?: number;
      readonly deaths?: Readonly<Record<string, number>>;
      readonly opening?: string;
    },
  ): Promise<Ran> => {
    const { graphUrl, token } = at.tenant;
    const order = { directory: at.directory, graphUrl, token, planFile, until, killAt: 0, ...more };
    const ran = await runChild(child, order, wordsForDriver(driver) ?? []);
    if (!ran.killed) expect(ran.driver).toBe(driver);
    return ran;
  };
  const isWhole = { done: { ok: true }, chain: { state: 'intact' } };

  return {
    plan,
    until,
    whole: (driver) =>
      inTenant(async (tenant, directory) => {
        const ran = await start({ tenant, directory }, driver, {});
        expect(ran.result).toMatchObject(isWhole);
        expected = await endOf(tenant);
        expect(expected.creates).toBeGreaterThan(0);
        return ran;
      }),
    killed: (driver, deaths) =>
      inTenant(async (tenant, directory) => {
        if (expected === undefined) throw new Error('nothing to hold it against');
        let left = typeof deaths === 'number' ? {} : deaths;
        let order: Parameters<typeof start>[2] =
          typeof deaths === 'number' ? { killAt: deaths } : { deaths };
        let before: readonly string[] = [];
        for (let died = 0; ; died += 1) {
          const place = `${driver} killed at ${JSON.stringify(deaths)}, time ${died + 1}`;
          const ran = await start({ tenant, directory }, driver, order);
          if (!ran.killed) {
            expect([place, ran.result], JSON.stringify(ran.result)).toMatchObject([place, isWhole]);
            const { creates, state } = await endOf(tenant);
            expect([place, creates]).toEqual([place, expected.creates]);
            expect([place, differences(expected.state, state)]).toEqual([place, []]);
            return died;
          }
          const creates = createsIn(await arrivalsAt(tenant));
          expect([place, creates <= expected.creates]).toEqual([place, true]);
          const entries = await checkLeft({ tenant, directory, place, before });
          before = entries.map(({ hash }) => hash);
          const stretch = ran.stretch ?? '';
          left = Object.fromEntries(Object.entries(left).filter(([name]) => name !== stretch));
          const opening = stretch.startsWith('after') ? stretch : `after ${stretch}`;
          order = { deaths: left, opening };
        }
      }),
  };
}

/** The tenant without times, and how many objects were made in it. */
async function endOf(tenant: PracticeTenant) {
  return { state: await stateOf(tenant), creates: createsIn(await arrivalsAt(tenant)) };
}
