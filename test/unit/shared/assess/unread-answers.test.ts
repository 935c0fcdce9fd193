import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { refusedByOpenAnswers } from '../../../../shared/assess/blockers';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';
import { allOn, unreadBecause, type Options } from './cases/case';

const lists: NonNullable<Options['answers']> = {
  legacyMfa: { verificationOptions: allOn },
  sspr: { scope: 'none', methods: [] },
};
const refused = unreadBecause('refused', 403);

function assessed({ answers = lists, choices: _choices, more = [], ...rest }: Options): Assessment {
  const result = assess(
    anInput({
      users: [...administrators, ...more],
      ...rest,
      answers: { schema: 'causeway-answers/1', ...answers },
    }),
  );
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment;
}

function reasonFor(source: string, options: Options): string | undefined {
  return assessed(options).unread.find((one) => one.source === source)?.reason;
}

describe('answers given after the tenant was read', () => {
  test.each(['serviceAccounts', 'sharedAccounts'] as const)('sign-ins of %s', (list) => {
    const named = { answers: { ...lists, accounts: { [list]: [{ id: 'robot' }] } } };
    const robot = { id: 'robot', methods: [] };
    const asked = (options: Options): string | undefined =>
      reasonFor('signInActivity', { ...named, more: [robot], ...options });
    expect(asked({})).toBe('notAsked');
    expect(asked({ snapshot: { lastSignIn: { robot: { kind: 'read', value: null } } } })).toBe(
      undefined,
    );
    expect(asked({ more: [{ ...robot, user: { accountEnabled: false } }] })).toBeUndefined();
    expect(reasonFor('signInActivity', { more: [robot] })).toBeUndefined();
  });

  describe('answers that name a group', () => {
    const staff = [{ group: 'staff' }];
    const named: NonNullable<Options['answers']> = {
      ...lists,
      infrastructure: { npsExtension: { present: true, users: staff, radiusClients: [] } },
      populations: { pupils: staff },
      accounts: { ropcAccounts: staff },
      appPasswords: { accounts: staff },
    };
    const groups = { kind: 'read', value: [aGroup('staff')] } as const;
    const paths = [
      ...['infrastructure.npsExtension.users', 'populations.pupils'],
      ...['accounts.ropcAccounts', 'appPasswords.accounts'],
    ];
    const rows = (options: Options): Assessment => assessed({ answers: named, ...options });

    test.each<[string, Options, string]>([
      ['was not asked for', { snapshot: { groups } }, 'notAsked'],
      ['was refused', { snapshot: { groups, groupMembers: { staff: refused } } }, 'refused'],
    ])('whose members: %s', (_name, options, reason) => {
      const { unread, lowerBound } = rows(options);
      const told = new Map(unread.map((one) => [one.source, one.reason]));
      expect(told.get('groupMembers')).toBe(reason);
      for (const path of paths) expect([path, told.get(`answers.${path}`)]).toEqual([path, reason]);
      expect(lowerBound).toBe(true);
      expect(refusedByOpenAnswers(unread).map((one) => one.code)).toEqual([
        'ROPC-RISK',
        'NPS-DEPENDENCY',
      ]);
    });

    test('whose members were read', () => {
      const { unread, lowerBound } = rows({ groups: { staff: [] }, snapshot: { groups } });
      const told = new Set(unread.map((one) => one.source));
      for (const path of paths) expect([path, told.has(`answers.${path}`)]).toEqual([path, false]);
      expect(told.has('groupMembers')).toBe(false);
      expect(lowerBound).toBe(false);
    });
  });
});
