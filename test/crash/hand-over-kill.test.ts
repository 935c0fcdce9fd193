import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder, reached } from '../fixtures/campaign';
import { handOverAskers, planHandOver } from './hand-over-bench';
import { handOverScenario } from './hand-over-scenario';
import { bundleChild, placesToDie, runChild, type Ran } from './run-kill-child';

const before = ['Asks again', 'Asks everybody'];
const scenario = handOverScenario();
let room: string;
let child: string;
let planFile: string;
let until: string;
beforeAll(async () => {
  room = quickFolder('hand-over');
  child = await bundleChild(room);
  const plan = await planHandOver();
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

/** Port calls of the whole of it in one direction. */
async function callsOf(way: 'back' | null): Promise<number> {
  const tenant = await startPracticeTenant({ scenario });
  const directory = join(room, `calls-${way ?? 'forward'}`);
  const applied = await start(tenant, directory, {});
  const ran = way === null ? applied : await start(tenant, directory, { way });
  await tenant.close();
  expect(ran.result).toMatchObject({ done: { ok: true } });
  return ran.calls;
}

describe('killed in the move to security defaults', { timeout: 3_600_000 }, () => {
  it.each([[null], ['back']] as const)(
    'is settled towards protection at the next start, and comes to its end: %s',
    async (way) => {
      const calls = await callsOf(way);
      // The way back makes twice as many calls.
      const queue = [...placesToDie(way === null ? 23 : 47, { after: 0, last: calls })];
      const places = queue.length;
      let [killed, unprotected] = [0, 0];
      const turn = way === null ? {} : { way };
      const end = way === null ? ['securityDefaults'] : before;
      const worker = async (): Promise<void> => {
        for (let killAt = queue.shift(); killAt !== undefined; killAt = queue.shift()) {
          const tenant = await startPracticeTenant({ scenario });
          const directory = join(room, `kill-${way ?? 'forward'}-${killAt}`);
          if (way !== null) await start(tenant, directory, {});
          const died = await start(tenant, directory, { ...turn, killAt });
          if (died.killed) killed += 1;
          if ((await handOverAskers(tenant)).length === 0) unprotected += 1;
          // What a start does by itself, before anybody presses anything.
          const recovered = await start(tenant, directory, { way: 'recover' });
          expect([killAt, recovered.result]).toMatchObject([
            killAt,
            { chain: { state: 'intact' } },
          ]);
          expect([killAt, await handOverAskers(tenant)]).not.toEqual([killAt, []]);
          const last = await start(tenant, directory, { ...turn, resumes: 3 });
          expect([killAt, last.result]).toMatchObject([
            killAt,
            { done: { ok: true }, chain: { state: 'intact' } },
          ]);
          const askers = await handOverAskers(tenant);
          expect([killAt, askers]).toEqual([killAt, expect.arrayContaining([...end])]);
          await tenant.close();
          rmSync(directory, { recursive: true, force: true });
        }
      };
      await Promise.all([worker(), worker()]);
      expect(killed).toBeGreaterThanOrEqual(places - 1);
      const where = way === null ? 'forward' : 'on the way back';
      reached(
        'crash/hand-over-kill.test.ts',
        `${killed} SIGKILLs ${where}, ${unprotected} while nothing asked, 0 left so`,
      );
    },
  );
});
