import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder, reached } from '../fixtures/campaign';
import { ownedState } from '../fixtures/practice-state';
import { differences, stateOf } from './record-check';
import { bundleChild, placesToDie, runChild, type Ran } from './run-kill-child';
import { askersOf, planSwitch } from './switch-bench';
import { switchScenario } from './switch-scenario';

const scenario = switchScenario();

let room: string;
let child: string;
let planFile: string;
let until: string;
beforeAll(async () => {
  room = quickFolder('switch-back');
  child = await bundleChild(room);
  const plan = await planSwitch();
  until = plan.steps.at(-1)?.id ?? '';
  planFile = join(room, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
}, 120_000);
afterAll(() => rmSync(room, { recursive: true, force: true }));

interface Turn {
  readonly killAt?: number;
  readonly way?: 'back' | 'recover';
  readonly resumes?: number;
}

function start(tenant: PracticeTenant, directory: string, turn: Turn): Promise<Ran> {
  const { graphUrl, token } = tenant;
  return runChild(child, { directory, graphUrl, token, planFile, until, killAt: 0, ...turn });
}

describe('killed while the switch is taken back', { timeout: 3_600_000 }, () => {
  it('is settled towards protection at the next start, and ends where the tenant began', async () => {
    const reference = await startPracticeTenant({ scenario });
    const before = ownedState(await stateOf(reference), []);
    await start(reference, join(room, 'reference'), {});
    const whole = await start(reference, join(room, 'reference'), { way: 'back' });
    expect(whole.result).toMatchObject({ done: { ok: true } });
    expect(await askersOf(reference)).toEqual(['securityDefaults']);
    await reference.close();
    const places = placesToDie(49, { after: 0, last: whole.calls });
    let killed = 0;
    let unprotected = 0;
    const queue = [...places];
    const worker = async (): Promise<void> => {
      for (let killAt = queue.shift(); killAt !== undefined; killAt = queue.shift()) {
        const tenant = await startPracticeTenant({ scenario });
        const directory = join(room, `kill-${killAt}`);
        const applied = await start(tenant, directory, {});
        expect([killAt, applied.result]).toMatchObject([killAt, { done: { ok: true } }]);
        const died = await start(tenant, directory, { way: 'back', killAt });
        if (died.killed) killed += 1;
        if ((await askersOf(tenant)).length === 0) unprotected += 1;
        // What a start does by itself, before anybody presses anything.
        const recovered = await start(tenant, directory, { way: 'recover' });
        expect([killAt, recovered.result]).toMatchObject([killAt, { chain: { state: 'intact' } }]);
        expect([killAt, await askersOf(tenant)]).not.toEqual([killAt, []]);
        const last = await start(tenant, directory, { way: 'back', resumes: 3 });
        expect([killAt, last.result]).toMatchObject([
          killAt,
          { done: { ok: true }, chain: { state: 'intact' } },
        ]);
        expect([killAt, await askersOf(tenant)]).toEqual([killAt, ['securityDefaults']]);
        const after = ownedState(await stateOf(tenant), []);
        expect([killAt, differences(before, after)]).toEqual([killAt, []]);
        await tenant.close();
        rmSync(directory, { recursive: true, force: true });
      }
    };
    await Promise.all([worker(), worker()]);
    expect(killed).toBeGreaterThanOrEqual(places.length - 1);
    reached(
      'crash/switch-back-kill.test.ts',
      `${killed} SIGKILLs on the way back, ${unprotected} while nothing asked, 0 left so, all restored`,
    );
  });
});
