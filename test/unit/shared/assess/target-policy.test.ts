import { describe, expect, test } from 'vitest';
import { judgePeople } from '../../../../shared/assess/judge-people';
import { targetMethods, type TargetMethod } from '../../../../shared/assess/target-policy';
import { noChoices } from '../../../../shared/tenant/choice';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { allOff, allOn, signed, type Options } from './cases/case';

/** `hidden`: configurations that Graph leaves out of the policy as read. */
function targets(
  { answers, choices, more = [], ...options }: Options,
  ...hidden: readonly string[]
): Map<string, TargetMethod> {
  const made = anInput({
    users: [...administrators, ...more],
    ...options,
    answers: { schema: 'causeway-answers/1', ...answers },
    choices: { ...noChoices, ...choices },
  });
  const { authenticationMethodsPolicy: policy } = made.snapshot;
  if (policy.kind !== 'read') throw new Error('unread');
  const authenticationMethodConfigurations = policy.value.authenticationMethodConfigurations.filter(
    (one) => !hidden.includes(one.id),
  );
  const shown = { ...policy, value: { ...policy.value, authenticationMethodConfigurations } };
  const snapshot = { ...made.snapshot, authenticationMethodsPolicy: shown };
  const input = { ...made, snapshot };
  const judged = judgePeople(input);
  if (!judged.ok) throw new Error(JSON.stringify(judged.failure));
  return new Map(targetMethods(input, judged.value.people).map((one) => [one.id, one]));
}

const mobile = { id: 'mobile', methods: ['mobilePhone'] };
const desk = { id: 'desk', methods: ['officePhone'] };
const pupil = { id: 'pupil', methods: ['mobilePhone'] };
const answered = (verificationOptions: typeof allOn): NonNullable<Options['answers']> => ({
  legacyMfa: { verificationOptions },
  sspr: { scope: 'none', methods: [] },
});

describe('target methods policy', () => {
  test('SMS that is on stays for whom it is on, also where "on" was chosen', () => {
    const choices = { methods: { Sms: { value: 'on' as const, ...signed } } };
    const none = answered(allOff);
    const on = { Sms: { state: 'enabled' as const, include: ['some-group'] } };
    const kept = targets({ methods: on, answers: none, choices });
    expect(kept.get('Sms')).toMatchObject({ state: 'enabled', scope: 'leave' });
    const off = targets({ methods: {}, answers: none, choices });
    expect(off.get('Sms')).toMatchObject({ state: 'enabled', scope: 'all_users' });
  });

  test('"on" for whom it is on leaves a method alone that is off', () => {
    const left = { value: 'on' as const, scope: 'leave', ...signed };
    const choices = { methods: { Fido2: left, Voice: left } };
    const off = targets({ methods: {}, answers: answered(allOn), more: [desk], choices });
    for (const id of ['Fido2', 'Voice']) {
      const wanted = { state: 'leave', scope: 'leave', members: [], reason: 'choice' };
      expect(off.get(id)).toEqual({ id, ...wanted });
    }
    const on = { Fido2: { state: 'enabled' as const, include: ['some-group'] } };
    const kept = targets({ methods: on, answers: answered(allOn), choices });
    expect(kept.get('Fido2')).toMatchObject({ state: 'enabled', scope: 'leave' });
  });

  test('legacy lists on: union for everybody, phones for those who need them', () => {
    const found = targets({
      methods: {},
      more: [mobile, desk, pupil, { id: 'both', methods: ['mobilePhone', 'fido2'] }],
      answers: { ...answered(allOn), populations: { pupils: [{ id: 'pupil' }] } },
    });
    expect(found.get('SoftwareOath')).toMatchObject({ state: 'enabled', scope: 'all_users' });
    expect(found.get('HardwareOath')).toMatchObject({ state: 'enabled', scope: 'all_users' });
    expect(found.get('MicrosoftAuthenticator')).toMatchObject({
      state: 'enabled',
      scope: 'all_users',
      isSoftwareOathEnabled: true,
    });
    expect(found.get('Sms')).toMatchObject({ scope: 'transition', members: ['mobile'] });
    expect(found.get('Voice')).toMatchObject({
      scope: 'transition',
      members: ['desk'],
      isOfficePhoneAllowed: true,
    });
    expect(found.get('Fido2')).toMatchObject({ state: 'enabled', scope: 'rolloutGroup' });
    expect(found.get('X509Certificate')).toMatchObject({ state: 'leave' });
  });

  test('legacy lists off: only what is always offered', () => {
    const found = targets({ methods: {}, more: [mobile], answers: answered(allOff) });
    expect(found.get('SoftwareOath')?.state).toBe('leave');
    expect(found.get('Sms')?.state).toBe('leave');
    expect(found.get('MicrosoftAuthenticator')?.state).toBe('enabled');
    expect(found.get('Fido2')).toMatchObject({ state: 'enabled', scope: 'all_users' });
    expect(found.get('TemporaryAccessPass')).toMatchObject({ scope: 'all_users' });
  });

  test('not answered counts as allowed', () => {
    const found = targets({ methods: {}, more: [mobile], answers: {} });
    expect(found.get('Sms')).toMatchObject({ state: 'enabled', members: ['mobile'] });
    expect(found.get('Email')).toMatchObject({ state: 'enabled', reason: 'legacyListAllows' });
  });

  test('a phone method nobody needs goes off, outside the public cloud it stays for all', () => {
    const options: Options = { methods: { Sms: {} }, answers: answered(allOn) };
    expect(targets(options).get('Sms')).toMatchObject({ state: 'disabled', scope: 'none' });
    const elsewhere = targets({ ...options, snapshot: { cloud: 'usgov' } });
    expect(elsewhere.get('Sms')).toMatchObject({ state: 'enabled', scope: 'all_users' });
  });

  test('after completion the lists no longer count', () => {
    const policy = { policyMigrationState: 'migrationComplete' };
    const found = targets({ methods: { Sms: {} }, policy, answers: answered(allOn) });
    expect(found.get('Sms')?.state).toBe('leave');
    expect(found.get('SoftwareOath')?.state).toBe('leave');
  });

  test('choices come last', () => {
    const found = targets({
      methods: { Fido2: {} },
      more: [desk],
      answers: answered(allOn),
      choices: {
        officePhone: { value: 'moveNow', ...signed },
        methods: {
          SoftwareOath: { value: 'off', ...signed },
          HardwareOath: { value: 'leave', ...signed },
          QRCodePin: { value: 'on', scope: 'Shop floor', ...signed },
          X509Certificate: { value: 'on', ...signed },
        },
      },
    });
    expect(found.get('Voice')).toMatchObject({ state: 'disabled', members: [] });
    expect(found.get('SoftwareOath')).toMatchObject({ state: 'disabled', reason: 'choice' });
    expect(found.get('HardwareOath')).toMatchObject({ state: 'leave', reason: 'choice' });
    expect(found.get('QRCodePin')).toMatchObject({ scope: 'rolloutGroup', group: 'Shop floor' });
    expect(found.get('X509Certificate')).toMatchObject({ state: 'enabled', scope: 'all_users' });
  });

  describe('a method the policy as read does not show', () => {
    const complete = { policyMigrationState: 'migrationComplete' };

    test('is named where a legacy list allows it, and is no longer proposed unseen', () => {
      const found = targets({ answers: answered(allOn) }, 'HardwareOath');
      expect(found.get('HardwareOath')).toMatchObject({ state: 'leave', reason: 'notInPolicy' });
      const shown = targets({ answers: answered(allOn) });
      expect(shown.get('HardwareOath')).toMatchObject({
        state: 'enabled',
        reason: 'legacyListAllows',
      });
    });

    test('is left out where both lists forbid it', () => {
      const found = targets({ answers: answered(allOff) }, 'HardwareOath');
      expect(found.has('HardwareOath')).toBe(false);
    });

    test('counts as allowed while a list is not answered', () => {
      const found = targets({ answers: {} }, 'HardwareOath', 'Email');
      expect(found.get('HardwareOath')).toMatchObject({ reason: 'notInPolicy' });
      expect(found.get('Email')).toMatchObject({ reason: 'notInPolicy' });
    });

    test('keeps a recorded decision: on asks a person, off and leave ask nobody', () => {
      const decided = (value: 'on' | 'off' | 'leave') =>
        targets(
          {
            policy: complete,
            answers: answered(allOff),
            choices: { methods: { HardwareOath: { value, ...signed } } },
          },
          'HardwareOath',
        ).get('HardwareOath');
      expect(decided('on')).toMatchObject({ state: 'leave', reason: 'notInPolicy' });
      expect(decided('off')).toMatchObject({ state: 'leave', reason: 'choice' });
      expect(decided('leave')).toMatchObject({ state: 'leave', reason: 'choice' });
    });

    test('is asked for where the plan always offers it', () => {
      const found = targets({ policy: complete, answers: answered(allOff) }, 'Fido2');
      expect(found.get('Fido2')?.reason).toBe('notInPolicy');
    });
  });
});
