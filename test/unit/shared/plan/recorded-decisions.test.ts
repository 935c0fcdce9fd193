import { expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import type { Choices } from '../../../../shared/tenant/choice';
import { readScenario } from '../../../fixtures/scenario-file';
import { sha256 } from '../../../fixtures/stable-id';
import { carriedOut } from './carried-out';
import { planScenario } from './plans';

const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
const licences = { value: 'keepPerUserUntil', ...signed } as const;

/** S02 without P1 while a policy asks, planned and carried out so often. */
function planAfter(rounds: number, choices: Partial<Choices>): Plan {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('not a tenant');
  const tenant = { ...file.input.tenant, licences: { 'Microsoft 365 Business Standard': 60 } };
  const asks = { name: 'Asks', state: 'enabled' as const, users: { include: ['All'] } };
  const grant = { operator: 'OR' as const, controls: ['mfa'] };
  const conditionalAccess = [{ ...asks, apps: { include: ['All'] }, grant }];
  const emergency = {
    ...{ id: 'bg', count: 2, kind: 'member', perUserMfa: 'disabled' as const },
    ...{ methods: ['fido2SecurityKey'], upnDomain: 'initial' as const },
    roles: [{ role: 'Global Administrator', assignment: 'active' as const }],
  };
  const { accounts, ...answers } = file.input.answers;
  const emergencyAccess = [{ upnPattern: 'bg?@kestrelexample.onmicrosoft.com' }];
  const input = {
    ...{ ...file.input, tenant, conditionalAccess },
    cohorts: [...file.input.cohorts, emergency],
    answers: { ...answers, accounts: { ...accounts, emergencyAccess } },
  };
  const { plan: first, reading } = planScenario({ ...file, input }, choices);
  let [plan, { snapshot }] = [first, reading];
  for (let round = 0; round < rounds; round += 1) {
    snapshot = carriedOut(plan, snapshot);
    const made = makePlan({ ...reading, snapshot, madeAt: reading.asOf, appVersion: '0', sha256 });
    if (!made.ok) throw new Error(made.failure.code);
    plan = made.value;
  }
  return plan;
}
const purposesOf = (plan: Plan): readonly string[] => plan.steps.map((step) => step.purpose);

it('a licence decision is work until it is recorded', () => {
  expect(purposesOf(planAfter(2, {}))).toContain('licenceDecision');
  // Kept until its day: once that is recorded nothing of it is left to carry out.
  expect(purposesOf(planAfter(0, { licences }))).not.toContain('licenceDecision');
  const buySeats = { value: 'buySeats', ...signed } as const;
  expect(purposesOf(planAfter(0, { licences: buySeats }))).toContain('licenceDecision');
  expect(purposesOf(planAfter(2, { licences }))).toEqual([]);
});
