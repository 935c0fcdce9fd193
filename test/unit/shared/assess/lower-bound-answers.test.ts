import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { answersBehindLowerBound } from '../../../../shared/assess/lower-bound-answers';
import type { Answers } from '../../../../shared/tenant/answer';
import { anInput, aSnapshot } from '../../../fixtures/a-snapshot';
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
    expect(answersBehindLowerBound(answers, input.snapshot)).toEqual(open);
    expect(answersBehindLowerBound(answers, null)).toEqual(open);
    const done = assess(input);
    expect(done.ok && done.value.assessment.lowerBound).toBe(open.length > 0);
  });

  test('none once the migration is complete', () => {
    const snapshot = aSnapshot({ policy: { policyMigrationState: 'migrationComplete' } });
    expect(answersBehindLowerBound(null, snapshot)).toEqual([]);
  });
});
