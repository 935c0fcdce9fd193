import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { coverageOf } from '../../../../shared/assess/coverage';
import type { Scope } from '../../../../shared/assess/membership';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';

const scope: Scope = {
  ...{ userId: 'u1', guestType: null, isGuest: false, activeRoleIds: [] },
  isInGroup: () => false,
};
const demanding = (authenticationStrength: object, controls: readonly string[] = []) =>
  aPolicy('p', { grant: { operator: 'OR', builtInControls: controls, authenticationStrength } });
const custom = (more: object) => ({ id: 'c0000000-0000-4000-8000-000000000001', ...more });

const builtIn = '00000000-0000-0000-0000-000000000002';

const rows: readonly [name: string, strength: object, cover: string][] = [
  ['a built-in one by id alone', { id: builtIn }, 'enforced'],
  ['a built-in id that is no MFA', { id: builtIn, requirementsSatisfied: 'none' }, 'none'],
  ['no id, and something else', { id: null, x: 1 }, 'unknown'],
  ['an empty id', { id: '', requirementsSatisfied: 'mfa' }, 'unknown'],
  ['a custom one by id alone', custom({}), 'unknown'],
  ['a custom one of MFA', custom({ requirementsSatisfied: 'mfa' }), 'enforced'],
  ['a custom one of less', custom({ requirementsSatisfied: 'none' }), 'none'],
  ['a custom one of something new', custom({ requirementsSatisfied: 'later' }), 'unknown'],
  [
    'combinations of one factor each',
    custom({ requirementsSatisfied: 'mfa', allowedCombinations: ['password', 'sms'] }),
    'none',
  ],
  ['one factor twice', custom({ allowedCombinations: ['sms,sms'] }), 'none'],
  ['one combination of one factor', custom({ allowedCombinations: ['fido2', 'sms'] }), 'none'],
  ['combinations of MFA', custom({ allowedCombinations: ['fido2', 'password,sms'] }), 'enforced'],
  [
    'a combination nobody knows',
    custom({ requirementsSatisfied: 'mfa', allowedCombinations: ['fido2', 'palmScan'] }),
    'unknown',
  ],
  ['a combination that is no text', custom({ allowedCombinations: [7] }), 'unknown'],
];

test.each(rows)('%s', (_name, strength, cover) => {
  const input = { securityDefaults: false, isSyncAccount: false, policies: [demanding(strength)] };
  expect(coverageOf(scope, input).cover).toBe(cover);
});

test('MFA that a weaker strength may replace is no full cover', () => {
  const policies = [demanding(custom({ requirementsSatisfied: 'none' }), ['mfa'])];
  const input = { securityDefaults: false, isSyncAccount: false, policies };
  expect(coverageOf(scope, input).cover).toBe('partial');
});

test('a strength that cannot be told makes nobody safe, and is named', () => {
  const more = { id: 'u', methods: ['fido2'], perUserMfa: 'enforced' as const };
  const policies = [demanding(custom({}))];
  const done = assess(anInput({ users: [...administrators, more], policies }));
  if (!done.ok) throw new Error(done.failure.code);
  const { counts, unread } = done.value.assessment;
  expect(counts.safeToClearNow).toBe(0);
  const source = 'conditionalAccess';
  expect(unread).toContainEqual({ source, reason: 'malformed' });
});
