import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { administrators, anInput, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { aMethodsPolicy } from '../../../fixtures/graph-objects';

function isNamed(options: SnapshotOptions): boolean {
  const done = assess(anInput({ users: administrators, ...options }));
  if (!done.ok) throw new Error(done.failure.code);
  const named = done.value.assessment.unread.filter(
    (one) => one.source === 'authenticationMethodsPolicy',
  );
  expect(named.map((one) => one.reason)).toEqual(named.length === 0 ? [] : ['malformed']);
  return named.length === 1;
}

const campaign = (state: string | null): SnapshotOptions => ({
  policy: {
    registrationEnforcement: { authenticationMethodsRegistrationCampaign: { state } },
  },
});
const prompt = (state: string | null): SnapshotOptions => ({
  policy: { systemCredentialPreferences: { state } },
});
const sms = (isUsableForSignIn: boolean | null | undefined, state = 'enabled'): SnapshotOptions => {
  const policy = aMethodsPolicy({ Sms: { state } });
  const target = { id: 'all_users', targetType: 'group' };
  const told = isUsableForSignIn === undefined ? target : { ...target, isUsableForSignIn };
  const methods = policy.authenticationMethodConfigurations.map((one) =>
    one.id === 'Sms' ? { ...one, includeTargets: [told] } : one,
  );
  const value = { ...policy, authenticationMethodConfigurations: methods };
  return { snapshot: { authenticationMethodsPolicy: { kind: 'read', value } } };
};

test.each<[string, SnapshotOptions, boolean]>([
  ['all of it told', {}, false],
  ...['default', 'enabled', 'disabled'].map((state): [string, SnapshotOptions, boolean] => [
    `a campaign that is ${state}`,
    campaign(state),
    false,
  ]),
  ['a campaign without state', campaign(null), true],
  ['a campaign in a state nobody knows', campaign('unknownFutureValue'), true],
  ['no campaign', { policy: { registrationEnforcement: null } }, true],
  ['system-preferred off', prompt('disabled'), false],
  ['system-preferred without state', prompt(null), true],
  ['system-preferred in a state nobody knows', prompt('unknownFutureValue'), true],
  ['no system-preferred', { policy: { systemCredentialPreferences: null } }, true],
  ['SMS for sign-in', sms(true), false],
  ['SMS not for sign-in', sms(false), false],
  ['SMS whose target has no such field', sms(undefined), false],
  ['SMS that may be for sign-in', sms(null), true],
  ['SMS that may be for sign-in, but is off', sms(null, 'disabled'), false],
])('%s', (_name, options, expected) => {
  expect(isNamed(options)).toBe(expected);
});

test('where SMS may be for sign-in, who signs in by it is asked for all the same', () => {
  const done = assess(anInput({ users: administrators, ...sms(null) }));
  if (!done.ok) throw new Error(done.failure.code);
  const { unread, findings } = done.value.assessment;
  expect(unread.map((one) => one.source)).toContain('smsSignIn');
  expect(findings.map((one) => one.code)).not.toContain('SMS-SIGNIN-ON');
});
