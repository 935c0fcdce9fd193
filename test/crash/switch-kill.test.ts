import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder, reached } from '../fixtures/campaign';
import { bundleChild, placesToDie, runChild, type Ran } from './run-kill-child';
import { askersOf, planSwitch } from './switch-bench';
import { switchScenario } from './switch-scenario';

let room: string;
let child: string;
let planFile: string;
let plan: Plan;
beforeAll(async () => {
  room = quickFolder('switch');
  child = await bundleChild(room);
  plan = await planSwitch();
  planFile = join(room, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
}, 120_000);
afterAll(() => rmSync(room, { recursive: true, force: true }));

const scenario = switchScenario();
const lastId = (): string => plan.steps.at(-1)?.id ?? '';
const beforeSwitch = (): string => {
  const first = plan.steps.findIndex((step) => step.bundle !== undefined);
  return plan.steps[first - 1]?.id ?? '';
};

function start(
  tenant: PracticeTenant,
  directory: string,
  order: { readonly until: string; readonly killAt: number; readonly resumes?: number },
): Promise<Ran> {
  const { graphUrl, token } = tenant;
  return runChild(child, { directory, graphUrl, token, planFile, ...order });
}

describe('killed in the middle of the switch', { timeout: 1_800_000 }, () => {
  it('is settled towards protection at the next start, and comes to its end', async () => {
    const reference = await startPracticeTenant({ scenario });
    const opening = await start(reference, join(room, 'opening'), {
      until: beforeSwitch(),
      killAt: 0,
    });
    await reference.close();
    const second = await startPracticeTenant({ scenario });
    const whole = await start(second, join(room, 'whole'), { until: lastId(), killAt: 0 });
    await second.close();
    expect(whole.result).toMatchObject({ done: { ok: true } });
    const places = placesToDie(25, { after: opening.calls, last: whole.calls });
    let unprotected = 0;
    const queue = [...places];
    const worker = async (): Promise<void> => {
      for (let killAt = queue.shift(); killAt !== undefined; killAt = queue.shift()) {
        const tenant = await startPracticeTenant({ scenario });
        const directory = join(room, `kill-${killAt}`);
        const killed = await start(tenant, directory, { until: lastId(), killAt });
        if ((await askersOf(tenant)).length === 0) unprotected += 1;
        const settled = await start(tenant, directory, { until: lastId(), killAt: 0 });
        expect([killAt, killed.killed, (await askersOf(tenant)).length > 0]).toEqual([
          killAt,
          true,
          true,
        ]);
        expect([killAt, settled.result]).toMatchObject([killAt, { chain: { state: 'intact' } }]);
        const last = await start(tenant, directory, { until: lastId(), killAt: 0, resumes: 3 });
        expect([killAt, last.result]).toMatchObject([killAt, { done: { ok: true } }]);
        expect([killAt, await askersOf(tenant)]).toEqual([
          killAt,
          expect.arrayContaining(['own']) as unknown,
        ]);
        await tenant.close();
        rmSync(directory, { recursive: true, force: true });
      }
    };
    await Promise.all([worker(), worker()]);
    // Some of them died where nothing asked: what the next start is for.
    expect(unprotected).toBeGreaterThan(0);
    reached(
      'crash/switch-kill.test.ts',
      `${places.length} SIGKILLs in the switch, ${unprotected} while nothing asked, 0 left so`,
    );
  });
});
