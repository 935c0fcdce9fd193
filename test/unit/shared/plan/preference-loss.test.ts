import { describe, expect, it, test } from 'vitest';
import { lossBetween, preferenceLoss } from '../../../../shared/plan/preference-loss';
import type { Plan } from '../../../../shared/plan/plan';
import type { Choices } from '../../../../shared/tenant/choice';
import { buildPrompts } from '../../../../src-main/workspace/prompt-views';
import { planReading, planScenario, withUnreadGroup } from './plans';

const signed = { reason: 'r', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
const unread = 'f0000000-0000-4000-8000-00000000ffff';
type Choice = Omit<NonNullable<Choices['systemPreferred']>, keyof typeof signed>;
function planned(scenario: string, choice: Choice): Plan {
  const reading = withUnreadGroup(scenario, unread);
  const choices = { ...reading.choices, systemPreferred: { ...choice, ...signed } };
  return planReading({ ...reading, choices }).plan;
}
const everybody = (plan: Plan): number =>
  plan.people.filter((one) => one.enabled && one.isPerson).length;
const whyOf = (plan: Plan) =>
  plan.steps.find((step) => step.kind === 'systemPreferred.set')?.why ?? null;

describe('a setting that is on for everybody, made smaller', () => {
  test.each(['S02', 'S12', 'S14', 'S18'])('%s: to one group, in the same state', (scenario) => {
    const plan = planned(scenario, { value: 'default', include: unread });
    const { systemPreferred } = buildPrompts(plan);
    expect(everybody(plan)).toBeGreaterThan(0);
    expect(systemPreferred).toMatchObject({ changes: true, narrows: 0, loses: everybody(plan) });
    expect(systemPreferred.reach?.before.to).toBe('everyone');
    expect(whyOf(plan)).toMatchObject({
      key: 'why_chosen_narrows',
      values: { count: String(everybody(plan)) },
    });
  });

  it('takes it from those a group leaves out as well, all where it was not read', () => {
    const plan = planned('S02', { value: 'default', include: 'all_users', exclude: unread });
    expect(buildPrompts(plan).systemPreferred).toMatchObject({
      changes: true,
      loses: everybody(plan),
    });
  });

  it('keeps the second factor where only the first ends', () => {
    const plan = planned('S02', { value: 'enabled', include: 'all_users' });
    const view = buildPrompts(plan).systemPreferred;
    expect(view).toMatchObject({ narrows: everybody(plan), loses: 0 });
    expect(whyOf(plan)?.values['count']).toBe(String(everybody(plan)));
  });

  it('counts who is without it on the way, ring by ring', () => {
    const plan = planned('S02', { value: 'enabled', include: 'rolloutGroup' });
    expect(preferenceLoss(plan).whole.size).toBe(everybody(plan));
    expect(whyOf(plan)).toMatchObject({ key: 'why_preferred_pilot_narrows' });
  });
});

it('takes nothing from anybody where nobody chose to make it smaller', () => {
  const { plan } = planScenario('S02');
  expect(buildPrompts(plan).systemPreferred).toMatchObject({
    changes: false,
    narrows: 0,
    loses: 0,
  });
  const same = planned('S02', { value: 'default', include: 'all_users' });
  expect(whyOf(same)).toBeNull();
});

describe('person by person', () => {
  const people = new Set(['ann', 'ben', 'cleo']);
  const groups = new Map([
    ['g1', new Set(['ann'])],
    ['g2', new Set(['ben'])],
    ['g12', new Set(['ann', 'ben'])],
  ]);
  const image = (state: string, include: string, exclude: string[] = [], of = groups) => ({
    groups: of,
    policy: {
      systemCredentialPreferences: {
        state,
        includeTargets: [{ id: include, targetType: 'group' }],
        excludeTargets: exclude.map((id) => ({ id, targetType: 'group' })),
      },
    },
  });
  type Part = ReturnType<typeof image>;
  const lost = (was: Part, becomes: Part) => {
    const { firstFactor, whole } = lossBetween(was, becomes, people);
    return { firstFactor: [...firstFactor], whole: [...whole] };
  };

  test.each([
    [
      'everyone to one group',
      image('default', 'all_users'),
      image('default', 'g1'),
      [],
      ['ben', 'cleo'],
    ],
    ['one group to another', image('enabled', 'g1'), image('enabled', 'g2'), [], ['ann']],
    [
      'a group left out',
      image('default', 'all_users'),
      image('default', 'all_users', ['g2']),
      [],
      ['ben'],
    ],
    ['off', image('enabled', 'g12'), image('disabled', 'g12'), [], ['ann', 'ben']],
    ['one factor for fewer', image('default', 'g12'), image('enabled', 'g1'), ['ann'], ['ben']],
    ['wider', image('enabled', 'g1'), image('default', 'all_users'), [], []],
    ['on', image('disabled', 'all_users'), image('enabled', 'g1'), [], []],
    ['an unread group that stays', image('enabled', 'gx'), image('enabled', 'gx'), [], []],
    ['out of an unread group', image('enabled', 'gx'), image('enabled', 'g12'), [], ['cleo']],
    [
      'people put into the group left out',
      image('default', 'all_users', ['g1']),
      image('default', 'all_users', ['g1'], new Map([['g1', people]])),
      [],
      ['ben', 'cleo'],
    ],
  ] as const)('%s', (_, was, becomes, firstFactor, whole) => {
    expect(lost(was, becomes)).toEqual({ firstFactor, whole });
  });
});
