import { expect, test } from 'vitest';
import { limits } from '../../../../shared/entra/retirement-dates';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import { usualSettings } from '../../../../shared/ipc/settings-contract';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import {
  ownDefaults,
  standardDefaults,
  withDefaults,
  type PlanDefaults,
} from '../../../../shared/tenant/plan-defaults';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

const createdAt = '2026-11-22T08:00:00Z';
const begun = (change: Partial<PlanDefaults>) => ({
  ...{ begunWith: ownDefaults({ ...standardDefaults, ...change }), createdAt },
});

function planOf(choices: Choices): Plan {
  const reading = scenarioSnapshot(readScenario('S02'));
  const merged = { ...reading.choices, ...choices };
  const input = { ...reading, choices: merged, madeAt: reading.asOf, appVersion: '0', sha256 };
  const plan = makePlan(input);
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  return plan.value;
}

test('the standard says nothing, so plans of before keep their hash', () => {
  expect(ownDefaults(usualSettings)).toBeNull();
  expect(withDefaults(noChoices, begun({}))).toBe(noChoices);
  expect(standardDefaults.interruptedPercent / 100).toBe(limits.reportOnlyInterruptedShare);
});

test('a new plan takes its soak, time to register, ring size and approvals from them', () => {
  const change = { soakDays: 4, registrationDays: 9, ringSize: 7 };
  const [before, after] = [
    planOf(noChoices),
    planOf(withDefaults(noChoices, begun({ ...change, asksTwoPeople: true }))),
  ];
  expect([before.schedule.soakDays, before.schedule.registrationDays]).toEqual([1, 5]);
  expect([after.schedule.soakDays, after.schedule.registrationDays]).toEqual([4, 9]);
  const sizes = (plan: Plan) => plan.rings.slice(1).map(({ members }) => members.length);
  expect(Math.max(...sizes(before))).toBeGreaterThan(7);
  expect(Math.max(...sizes(after))).toBe(7);
  expect([before.choices.approvals, after.choices.approvals?.value]).toEqual([undefined, 2]);
  expect(after.planHash).not.toBe(before.planHash);
});

test('what is chosen in the plan comes before them', () => {
  const by = { reason: 'r', by: 'a', at: createdAt };
  const chosen: Choices = {
    ...noChoices,
    approvals: { value: 1, ...by },
    rings: { value: 'risk', ...by },
    schedule: { timeZone: 'UTC', startOn: '2026-12-01', soakDays: 2, ...by },
  };
  const choices = withDefaults(chosen, begun({ soakDays: 4, ringSize: 7, asksTwoPeople: true }));
  expect(choices.approvals?.value).toBe(1);
  const plan = planOf(choices);
  expect(plan.schedule.soakDays).toBe(2);
  expect(Math.max(...plan.rings.slice(1).map((ring) => ring.members.length))).toBeGreaterThan(7);
});

test('figures that a plan carries stay, whatever the settings say later', () => {
  const first = withDefaults(noChoices, begun({ soakDays: 4 }));
  expect(withDefaults(first, begun({ soakDays: 9 })).defaults?.soakDays).toBe(4);
});
