import { describe, expect, it } from 'vitest';
import {
  largestPolicyBytes,
  policyBytesAfter,
  utf8Length,
} from '../../../../shared/plan/policy-size';
import { imageOfPlan } from '../../../../shared/plan/post-image';
import { stepTitle } from '../../../../shared/plan/step-title';
import { reverseOf } from '../../../../shared/plan/step-requests';
import { m } from '../../../../shared/paraglide/messages.js';
import {
  readScenario,
  type ScenarioFile,
  type ScenarioTenant,
} from '../../../fixtures/scenario-file';
import { stableId } from '../../../fixtures/stable-id';
import { everyPath, withGuests } from './paths';
import { imageAfter, planScenario } from './plans';

function tenant(change: (input: ScenarioTenant) => Partial<ScenarioTenant>): ScenarioFile {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  return { ...file, input: { ...file.input, ...change(file.input) } };
}

const withoutP1 = tenant(({ tenant: one }) => ({
  tenant: { ...one, licences: { 'Microsoft 365 Business Standard': 40 } },
  conditionalAccess: [],
}));

describe('size of the methods policy', () => {
  const { plan } = planScenario('S02');

  it('counts UTF-8 bytes', () => {
    for (const text of ['abc', 'é', '漢字', '😀', '']) {
      expect(utf8Length(text)).toBe(Buffer.byteLength(text));
    }
  });

  it('grows by what the plan adds', () => {
    expect(policyBytesAfter(plan, imageOfPlan(plan))).toBe(plan.baseline.policyBytes);
    const after = imageAfter(plan);
    const grown =
      Buffer.byteLength(JSON.stringify(after.policy)) -
      Buffer.byteLength(JSON.stringify(imageOfPlan(plan).policy));
    expect(policyBytesAfter(plan, after)).toBe(plan.baseline.policyBytes + grown);
    expect(largestPolicyBytes(plan)).toBeGreaterThanOrEqual(plan.baseline.policyBytes + grown);
  });
});

describe('texts', () => {
  const catalogue = m as unknown as Record<string, unknown>;
  const snake = (text: string): string =>
    text.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

  it('exist for every step of every destination', () => {
    const plans = [
      planScenario('S01'),
      planScenario('S02'),
      planScenario('S12'),
      planScenario(withoutP1),
      planScenario(withGuests),
      planScenario('S02', everyPath),
    ];
    const keys = new Set<string>();
    for (const { plan } of plans) {
      for (const ring of plan.rings) keys.add(ring.name);
      for (const track of plan.tracks) keys.add(`track_${snake(track.track)}`);
      for (const step of plan.steps) {
        keys.add(stepTitle(step).key);
        keys.add(step.why.key);
        keys.add(`purpose_${snake(step.purpose)}`);
        if ('why' in step.reverse) keys.add(step.reverse.why);
        if (step.manual !== undefined) keys.add(`manual_${step.manual.id}_steps`);
        const back = reverseOf(step);
        if (back !== null) keys.add(stepTitle(back).key);
      }
    }
    expect(keys.size).toBeGreaterThan(60);
    expect([...keys].filter((key) => typeof catalogue[key] !== 'function')).toEqual([]);
  });

  it('carry ids of the tenant only where a name is missing', () => {
    const { plan } = planScenario('S02');
    expect(plan.tenant.id).toBe(stableId('tenant', 'kestrel.example'));
    expect(plan.tenant.primaryDomain).toBe('kestrel.example');
  });
});
