import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment } from '../../../../shared/assess/assessment';
import { refusedByOpenAnswers } from '../../../../shared/assess/blockers';
import { seenAtMfaClient } from '../../../../shared/assess/findings/hybrid';
import { askFirst } from '../../../../shared/assess/suggest-questions';
import { unreadReason } from '../../../../shared/i18n/unread-text';
import { read } from '../../../../shared/tenant/snapshot';
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

describe('the NPS extension, not asked about yet', () => {
  const signIn = (userId: string) => ({
    ...{ id: userId, userId, createdDateTime: '2026-11-20T00:00:00Z' },
    ...{ appId: '981f26a1-7f43-403b-a875-f8b09b8cd720', clientAppUsed: null },
    authenticationProtocol: 'none',
  });
  const signIns = read(['vpn', 'vpn', 'gone', 'stranger'].map(signIn));
  const more = [
    { id: 'vpn', methods: [] },
    { id: 'gone', methods: [], user: { accountEnabled: false } },
  ];
  const row = (options: Options) =>
    assessed({ more, snapshot: { signIns }, ...options }).unread.find(
      (one) => one.source === 'answers.infrastructure.npsExtension',
    );

  test('carries the hint of sign-ins, and is no finding', () => {
    expect(row({})).toEqual({
      source: 'answers.infrastructure.npsExtension',
      reason: 'notAnswered',
      seen: 1,
    });
    expect(row({})?.seen).toBe(
      seenAtMfaClient(anInput({ users: more, snapshot: { signIns } }).snapshot),
    );
    expect(unreadReason(row({}) ?? { reason: '' }, 'en')).toBe(
      'not answered; sign-ins speak for it (accounts: 1)',
    );
    expect(row({ snapshot: {} })).not.toHaveProperty('seen');
    expect(row({ snapshot: { signIns: refused } })).not.toHaveProperty('seen');
    const answered = { infrastructure: { npsExtension: { present: false } } };
    expect(row({ answers: { ...lists, ...answered } })).toBeUndefined();
  });

  test('is asked about before the others while nobody has answered', () => {
    const { snapshot } = anInput({ users: more, snapshot: { signIns } });
    const answer = (present: boolean | null) =>
      askFirst(snapshot, {
        schema: 'causeway-answers/1',
        infrastructure: { npsExtension: { present } },
      });
    const first = [{ path: 'infrastructure.npsExtension', licences: [], seen: 1 }];
    expect([askFirst(snapshot, null), answer(null)]).toEqual([first, first]);
    expect([answer(false), answer(true)]).toEqual([[], []]);
  });
});

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
