import { expect } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import { needsSecondPerson, type Plan } from '../../shared/plan/plan';
import { planHashOf } from '../../shared/plan/plan-file';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';
import { sha256 } from '../../src-main/files/sha256';
import { openBench, planScenario, type Bench } from '../fixtures/campaign-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, stateOf } from './record-check';
import { switchScenario } from './switch-scenario';

/** The small tenant's plan up to the switch, without what has nothing to do with it: no waiting. */
export async function planSwitch(): Promise<Plan> {
  const whole = await planScenario(switchScenario());
  const create = whole.steps.findIndex((step) => step.kind === 'ca.create');
  const last = whole.steps.findLastIndex((step) => step.bundle !== undefined);
  const chosen = whole.steps
    .slice(create, last + 1)
    .filter(({ kind }) => kind !== 'soak' && kind !== 'gate');
  return planOfSteps(whole, chosen);
}

/** The same plan for two people, and so another plan. */
export function byTwo(plan: Plan): Plan {
  const signed = { reason: 'four eyes', by: 'a@b.example', at: '2026-11-22T08:00:00Z' };
  const approvals = { value: 2 as const, ...signed };
  const asked = { ...plan, choices: { ...plan.choices, approvals } };
  return { ...asked, planHash: planHashOf(asked, sha256) };
}

/** What asks for MFA: security defaults, our policy, Microsoft's for everybody, or nothing. */
export async function askersOf(tenant: PracticeTenant): Promise<readonly string[]> {
  const state = await stateOf(tenant);
  const found: string[] = [];
  if (!isJsonObject(state)) return found;
  const defaults = state['identitySecurityDefaultsEnforcementPolicy'] ?? null;
  if (isJsonObject(defaults) && defaults['isEnabled'] === true) found.push('securityDefaults');
  for (const policy of policiesIn(state)) {
    const name = typeof policy['displayName'] === 'string' ? policy['displayName'] : '';
    if (policy['state'] !== 'enabled') continue;
    if (name.startsWith('Causeway:')) found.push('own');
    if (name === 'Multifactor authentication for all users') found.push('microsoft');
  }
  return found.sort();
}

function policiesIn(
  state: Readonly<Record<string, Json>>,
): readonly Readonly<Record<string, Json>>[] {
  const list = state['conditionalAccessPolicies'];
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
}

/** A switch on its own bench, and what tests of it ask. */
export interface SwitchBench extends Bench {
  readonly plan: Plan;
  readonly offId: string;
  /** Stops before the switch, with its policy made and reporting; the policy's id. */
  untilReportOnly(): Promise<string>;
  /** Writes of security defaults that arrived. */
  defaultsWrites(): Promise<number>;
}

export const policiesPath = '/v1.0/identity/conditionalAccess/policies';

export async function openSwitch(plan: Plan): Promise<SwitchBench> {
  const bench = await openBench(switchScenario(), plan);
  if (needsSecondPerson(plan)) {
    const { planHash, emergencyAccess } = plan;
    const asked = { planHash, by: 'Bea', how: 'window', for: 'apply' } as const;
    const account = emergencyAccess[0] ?? null;
    expect(await bench.rollout.approveSecond({ ...asked, account })).toMatchObject({ ok: true });
  }
  await approveTest(bench.rollout, plan);
  const place = plan.steps.findIndex((step) => step.kind === 'securityDefaults.set');
  return {
    ...bench,
    plan,
    offId: plan.steps[place]?.id ?? '',
    untilReportOnly: async () => {
      const before = plan.steps[place - 1]?.id ?? '';
      const done = await applyTest(bench.rollout, { step: before });
      if (!done.ok) throw new Error(JSON.stringify(done.failure));
      const entries = bench.rollout.entries(0, 10_000);
      const made = entries.find((entry) => typeof entry.body['objectId'] === 'string');
      return String(made?.body['objectId']);
    },
    defaultsWrites: async () => {
      const arrivals = await arrivalsAt(bench.tenant);
      return arrivals.filter((one) => one.path.includes('identitySecurityDefaults')).length;
    },
  };
}

/** Security defaults are off and nothing else is on: there the process ends, and lets go of its files. */
export async function dieInSwitch(bench: SwitchBench): Promise<void> {
  const { journal } = bench.store;
  const { append } = journal;
  let isDead = false;
  Object.assign(journal, {
    append: (...drafts: Parameters<typeof append>) => {
      if (isDead) throw new Error('killed');
      isDead = drafts[1].some((one) => one.type === 'acked' && one.stepId === bench.offId);
      return append(...drafts);
    },
  });
  await expect(applyTest(bench.rollout)).rejects.toThrow('killed');
  expect(await askersOf(bench.tenant)).toEqual([]);
  bench.rollout.close();
  bench.store.close();
}

/** Somebody else's change, seen by everybody a minute later. */
export async function editOutside(
  { tenant, source }: Bench,
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body: Json,
  waitMs = 60_000,
): Promise<void> {
  const response = await fetch(`${tenant.graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method, path, body }),
  });
  if (!response.ok) throw new Error(String(response.status));
  if (waitMs > 0) await source.clock.sleep(waitMs);
}
