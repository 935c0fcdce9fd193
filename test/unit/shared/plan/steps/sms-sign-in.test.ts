import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../../shared/json';
import type { Choices } from '../../../../../shared/tenant/choice';
import { readScenario } from '../../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../../fixtures/scenario-snapshot';
import { configured } from '../exclusion-plans';
import { planReading } from '../plans';

const signed = { reason: 'agreed', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const whole = scenarioSnapshot(readScenario('S02'));
const everybody = { id: 'all_users', targetType: 'group', isRegistrationRequired: false };
const some = {
  id: '99999999-9999-4999-8999-000000000001',
  targetType: 'group',
  kept: 'as it came',
};

/** Targets of the step that opens or widens text messages; null: no step changes them. */
function targetsFor(
  now: { readonly state: string; readonly includeTargets: readonly object[] },
  choice: Partial<NonNullable<Choices['methods']>[string]> = {},
): Json {
  const { plan } = planReading({
    ...whole,
    snapshot: configured('Sms', now)(whole.snapshot),
    choices: {
      ...whole.choices,
      methods: { Sms: { value: 'on', scope: 'all_users', ...choice, ...signed } },
    },
  });
  const step = plan.steps.find(
    ({ target, purpose }) => target.id === 'Sms' && purpose !== 'phoneMethodsOff',
  );
  return step?.planned?.['includeTargets'] ?? null;
}

describe('text messages that a plan turns on', () => {
  const usable = { ...everybody, isUsableForSignIn: true };

  it('are no first factor, whatever their targets said while they were off', () => {
    const off = { ...everybody, isUsableForSignIn: false };
    expect(targetsFor({ state: 'disabled', includeTargets: [usable] })).toEqual([off]);
    expect(targetsFor({ state: 'disabled', includeTargets: [everybody] })).toEqual([off]);
    expect(targetsFor({ state: 'disabled', includeTargets: [off] })).toBeNull();
    const others = targetsFor({
      state: 'disabled',
      includeTargets: [{ ...some, isUsableForSignIn: true }],
    });
    expect(others).toEqual([{ ...some, isUsableForSignIn: false }, off]);
  });

  it('stay as they are for whom they are on already', () => {
    const there = { ...some, isUsableForSignIn: true };
    expect(targetsFor({ state: 'enabled', includeTargets: [there] })).toEqual([
      there,
      { ...everybody, isUsableForSignIn: false },
    ]);
    expect(targetsFor({ state: 'enabled', includeTargets: [usable] })).toBeNull();
  });
});
