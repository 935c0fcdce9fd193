import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { Source } from '../../src-main/graph/source';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import type { Rollout } from '../../src-main/rollout/rollout';
import { campaignSeed, quickFolder, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openRolloutIn, planScenario } from '../fixtures/campaign-bench';
import { connect, goOn } from '../fixtures/open-practice';
import { ownedState } from '../fixtures/practice-state';
import { act, approveTest, driveRollout } from '../fixtures/run-rollout';
import { arrivalsAt, checkRecord, createsIn, differences } from './record-check';

const kills = sizeOf(4, 60);
const quiet = { signal: goOn.signal, onEvent: () => undefined };

/** The program's memory is gone at this entry of the journal; nothing of it leaves after. */
class Killed extends Error {
  override readonly name = 'Killed';
}

type Program = Awaited<ReturnType<typeof openRolloutIn>>;

/** Starts the program over and over, each start dying at its own random moment, until work is done. */
async function withKills(
  start: () => Promise<Program>,
  random: () => number,
  count: number,
  work: (program: Program) => Promise<{ readonly ok: boolean; readonly failure?: unknown }>,
): Promise<number> {
  let killed = 0;
  for (;;) {
    const program = await start();
    const { journal } = program.store;
    const { append } = journal;
    let left = killed < count ? 1 + Math.floor(random() * 25) : Infinity;
    let isDead = false;
    Object.assign(journal, {
      append: (...drafts: Parameters<typeof append>) => {
        if (isDead) throw new Killed();
        left -= 1;
        // Half of them die before the commit, half after it.
        isDead = left <= 0;
        if (isDead && random() < 0.5) throw new Killed();
        const appended = append(...drafts);
        if (isDead) throw new Killed();
        return appended;
      },
    });
    try {
      const done = await work(program);
      expect(done.ok ? null : done.failure).toBeNull();
      return killed;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      killed += 1;
    } finally {
      program.rollout.close();
      program.store.close();
    }
  }
}

/** Takes everything back; an account the way back would strand gets a second method first. */
async function takeBack(rollout: Rollout, source: Source) {
  for (let turn = 0; ; turn += 1) {
    const back = await rollout.rollBack({ toStep: null, ...quiet });
    if (back.ok || turn > 10 || back.failure.code !== 'guardrail/emergency-access') return back;
    const methods = ['fido2SecurityKey', 'microsoftAuthenticatorPush'];
    await act(source, 'register', { user: back.failure.values['account'] ?? '', methods });
    await source.clock.sleep(48 * 3_600_000);
  }
}

const stateOf = async (tenant: PracticeTenant): Promise<Json> =>
  (await (await fetch(`${tenant.graphUrl}/_practice/state`)).json()) as Json;

/** Accounts a person made and named as evidence on the way. */
function madeByHand(rollout: Rollout): readonly string[] {
  const evidence = rollout.entries(0, 100_000).filter((entry) => entry.type === 'evidence');
  return evidence.flatMap(({ body }) =>
    Array.isArray(body['accounts']) ? body['accounts'].map(String) : [],
  );
}

/** Drives to the end; what only a person can tell after a kill, a person tells. */
async function drive(rollout: Rollout, source: Source, plan: Plan) {
  for (let turn = 0; ; turn += 1) {
    const done = await driveRollout(rollout, source, plan);
    if (done.ok || turn > 40) return done;
    const { code, values } = done.failure;
    if (code === 'step/outcome-unknown' && values['why'] === 'notFound') {
      const evidence = 'looked in the portal: it is not there';
      await rollout.confirm({ stepId: values['step'] ?? '', evidence, by: 'test' });
    } else if (code === 'guardrail/blocker-open') {
      // Somebody has only a phone: everybody registers the app.
      await act(source, 'register-people', { users: [] });
      await source.clock.sleep(48 * 3_600_000);
    } else if (code !== 'step/outcome-unknown') return done;
  }
}

describe.each(['S02', 'S12'] as const)('%s, with kills on the way', (name) => {
  it('runs to its end and back to where it was', { timeout: 3_600_000 }, async () => {
    const random = randomOf(campaignSeed + name.length);
    const scenario = loadBuiltInScenario(name);
    const plan = await planScenario(scenario);
    const tenant = await startPracticeTenant({ scenario });
    const source = await connect(tenant);
    const directory = quickFolder('journey');
    const before = await stateOf(tenant);
    const start = (): Promise<Program> => openRolloutIn(directory, source, plan);
    const first = await start();
    await approveTest(first.rollout, plan);
    first.rollout.close();
    first.store.close();
    const forward = await withKills(start, random, kills, ({ rollout }) =>
      drive(rollout, source, plan),
    );
    const arrivals = await arrivalsAt(tenant);
    const creates = plan.steps.filter((step) => /\.create$/.test(step.kind)).length;
    expect(createsIn(arrivals)).toBe(creates);
    const back = await withKills(start, random, kills, async ({ rollout }) => {
      await approveTest(rollout, plan, 'rollBack');
      return takeBack(rollout, source);
    });
    const last = await start();
    const entries = checkRecord(last.rollout, await arrivalsAt(tenant), name);
    expect(last.rollout.status().state).toBe('rolledBack');
    last.rollout.close();
    last.store.close();
    const own = madeByHand(last.rollout);
    const after = ownedState(await stateOf(tenant), own);
    expect(differences(ownedState(before, own), after)).toEqual([]);
    rmSync(directory, { recursive: true, force: true });
    await tenant.close();
    expect(forward + back).toBeGreaterThanOrEqual(4);
    reached(
      'crash/journeys.test.ts',
      `${name}: ${forward} kills to its end, ${back} on the way back, ${entries.length} entries`,
    );
  });
});
