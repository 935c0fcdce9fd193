import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { noChoices, type Choices } from '../../../../shared/tenant/choice';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { aPolicy, type UserOptions } from '../../../fixtures/graph-objects';
import { allOn, signed, unreadBecause, type Options } from './cases/case';

const done = { policy: { policyMigrationState: 'migrationComplete' } };
const worker = { id: 'worker', methods: ['fido2'], perUserMfa: 'enforced' } as const;
const phone = { id: 'phone', methods: ['mobilePhone'] };
const free = { isPremium: false } as const;
const everyone = { policies: [aPolicy('all')] };
/** So many accounts; of the first `dim` it is not told whether they are enabled. */
const many = (count: number, dim: number): readonly UserOptions[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `u${at}`,
    methods: ['fido2'],
    user: { accountEnabled: at < dim ? null : true },
  }));
/** So many members; of the first `unread` the per-user state is not known. */
const dark = (count: number, unread: number): readonly UserOptions[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `u${at}`,
    methods: ['fido2'],
    perUserMfa: at < unread ? 'unknown' : 'disabled',
  }));
const choose = (value: NonNullable<Choices['enforcement']>['value']) => ({
  choices: { enforcement: { value, ...signed } },
});
const unread = unreadBecause('refused', 403);

test.each<[string, Options, string]>([
  ['methods policy unread', { snapshot: { authenticationMethodsPolicy: unread } }, 'notAssessed'],
  ['security defaults unread', { snapshot: { securityDefaults: unread } }, 'notAssessed'],
  ['policies unread', { snapshot: { conditionalAccess: unread } }, 'notAssessed'],
  ['licences unread', { snapshot: { subscribedSkus: unread } }, 'notAssessed'],
  ['users unread', { snapshot: { users: unread } }, 'notAssessed'],
  [
    'nobody bought P1, yet people hold it',
    { ...free, users: administrators.map((one) => ({ ...one, hasP1: true })) },
    'notAssessed',
  ],
  ['per-user states unread', { ...done, snapshot: { perUserMfa: unread } }, 'notAssessed'],
  ['the same without P1', { ...free, snapshot: { perUserMfa: unread } }, 'notAssessed'],
  [
    'the same, but security defaults decide',
    { ...free, securityDefaults: true, snapshot: { perUserMfa: unread } },
    'keepSecurityDefaults',
  ],
  [
    'the same, but enabled policies without P1 decide',
    { ...free, ...everyone, snapshot: { perUserMfa: unread } },
    'decideLicences',
  ],
  [
    'the same, but a choice decides',
    { snapshot: { perUserMfa: unread }, ...choose('conditionalAccess') },
    'conditionalAccess',
  ],
  ['states of a tenth unread', { users: dark(20, 2) }, 'conditionalAccess'],
  ['states of more than a tenth unread', { users: dark(20, 3) }, 'notAssessed'],
  [
    'states of most unread, one in use',
    { users: [...dark(20, 15), worker] },
    'perUserToConditionalAccess',
  ],
  [
    'a policy nobody knows to be on',
    { policies: [aPolicy('p', { state: 'later' })] },
    'notAssessed',
  ],
  ['nobody says who is enabled', { users: many(20, 20) }, 'notAssessed'],
  ['of a tenth it is not said', { users: many(20, 2) }, 'conditionalAccess'],
  ['of more than a tenth it is not said', { users: many(20, 3) }, 'notAssessed'],
  ['a state nobody knows', { policy: { policyMigrationState: 'later' } }, 'notAssessed'],
  [
    'unread beats a choice',
    { snapshot: { subscribedSkus: unread }, ...choose('nothingToMigrate') },
    'notAssessed',
  ],
  ['a choice', { ...everyone, ...choose('turnOnSecurityDefaults') }, 'turnOnSecurityDefaults'],
  [
    'Conditional Access chosen without P1',
    { ...free, ...choose('conditionalAccess') },
    'turnOnSecurityDefaults',
  ],
  ['defaults on, clean', { ...done, ...free, securityDefaults: true }, 'nothingToMigrate'],
  ['defaults on, pending', { ...free, securityDefaults: true }, 'keepSecurityDefaults'],
  [
    'defaults on, somebody phone-only',
    { ...done, ...free, securityDefaults: true, more: [phone] },
    'keepSecurityDefaults',
  ],
  [
    'defaults on, methods unknown',
    { ...done, ...free, securityDefaults: true, more: [{ id: 'dark', methods: null }] },
    'keepSecurityDefaults',
  ],
  ['no P1 but enabled policies', { ...free, ...everyone }, 'decideLicences'],
  ['no P1, per-user MFA', { ...free, more: [worker] }, 'perUserToSecurityDefaults'],
  ['no P1, nothing', free, 'turnOnSecurityDefaults'],
  [
    'a seat is missing',
    { more: [{ id: 't', methods: ['fido2'], hasP1: false }, worker] },
    'decideLicences',
  ],
  ['P1, per-user MFA', { more: [worker] }, 'perUserToConditionalAccess'],
  [
    'P1, per-user MFA of a disabled account only',
    { more: [{ ...worker, user: { accountEnabled: false } }] },
    'conditionalAccess',
  ],
  ['clean and covered', { ...done, ...everyone }, 'nothingToMigrate'],
  ['clean, not covered', done, 'conditionalAccess'],
  ['covered, pending', everyone, 'conditionalAccess'],
])('%s', (_name, { more = [], answers: _answers, choices, ...options }, expected) => {
  const result = assess(
    anInput({
      users: [...administrators, ...more],
      ...options,
      answers: { schema: 'causeway-answers/1', legacyMfa: { verificationOptions: allOn } },
      choices: { ...noChoices, ...choices },
    }),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  expect(result.value.assessment.recommendation.enforcement).toBe(expected);
});
