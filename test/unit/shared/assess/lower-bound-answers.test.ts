import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import {
  answersBehindLowerBound,
  isMigrationNull,
} from '../../../../shared/assess/lower-bound-answers';
import type { Answers } from '../../../../shared/tenant/answer';
import {
  administrators,
  anInput,
  aSnapshot,
  type SnapshotOptions,
} from '../../../fixtures/a-snapshot';
import { allOn } from './cases/case';

type Rest = Omit<Answers, 'schema'>;
const answersOf = (rest: Rest): Answers => ({ schema: 'causeway-answers/1', ...rest });
const option = (name: string): string => `legacyMfa.verificationOptions.${name}`;
const options = ['callToPhone', 'textToPhone', 'appNotification', 'appCodeOrHardwareToken'];
const legacyMfa = { verificationOptions: allOn };

describe('questions that keep the counts a lower bound', () => {
  test.each<[string, Rest, readonly string[]]>([
    ['nothing answered', {}, [...options.map(option), 'sspr.scope', 'sspr.methods']],
    ['the options answered', { legacyMfa }, ['sspr.scope', 'sspr.methods']],
    [
      'one option "I do not know"',
      {
        legacyMfa: { verificationOptions: { ...allOn, textToPhone: null } },
        sspr: { scope: 'none' },
      },
      [option('textToPhone')],
    ],
    ['no second list', { legacyMfa, sspr: { scope: 'none' } }, []],
    ['a scope without methods', { legacyMfa, sspr: { scope: 'all' } }, ['sspr.methods']],
    ['no method on', { legacyMfa, sspr: { scope: 'all', methods: [] } }, []],
  ])('%s', (_name, rest, open) => {
    const answers = answersOf(rest);
    const input = anInput({ answers });
    expect(answersBehindLowerBound(answers, input.snapshot, false)).toEqual(open);
    expect(answersBehindLowerBound(answers, null, false)).toEqual(open);
    const done = assess(input);
    expect(done.ok && done.value.assessment.lowerBound).toBe(open.length > 0);
  });

  test('none once the migration is complete', () => {
    const snapshot = aSnapshot({ policy: { policyMigrationState: 'migrationComplete' } });
    expect(answersBehindLowerBound(null, snapshot, false)).toEqual([]);
  });

  const nullState = { policy: { policyMigrationState: null } };
  const young = aSnapshot().organization;
  if (young.kind !== 'read') throw new Error('not read');
  const createdDateTime = '2025-11-01T00:00:00Z';
  const organization = { ...young, value: { ...young.value, createdDateTime } };
  const unprotected = { id: 'p', perUserMfa: 'enabled', methods: ['fido2SecurityKey'] } as const;

  test.each<[string, SnapshotOptions, boolean]>([
    ['for a tenant that had never any', { ...nullState, snapshot: { organization } }, true],
    ['where nobody vouches for that', nullState, false],
    [
      'where somebody has per-user MFA',
      { ...nullState, snapshot: { organization }, users: [...administrators, unprotected] },
      false,
    ],
    ['for a state that is pending', { snapshot: { organization } }, false],
  ])('with the null state %s', (_name, options, isDone) => {
    const input = anInput(options);
    const done = assess(input);
    if (!done.ok) throw new Error(done.failure.code);
    const { findings, lowerBound } = done.value.assessment;
    const isNullDone = findings.some(({ code }) => code === 'MIG-STATE-NULL-OK');
    expect(isNullDone).toBe(isDone);
    const open = answersBehindLowerBound(null, input.snapshot, isNullDone);
    expect(open.length > 0).toBe(!isDone);
    expect(lowerBound).toBe(open.length > 0);
    expect(isMigrationNull(input.snapshot)).toBe('policy' in options);
    // Found of another tenant: a pending state takes no word for it.
    if (!('policy' in options)) {
      expect(answersBehindLowerBound(null, input.snapshot, true)).toEqual(open);
    }
  });
});
