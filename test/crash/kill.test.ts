import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import { makePlan } from '../../shared/plan/make-plan';
import type { Plan } from '../../shared/plan/plan';
import { answersSchema } from '../../shared/tenant/answer';
import { noChoices } from '../../shared/tenant/choice';
import { parseScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { driverNames, loadDriver } from '../../src-main/store/drivers';
import { isLong, notRunHere, quickFolder, reached } from '../fixtures/campaign';
import { connect, goOn } from '../fixtures/open-practice';
import * as v from 'valibot';
import { bundleChild, runChild, type Ran } from './run-kill-child';
import { smallScenario } from './small-scenario';

/** Kills in a usual run, and in a long one (CAUSEWAY_LONG=1; execution.md 8, P2). */
const kills = process.env['CAUSEWAY_LONG'] === '1' ? 1_000 : 20;
const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);
/** Exactly these port calls instead, to look at one place: `CAUSEWAY_KILL_AT=518,519`. */
const chosen = (process.env['CAUSEWAY_KILL_AT'] ?? '').split(',').filter((one) => one !== '');

let room: string;
let child: string;
let planFile: string;
let plan: Plan;
let until: string;
let scenario: ScenarioInput;

beforeAll(async () => {
  room = quickFolder('kill');
  child = await bundleChild(room);
  const parsed = parseScenario(JSON.stringify(smallScenario));
  if (!parsed.ok) throw new Error(parsed.errors.join());
  scenario = parsed.value;
  plan = await planSmall();
  planFile = join(room, 'plan.json');
  writeFileSync(planFile, JSON.stringify(plan));
  // Up to the first clearing every kind of write of the journey has been sent once.
  until = plan.steps.find((step) => step.kind === 'perUserMfa.set')?.id ?? '';
  const kinds = new Set(
    plan.steps.slice(0, plan.steps.findIndex((s) => s.id === until) + 1).map((s) => s.kind),
  );
  for (const kind of [
    'method.configure',
    'group.create',
    'ca.create',
    'ca.setState',
    'group.add',
  ] as const) {
    expect(kinds).toContain(kind);
  }
}, 120_000);

afterAll(() => rmSync(room, { recursive: true, force: true }));

async function planSmall(): Promise<Plan> {
  const tenant = await startPracticeTenant({ scenario });
  const directory = join(room, 'planning');
  const source = await connect(tenant);
  const store = openTenantStore(directory, { mode: 'write', clock: source.clock });
  if (!store.ok) throw new Error(store.failure.code);
  const answers = v.parse(answersSchema, smallScenario.input.answers);
  const snapshot = await takeSnapshot({
    source,
    store: store.value,
    answers,
    control: goOn,
    onProgress: () => undefined,
    sha256,
  });
  if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.failure));
  const { takenAt } = snapshot.value;
  const times = { asOf: takenAt, madeAt: takenAt, appVersion: 'test' };
  const made = makePlan({
    snapshot: snapshot.value,
    answers,
    choices: noChoices,
    ...times,
    sha256,
  });
  store.value.close();
  await tenant.close();
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

function run(tenant: PracticeTenant, directory: string, killAt: number): Promise<Ran> {
  const { graphUrl, token } = tenant;
  return runChild(child, { directory, graphUrl, token, planFile, until, killAt });
}

/** The tenant without ids of what was created and without times. */
async function stateOf(tenant: PracticeTenant): Promise<string> {
  const response = await fetch(`${tenant.graphUrl}/_practice/state`);
  const text = JSON.stringify(await response.json());
  return text.replaceAll(/"\d{4}-\d{2}-\d{2}T[\d:.]+Z"/g, '"time"');
}

async function creates(tenant: PracticeTenant): Promise<number> {
  const response = await fetch(`${tenant.graphUrl}/_practice/history`);
  const { writes } = (await response.json()) as { writes: Json[] };
  return writes.filter(
    (one) =>
      isJsonObject(one) &&
      one['method'] === 'POST' &&
      !JSON.stringify(one['path']).includes('$batch') &&
      one['status'] === 201,
  ).length;
}

describe('killed at any port call', { timeout: isLong ? 14_400_000 : 1_800_000 }, () => {
  it('loses nothing and doubles nothing', async () => {
    const reference = await startPracticeTenant({ scenario });
    const whole = await run(reference, join(room, 'reference'), 0);
    expect(whole.result).toMatchObject({ done: { ok: true }, chain: { state: 'intact' } });
    const expected = await stateOf(reference);
    const expectedCreates = await creates(reference);
    expect(expectedCreates).toBeGreaterThan(0);
    await reference.close();

    console.log(`kill test: ${kills} kills over ${whole.calls} port calls, seed ${seed}`);
    const points = Array.from({ length: kills }, (_, index) => {
      const width = whole.calls / kills;
      const inside = ((seed * 7919 + index * 104_729) % 1000) / 1000;
      return Math.max(1, Math.min(whole.calls, Math.floor(index * width + inside * width)));
    });
    let killed = 0;
    const tried = chosen.length > 0 ? chosen.map(Number) : points;
    const planned = tried.length;
    // With more kills than port calls a place is tried twice: each try has a folder of its own.
    const queue = [...tried.entries()];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, point] = next;
        const tenant = await startPracticeTenant({ scenario });
        const directory = join(room, `kill-${index}`);
        const first = await run(tenant, directory, point);
        if (first.killed) killed += 1;
        const second = await run(tenant, directory, 0);
        const place = `kill at ${point}`;
        expect([place, second.result], JSON.stringify(second.result)).toMatchObject([
          place,
          { done: { ok: true }, chain: { state: 'intact' } },
        ]);
        expect([place, await creates(tenant)]).toEqual([place, expectedCreates]);
        expect([place, await stateOf(tenant)]).toEqual([place, expected]);
        await tenant.close();
        rmSync(directory, { recursive: true, force: true });
      }
    };
    await Promise.all([worker(), worker()]);
    // Nearly every point lies inside the run; the last may fall behind its end.
    expect(killed).toBeGreaterThanOrEqual(Math.floor(planned * 0.9));
    const driver = driverNames.find((name) => loadDriver(name) !== null) ?? '';
    reached('P2', `${killed} SIGKILLs over ${whole.calls} port calls with ${driver}`, {
      ...{ kills: killed, drivers: 1 },
    });
    for (const name of driverNames) {
      if (loadDriver(name) === null) notRunHere('P2', `this Node has no ${name}`);
    }
  });
});
