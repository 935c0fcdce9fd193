import { describe, expect, it } from 'vitest';
import { answerProblems } from '../../../../shared/assess/answer-problems';
import type { Answers } from '../../../../shared/tenant/answer';
import { anInput } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const { snapshot } = anInput({
  users: [{ id: 'ea1' }, { id: 'scan' }, { id: 'info' }],
  groups: { 'G-1': ['info'], 'G-2': [] },
  snapshot: {
    groups: {
      kind: 'read',
      value: [
        aGroup('G-1', { displayName: 'Twice' }),
        aGroup('G-2', { displayName: 'Twice' }),
        aGroup('G-3', { displayName: 'SSPR-Users' }),
      ],
    },
  },
});

function problems(answers: Omit<Answers, 'schema'>) {
  return answerProblems({ schema: 'causeway-answers/1', ...answers }, snapshot).map(
    ({ path, isWarning, message }) => [path, isWarning, message.key, message.values] as const,
  );
}

describe('what speaks against an answer', () => {
  it('is nothing where everything fits', () => {
    expect(
      problems({
        accounts: { emergencyAccess: [{ upn: 'EA1@practice.example' }], serviceAccounts: [] },
        sspr: {
          scope: 'selected',
          group: 'sspr-users',
          methods: ['email'],
          securityQuestions: null,
        },
      }),
    ).toEqual([]);
  });

  it('is every name that stands for nobody, each at its place', () => {
    expect(
      problems({
        accounts: {
          serviceAccounts: [{ upn: 'gone@practice.example' }, { upn: 'scan@practice.example' }],
          sharedMailboxes: [{ upnPattern: 'shared*' }, { group: 'Twice' }],
        },
        sspr: { scope: 'selected', group: 'Nowhere' },
      }),
    ).toEqual([
      ['accounts.sharedMailboxes', false, 'answers_problem_no_match', { account: 'shared*' }],
      ['accounts.sharedMailboxes', false, 'answers_problem_ambiguous', { account: 'Twice' }],
      [
        'accounts.serviceAccounts',
        false,
        'answers_problem_no_match',
        { account: 'gone@practice.example' },
      ],
      ['sspr.group', false, 'answers_problem_no_match', { account: 'Nowhere' }],
    ]);
  });

  it('is an emergency access account in any other list', () => {
    const ea1 = { upn: 'ea1@practice.example' };
    expect(
      problems({
        accounts: { emergencyAccess: [ea1] },
        telephony: { needs: [{ accounts: [ea1], reason: 'lift' }] },
      }),
    ).toEqual([
      ['telephony.needs', false, 'answers_problem_emergency', { account: 'ea1@practice.example' }],
    ]);
  });

  it('warns of an account in two lists, at the one that does not count', () => {
    const scan = { upn: 'scan@practice.example' };
    expect(
      problems({
        accounts: { serviceAccounts: [scan], sharedMailboxes: [scan], ropcAccounts: [scan] },
      }),
    ).toEqual([
      [
        'accounts.serviceAccounts',
        true,
        'answers_problem_two_lists',
        { account: 'scan@practice.example', list: 'accounts.sharedMailboxes' },
      ],
    ]);
  });

  it('is a contradiction about security questions', () => {
    const sspr = { scope: 'all' as const, methods: ['securityQuestions' as const] };
    expect(problems({ sspr: { ...sspr, securityQuestions: false } })).toEqual([
      ['sspr.securityQuestions', false, 'answers_problem_questions', {}],
    ]);
    expect(problems({ sspr: { ...sspr, securityQuestions: true } })).toEqual([]);
  });

  it('tells a screenful of one list, not thousands', () => {
    const many = Array.from({ length: 500 }, (_, n) => ({ upn: `no${n}@practice.example` }));
    expect(problems({ accounts: { serviceAccounts: many } })).toHaveLength(20);
  });

  it('is nothing that was not read', () => {
    const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
    const answers: Answers = {
      schema: 'causeway-answers/1',
      accounts: { serviceAccounts: [{ upn: 'gone@practice.example' }, { group: 'Nowhere' }] },
      sspr: { scope: 'selected', group: 'Nowhere' },
    };
    expect(answerProblems(answers, { ...snapshot, users: unread, groups: unread })).toEqual([]);
  });
});
