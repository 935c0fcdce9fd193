import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';
import {
  readScenario,
  type ScenarioFile,
  type ScenarioTenant,
} from '../../../fixtures/scenario-file';
import { planScenario, stepsFor } from './plans';

type Value = 'buySeats' | 'securityDefaultsForAll' | 'keepPerUserUntil';
const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };

function tenant(change: (input: ScenarioTenant) => Partial<ScenarioTenant>): ScenarioFile {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  return { ...file, input: { ...file.input, ...change(file.input) } };
}
const kinds = (plan: Plan): ReadonlySet<string> => new Set(plan.steps.map((one) => one.kind));

it('decides what asks for MFA, and stands as a step', () => {
  const short = tenant(({ cohorts }) => ({
    cohorts: cohorts.map((one) => (one.id === 'offNone' ? { ...one, licence: null } : one)),
  }));
  const open = planScenario(short).plan;
  expect(open.enforcement).toBe('decideLicences');
  const choose = (value: Value) => planScenario(short, { licences: { value, ...signed } }).plan;
  for (const plan of [open, choose('buySeats'), choose('securityDefaultsForAll')]) {
    expect(stepsFor(plan, 'licenceDecision')).toHaveLength(1);
  }
  expect(choose('buySeats').enforcement).toBe('perUserToConditionalAccess');
  const forAll = choose('securityDefaultsForAll');
  expect(forAll.enforcement).toBe('perUserToSecurityDefaults');
  expect(stepsFor(forAll, 'securityDefaultsOn')).toHaveLength(1);
  expect(kinds(forAll).has('ca.create')).toBe(false);
  const kept = choose('keepPerUserUntil');
  expect(kept.enforcement).toBe('decideLicences');
  expect(kinds(kept).has('perUserMfa.set')).toBe(false);
  expect(stepsFor(kept, 'setComplete')).toHaveLength(1);
});

describe('where no licence is left and policies still ask', () => {
  const without = tenant((one) => ({
    tenant: { ...one.tenant, licences: { 'Microsoft 365 Business Standard': 60 } },
    conditionalAccess: [
      {
        ...{ name: 'Asks', state: 'enabled', users: { include: ['All'] } },
        ...{ apps: { include: ['All'] }, grant: { operator: 'OR', controls: ['mfa'] } },
      },
    ],
  }));
  const choose = (value: Value) => planScenario(without, { licences: { value, ...signed } }).plan;

  it('turns the policies off and security defaults on, for all', () => {
    const plan = choose('securityDefaultsForAll');
    expect(plan).toMatchObject({ enforcement: 'decideLicences' });
    expect(plan).not.toHaveProperty('staleChoices');
    const move = plan.steps.filter((one) => ['caOff', 'securityDefaultsOn'].includes(one.purpose));
    expect(move.map((one) => one.kind).slice(-2)).toEqual(['ca.setState', 'securityDefaults.set']);
    expect(stepsFor(plan, 'clearPerUser').length).toBeGreaterThan(0);
    const last = plan.steps.reduce(applyStep, imageOfPlan(plan));
    expect(last.securityDefaults).toBe(true);
    expect(last.conditionalAccess?.map((one) => one.state)).toEqual(['disabled']);
  });

  it.each(['buySeats', 'keepPerUserUntil'] as const)('leaves what asks as it is: %s', (value) => {
    const plan = choose(value);
    expect(plan).not.toHaveProperty('staleChoices');
    for (const kind of ['ca.setState', 'securityDefaults.set', 'perUserMfa.set']) {
      expect(kinds(plan).has(kind)).toBe(false);
    }
    expect(stepsFor(plan, 'setComplete')).toHaveLength(1);
  });
});
