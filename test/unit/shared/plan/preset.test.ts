import { describe, expect, it } from 'vitest';
import { presetMethods, withPreset, type PresetName } from '../../../../shared/plan/preset';
import { planScenario } from './plans';

const signature = { by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
const { plan } = planScenario('S02');
const signed = { ...signature, reason: 'the workshop has hardware tokens on order' };

describe('a preset', () => {
  it('keeps: answers no decision by itself', () => {
    expect(presetMethods(plan, 'keep')).toEqual({});
    expect(withPreset(plan.choices, plan, 'keep', signature)).toEqual(plan.choices);
  });

  it('recommends what people can move to, and leaves tokens nobody holds', () => {
    expect(presetMethods(plan, 'recommended')).toEqual({
      Fido2: 'on',
      MicrosoftAuthenticator: 'on',
      TemporaryAccessPass: 'on',
      SoftwareOath: 'on',
      HardwareOath: 'leave',
      Voice: 'off',
    });
  });

  it('is strict: off what nobody needs, and never somebody’s last method', () => {
    const strict = presetMethods(plan, 'strict');
    expect(strict).toMatchObject({ SoftwareOath: 'on', HardwareOath: 'off', Voice: 'off' });
    // Eight accounts hold nothing but a mobile phone.
    expect(strict['Sms']).toBeUndefined();
    const people = plan.people.map((one) => ({ ...one, isPhoneOnly: false }));
    expect(presetMethods({ ...plan, people }, 'strict')['Sms']).toBe('off');
    const unread = people.map((one, place) => (place === 0 ? { ...one, methods: null } : one));
    expect(presetMethods({ ...plan, people: unread }, 'strict')['Sms']).toBeUndefined();
  });

  it('turns nothing off that is on while security defaults are (R11)', () => {
    const small = planScenario('S01').plan;
    const policy = small.baseline.authenticationMethodsPolicy;
    if (policy.kind !== 'read') throw new Error('S01 reads its policy');
    const configurations = policy.value.authenticationMethodConfigurations.map((one) =>
      one.id === 'Voice' ? { ...one, state: 'enabled' as const } : one,
    );
    const value = { ...policy.value, authenticationMethodConfigurations: configurations };
    const baseline = {
      ...small.baseline,
      authenticationMethodsPolicy: { kind: 'read' as const, value },
    };
    expect(presetMethods({ ...small, baseline }, 'recommended')['Voice']).toBeUndefined();
    const off = {
      ...baseline,
      securityDefaults: { kind: 'read' as const, value: { isEnabled: false } },
    };
    expect(presetMethods({ people: small.people, baseline: off }, 'recommended')['Voice']).toBe(
      'off',
    );
  });

  it('marks what it chose, and leaves what a person chose', () => {
    const byHand = {
      ...plan.choices,
      methods: { HardwareOath: { value: 'on' as const, ...signed } },
    };
    const strict = withPreset(byHand, plan, 'strict', signature);
    expect(strict.methods?.['HardwareOath']).toEqual({ value: 'on', ...signed });
    expect(strict.methods?.['Voice']).toEqual({
      value: 'off',
      preset: 'strict',
      reason: 'preset:strict',
      ...signature,
    });
    expect(withPreset(strict, plan, 'keep', signature)).toEqual(byHand);
    const recommended = withPreset(strict, plan, 'recommended', signature);
    const marks = Object.values(recommended.methods ?? {}).map((one) => one.preset);
    expect(new Set(marks)).toEqual(new Set([undefined, 'recommended']));
  });

  it.each<PresetName>(['keep', 'recommended', 'strict'])(
    'makes a plan that shuts nobody out: %s',
    (preset) => {
      const choices = withPreset(plan.choices, plan, preset, signature);
      const made = planScenario('S02', choices).plan;
      const on = made.methodTargets.filter((one) => one.state === 'enabled').map((one) => one.id);
      expect(on).toEqual(expect.arrayContaining(['Fido2', 'MicrosoftAuthenticator', 'Sms']));
      expect(made.choices.methods).toEqual(choices.methods);
    },
  );
});
