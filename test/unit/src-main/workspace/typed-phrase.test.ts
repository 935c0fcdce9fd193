import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Step } from '../../../../shared/plan/step';
import { phraseFor } from '../../../../src-main/workspace/typed-phrase';

const planOf = (enabled: number, disabled = 0): Plan => {
  const person = (isOn: boolean) => ({ enabled: isOn, isPerson: true });
  const people = [
    ...Array.from({ length: enabled }, () => person(true)),
    ...Array.from({ length: disabled }, () => person(false)),
  ];
  return { people, tenant: { primaryDomain: 'kestrel.example' } } as unknown as Plan;
};

const clearing = (count: number): Step =>
  ({
    kind: 'perUserMfa.set',
    items: Array.from({ length: count }, (_, n) => ({ userId: `u${String(n)}` })),
  }) as unknown as Step;
const wide = (step: object): Step => ({ blast: 'tenant', ...step }) as unknown as Step;

/** Execution.md 3.8: more than fifty people, or more than a quarter of those who can sign in. */
describe('the phrase is asked from', () => {
  it.each([
    [50, planOf(1_000), ''],
    [51, planOf(1_000), 'kestrel.example 51'],
    [25, planOf(100), ''],
    [26, planOf(100), 'kestrel.example 26'],
    // Who is switched off makes no share smaller.
    [26, planOf(100, 900), 'kestrel.example 26'],
  ])('%i people on', (people, plan, phrase) => {
    expect(phraseFor(plan, [clearing(people)])).toBe(phrase);
  });

  it('counts each person once', () => {
    expect(phraseFor(planOf(1_000), [clearing(50), clearing(50)])).toBe('');
  });

  it.each([
    ['the migration state', { kind: 'migration.state' }],
    ['security defaults off', { kind: 'securityDefaults.set', planned: { isEnabled: false } }],
    ['security defaults on', { kind: 'securityDefaults.set', planned: { isEnabled: true } }],
    ['a policy in force', { kind: 'ca.setState', planned: { state: 'enabled' } }],
  ])('one step where it is %s', (_, step) => {
    expect(phraseFor(planOf(200), [wide(step)])).toBe('kestrel.example 200');
  });

  it('not at a policy that only reports', () => {
    const planned = { state: 'enabledForReportingButNotEnforced' };
    expect(phraseFor(planOf(200), [wide({ kind: 'ca.setState', planned })])).toBe('');
  });
});
