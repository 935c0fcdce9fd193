import { describe, expect, it } from 'vitest';
import { writeNeeds } from '../../shared/registration/write-needs';
import { openAskingSource } from '../fixtures/asking-source';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { openBench, openRolloutIn, planScenario } from '../fixtures/campaign-bench';
import { openPractice } from '../fixtures/open-practice';
import { writes } from '../fixtures/practice-state';
import { applyTest, approveTest, driveRollout, openTestRollout } from '../fixtures/run-rollout';
import { scenarioOf } from './every-kind-scenario';
import { manyPolicies } from './many-policies';
import { smallScenario } from './small-scenario';

const ask = (restore: boolean) =>
  ({ by: 'test', how: 'window', restore, onEvent: () => undefined }) as const;

describe('an emergency stop in a process just begun', { timeout: 240_000 }, () => {
  it('asks one page for all its policies, and at once names those it may not write', async () => {
    const scenario = scenarioOf(smallScenario);
    const plan = manyPolicies(await planScenario(scenario), 3);
    const bench = await openBench(scenario, plan);
    await approveTest(bench.rollout, plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    bench.rollout.close();
    bench.store.close();

    const person = await openAskingSource(bench.tenant, false);
    const { store, rollout } = await openRolloutIn(bench.directory, person.source, plan);
    const sent = (await writes(bench)).length;
    const from = bench.tenant.directory.clock.now();
    const refused = await rollout.stop(ask(false));
    if (!refused.ok) throw new Error(JSON.stringify(refused.failure));
    expect(person.pages).toEqual([writeNeeds.policies]);
    expect(refused.value.policies).toHaveLength(3);
    for (const policy of refused.value.policies) {
      expect(policy).toMatchObject({ state: 'open', failure: { code: 'auth/cancelled' } });
    }
    expect((await writes(bench)).length).toBe(sent);
    expect(bench.tenant.directory.clock.now() - from).toBeLessThan(2_000);
    expect(rollout.status().state).toBe('stopped');

    person.saysYes = true;
    const given = await rollout.stop(ask(false));
    expect(given).toMatchObject({
      ok: true,
      value: { policies: Array.from({ length: 3 }, () => ({ state: 'reportOnly' })) },
    });
    expect(person.pages).toHaveLength(2);
    // Where nothing is on any more, nobody is asked.
    person.saysYes = false;
    const idle = await openAskingSource(bench.tenant, false);
    rollout.close();
    store.close();
    const again = await openRolloutIn(bench.directory, idle.source, plan);
    expect(await again.rollout.stop(ask(true))).toMatchObject({ ok: true });
    expect(idle.pages).toEqual([]);
    again.store.close();
    await bench.close();
  });

  it('asks with it for what gives per-user MFA back; whoever goes on is asked for a stop too', async () => {
    const practice = await openPractice('S02');
    const plan = await planScenario(loadBuiltInScenario('S02'));
    const first = await openTestRollout(practice, plan);
    await approveTest(first, plan);
    const done = await driveRollout(first, practice.source, plan, { ring: 1 });
    if (!done.ok) throw new Error(JSON.stringify(done.failure));
    first.close();

    const going = await openAskingSource(practice.tenant, true);
    const second = await openTestRollout({ ...practice, source: going.source }, plan);
    await driveRollout(second, going.source, plan, { ring: 2 });
    expect(going.pages[0]).toEqual(expect.arrayContaining([...writeNeeds.policies]));
    expect(going.pages[0]).not.toEqual(writeNeeds.policies);
    second.close();

    const person = await openAskingSource(practice.tenant, false);
    const third = await openTestRollout({ ...practice, source: person.source }, plan);
    const sent = (await writes(practice)).length;
    const refused = await third.stop(ask(true));
    expect(refused).toMatchObject({
      ok: true,
      value: { policies: [{ state: 'open' }], restored: 0 },
    });
    expect(person.pages).toEqual([[...writeNeeds.policies, ...writeNeeds.methods]]);
    expect((await writes(practice)).length).toBe(sent);
    person.saysYes = true;
    const given = await third.stop(ask(true));
    if (!given.ok) throw new Error(JSON.stringify(given.failure));
    expect(given.value).toMatchObject({ restorable: [], restoreFailure: null });
    expect(given.value.restored).toBeGreaterThan(0);
    expect(person.pages).toHaveLength(2);
    third.close();
    await practice.close();
  });
});
