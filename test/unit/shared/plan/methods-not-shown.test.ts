import { describe, expect, it } from 'vitest';
import { reportWords } from '../../../../shared/exports/report-words';
import { methodsSection } from '../../../../shared/exports/sections/methods-section';
import { buildPolicyView } from '../../../../src-main/workspace/policy-view';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { planReading } from './plans';

/** S02, whose old MFA list allows codes from hardware tokens, read where Graph leaves some out. */
function without(...ids: string[]): ScenarioReading {
  const reading = scenarioSnapshot(readScenario('S02'));
  const { authenticationMethodsPolicy: policy } = reading.snapshot;
  if (policy.kind !== 'read') throw new Error('unread');
  const authenticationMethodConfigurations = policy.value.authenticationMethodConfigurations.filter(
    (one) => !ids.includes(one.id),
  );
  const value = { ...policy.value, authenticationMethodConfigurations };
  return {
    ...reading,
    snapshot: { ...reading.snapshot, authenticationMethodsPolicy: { ...policy, value } },
  };
}

const asked = (reading: ScenarioReading) =>
  planReading(reading).plan.steps.filter((step) => step.manual?.id === 'methods_not_shown');

describe('methods that the old lists allow and the policy as read does not show', () => {
  it('are asked for by name, with their holders, before the migration completes', () => {
    const { plan } = planReading(without('SoftwareOath', 'HardwareOath'));
    const [step] = asked(without('SoftwareOath', 'HardwareOath'));
    expect(step?.why).toMatchObject({
      key: 'why_methods_not_shown',
      values: { methods: 'SoftwareOath, HardwareOath' },
    });
    const holders = plan.people.filter(
      (one) => one.enabled && one.methods?.includes('softwareOneTimePasscode') === true,
    );
    expect(holders.length).toBeGreaterThan(0);
    expect(step?.manual?.userIds).toEqual(holders.map((one) => one.id));
    const place = (purpose: string): number =>
      plan.steps.findIndex((one) => one.purpose === purpose);
    const at = plan.steps.findIndex((one) => one.id === step?.id);
    expect(at).toBeGreaterThan(place('setInProgress'));
    expect(at).toBeLessThan(place('setComplete'));
    expect(plan.steps.some((one) => one.target.id === 'HardwareOath')).toBe(false);
  });

  it('are set by the plan where the policy shows them', () => {
    expect(asked(without())).toEqual([]);
    const { plan } = planReading(without());
    expect(plan.steps.some((one) => one.target.id === 'HardwareOath')).toBe(true);
  });

  it('are asked for while the lists are not answered, and not after a recorded decision', () => {
    const reading = without('HardwareOath');
    expect(asked({ ...reading, answers: { schema: 'causeway-answers/1' } })).toHaveLength(1);
    const decided = {
      value: 'off',
      reason: 'no tokens',
      by: 'a@b.example',
      at: reading.asOf,
    } as const;
    const choices = { ...reading.choices, methods: { HardwareOath: decided } };
    expect(asked({ ...reading, choices })).toEqual([]);
  });

  it('show as unknown, never as off, on New policy and in the report', () => {
    const { plan } = planReading(without('HardwareOath'));
    const row = buildPolicyView(plan, 'keep').methods.find((one) => one.id === 'HardwareOath');
    expect(row).toMatchObject({ now: 'unknown', proposed: 'leave', notShown: true });
    const words = reportWords(plan, 'en', 'UTC');
    const { blocks } = methodsSection(plan, words);
    const rows = blocks[0]?.kind === 'table' ? blocks[0].rows : [];
    expect(rows.find(([name]) => name === 'Hardware OATH tokens')?.[1]).toBe(
      words.term('unknown', 'proposed'),
    );
  });
});
