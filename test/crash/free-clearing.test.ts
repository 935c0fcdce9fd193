import { expect, it } from 'vitest';
import { openBench, planScenario } from '../fixtures/campaign-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { scenarioOf } from './every-kind-scenario';
import { smallScenario } from './small-scenario';

/** No P1 and no policies: what covers people is security defaults alone (R10, R11). */
it('clears per-user MFA under security defaults in a tenant without P1', async () => {
  const { input } = smallScenario;
  const tenant = {
    ...input.tenant,
    licences: { 'Microsoft 365 Business Basic': 30 },
    securityDefaults: true,
  };
  const free = { ...input, tenant, conditionalAccess: [], choices: undefined };
  const scenario = scenarioOf({ ...smallScenario, input: free });
  const plan = await planScenario(scenario);
  const clearing = plan.steps.filter(({ kind }) => kind === 'perUserMfa.set');
  expect(clearing.flatMap(({ items }) => items ?? [])).toHaveLength(5);
  const bench = await openBench(scenario, plan, { lagMs: 0 });
  try {
    await approveTest(bench.rollout, plan);
    const done = await applyTest(bench.rollout);
    // The report of a person is all that is left.
    expect(done).toMatchObject({ ok: false, failure: { values: { manual: 'finish' } } });
    const { steps } = bench.rollout.status();
    for (const { id } of clearing) {
      expect(steps.find((step) => step.id === id)?.status).toBe('DONE');
    }
  } finally {
    await bench.close();
  }
}, 120_000);
