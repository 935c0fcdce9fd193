import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { readScenario } from '../../../fixtures/scenario-file';
import { planScenario, stepsFor } from './plans';

/** S02 without P1, with one answer. */
function planWith(classicConditionalAccess: boolean | null): Plan {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  const { tenant, answers } = file.input;
  const licences = { 'Microsoft 365 Business Standard': 40 };
  const input = {
    ...file.input,
    tenant: { ...tenant, licences },
    conditionalAccess: [],
    answers: { ...answers, infrastructure: { classicConditionalAccess } },
  };
  return planScenario({ ...file, input }).plan;
}

describe('classic policies, which Graph does not show', () => {
  it.each([true, null])('are looked at before security defaults go on: %s', (classic) => {
    const { steps } = planWith(classic);
    const check = steps.findIndex((step) => step.manual?.id === 'classic_policies');
    expect(steps[check]).toMatchObject({ purpose: 'caOff', kind: 'manual' });
    expect(check).toBeLessThan(steps.findIndex((step) => step.purpose === 'securityDefaultsOn'));
  });

  it('need no step where there are none', () => {
    expect(stepsFor(planWith(false), 'caOff')).toEqual([]);
  });
});
