import { afterEach, describe, expect, it } from 'vitest';
import { reached } from '../fixtures/campaign';
import { openBench, planScenario, type Bench } from '../fixtures/campaign-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { scenarioOf } from './every-kind-scenario';
import { manyPolicies } from './many-policies';
import { smallScenario } from './small-scenario';

const policies = 20;
let bench: Bench;
afterEach(() => bench.close());

async function stateOfPolicies(): Promise<readonly string[]> {
  const response = await fetch(`${bench.tenant.graphUrl}/_practice/state`);
  const state = (await response.json()) as {
    conditionalAccessPolicies: { displayName: string; state: string }[];
  };
  return state.conditionalAccessPolicies
    .filter((one) => one.displayName.includes('cw-'))
    .map((one) => one.state);
}

describe('the emergency stop of twenty policies', { timeout: 240_000 }, () => {
  it.each(['untouched', 'changed by others'])('%s: safe within a minute', async (how) => {
    const scenario = scenarioOf(smallScenario);
    const plan = manyPolicies(await planScenario(scenario), policies);
    // The service lets one request a second pass to Conditional Access.
    bench = await openBench(scenario, plan, { throttle: 'real' });
    await approveTest(bench.rollout, plan);
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(await stateOfPolicies()).toEqual(Array.from({ length: policies }, () => 'enabled'));
    if (how !== 'untouched') {
      const { policies: own } = bench.tenant.directory;
      for (const { id } of own.truths().slice(0, 5)) {
        const path = `/v1.0/identity/conditionalAccess/policies/${id}`;
        const body = { displayName: 'Causeway: renamed cw-00000000-99' };
        await bench.source.practice?.external({ method: 'PATCH', path, body });
      }
    }
    const from = bench.tenant.directory.clock.now();
    let safeAt = 0;
    const watch = bench.tenant.directory.clock;
    const stopped = await bench.rollout.stop({
      ...{ by: 'test', how: 'cli', restore: false },
      onEvent: () => {
        const states = bench.tenant.directory.policies
          .truths()
          .map((row) => JSON.stringify(row.resource['state']));
        if (safeAt === 0 && !states.includes('"enabled"')) safeAt = watch.now();
      },
    });
    expect(stopped).toMatchObject({ ok: true });
    expect(await stateOfPolicies()).not.toContain('enabled');
    const seconds = Math.ceil(((safeAt || watch.now()) - from) / 1000);
    expect(seconds).toBeLessThanOrEqual(60);
    reached('P28', `${policies} policies ${how}: ${seconds} s at 1/s`, { stops: 1 });
  });
});
