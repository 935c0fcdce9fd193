import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { approveTest } from '../fixtures/run-rollout';
import { handOverScenario } from './hand-over-scenario';
import { faultyWrites, type NetworkFault } from './network-faults';
import { planOfSteps } from './plan-of-steps';
import { stateOf } from './record-check';

/** The small tenant's move to security defaults alone. */
export async function planHandOver(): Promise<Plan> {
  const whole = await planScenario(handOverScenario());
  return planOfSteps(
    whole,
    whole.steps.filter((step) => step.bundle !== undefined),
  );
}

/** What asks for MFA: security defaults, and the names of the policies that are on. */
export async function handOverAskers(tenant: PracticeTenant): Promise<readonly string[]> {
  const state = await stateOf(tenant);
  if (!isJsonObject(state)) return [];
  const defaults = state['identitySecurityDefaultsEnforcementPolicy'] ?? null;
  const policies = (state['conditionalAccessPolicies'] as readonly Json[]).filter(isJsonObject);
  const on = policies.filter((policy) => policy['state'] === 'enabled');
  return [
    ...on.map((policy) => String(policy['displayName'] as string)).sort(),
    ...(isJsonObject(defaults) && defaults['isEnabled'] === true ? ['securityDefaults'] : []),
  ];
}

/** The tenant and an approved plan; the n-th write, from 1, meets its fault. */
export async function openHandOver(
  plan: Plan,
  faultOf: (n: number) => NetworkFault | undefined = () => undefined,
): Promise<Bench> {
  const tenant = await startPracticeTenant({ scenario: handOverScenario() });
  const writes = faultyWrites(() => tenant.graphUrl, faultOf);
  const source = await openGraphSource({
    graphUrl: tenant.graphUrl,
    cloud: 'global',
    getToken: () => Promise.resolve(ok(tenant.token)),
    writeFetch: writes.fetch,
  });
  if (!source.ok) throw new Error(source.failure.code);
  const open = await openBenchOn(tenant, source.value, plan);
  await approveTest(open.rollout, plan);
  return open;
}
