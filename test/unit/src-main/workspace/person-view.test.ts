import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { messageText } from '../../../../shared/i18n/message-text';
import { term } from '../../../../shared/i18n/terms';
import type { PersonView } from '../../../../shared/ipc/people-contract';
import type { Answers } from '../../../../shared/tenant/answer';
import { read } from '../../../../shared/tenant/snapshot';
import { buildPersonView } from '../../../../src-main/workspace/person-view';
import { aGroup, aPolicy } from '../../../fixtures/graph-objects';
import { anInput, type SnapshotOptions } from '../../../fixtures/a-snapshot';

/** The view of the account `u`. */
function viewOf(options: SnapshotOptions & { readonly answers?: Answers }): PersonView {
  const input = anInput(options);
  const assessed = assess(input);
  if (!assessed.ok) throw new Error(JSON.stringify(assessed.failure));
  const view = buildPersonView(input, assessed.value.people, null, 'u');
  if (view === null) throw new Error('nobody');
  return view;
}

const users = [{ id: 'u', methods: ['mobilePhone', 'microsoftAuthenticatorPush'] }];

describe('the evidence for a person', () => {
  it('says why a part of the sign-in log is not known', () => {
    const log = { signIns: read([]) };
    const refused = { kind: 'unread', reason: { code: 'refused', status: 403 } } as const;
    const { signIns } = viewOf({ users, snapshot: { ...log, legacySignIns: refused } });
    expect(signIns).toEqual({
      ...{ legacy: null, reportOnly: null },
      unread: [{ source: 'legacySignIns', reason: 'refused', status: 403 }],
    });
    const busy = {
      kind: 'unread',
      reason: { code: 'busy', until: '2026-12-01T10:00:00Z' },
    } as const;
    const behind = viewOf({ users, snapshot: { signIns: busy } }).signIns.unread;
    const row = { reason: 'busy', status: null, until: '2026-12-01T10:00:00Z' };
    expect(behind).toEqual(
      ['legacySignIns', 'reportOnlySignIns'].map((source) => ({ source, ...row })),
    );
  });

  it('tells policies in force from those that only report, and how far they ask', () => {
    const view = viewOf({
      users,
      policies: [
        aPolicy('p1', { displayName: 'All apps' }),
        aPolicy('p2', {
          displayName: 'Office alone',
          conditions: { applications: { includeApplications: ['Office365'] } },
        }),
        aPolicy('p3', { displayName: 'Trial', state: 'enabledForReportingButNotEnforced' }),
        aPolicy('p4', { displayName: 'Old', state: 'disabled' }),
        aPolicy('p5', { displayName: 'Others', users: { includeUsers: ['somebody'] } }),
      ],
    });
    expect(view.policies).toEqual([
      { id: 'p1', name: 'All apps', state: 'enabled', reach: 'full' },
      { id: 'p2', name: 'Office alone', state: 'enabled', reach: 'partial' },
      { id: 'p3', name: 'Trial', state: 'reportOnly', reach: 'full' },
    ]);
    expect(view.row).toMatchObject({
      policies: ['p1', 'p2'],
      reportOnly: ['p3'],
      cover: 'enforced',
    });
  });

  it('names what leaves them out of a policy, each cause of its own', () => {
    const view = viewOf({
      users: [{ ...users[0]!, roles: ['globalAdministrator'] }],
      groups: { g1: ['u'], g2: ['u'], g3: [] },
      policies: [
        aPolicy('p1', {
          displayName: 'All apps',
          users: {
            includeUsers: ['All'],
            excludeUsers: ['u'],
            excludeGroups: ['g1', 'g2', 'g3'],
            excludeRoles: ['62e90394-69f5-4237-9190-012177145e10'],
          },
        }),
        aPolicy('p2', { users: { includeUsers: ['All'], excludeGroups: ['dark'] } }),
        aPolicy('p3', { users: { includeGroups: ['g3'], excludeUsers: ['u'] } }),
      ],
    });
    const causes = view.exclusions.map(({ id, through, group }) => [id, through, group]);
    expect(causes).toEqual([
      ['p1', 'user', null],
      ['p1', 'role', null],
      ['p1', 'group', 'g1'],
      ['p1', 'group', 'g2'],
      ['p2', 'unknown', null],
    ]);
    expect(view.row.cover).toBe('unknown');
  });

  it('shows groups that matter, how the account got in, and what uses them', () => {
    const view = viewOf({
      users,
      groups: { staff: ['u'], field: ['u'], quiet: ['u'], sspr: ['u'], other: [] },
      methods: { Sms: { include: ['staff'], exclude: ['field'] }, MicrosoftAuthenticator: {} },
      policies: [
        aPolicy('p', { displayName: 'Staff', users: { includeGroups: ['staff', 'other'] } }),
      ],
      answers: {
        schema: 'causeway-answers/1',
        sspr: { scope: 'selected', group: 'Password reset' },
        populations: { frontline: [{ group: 'field' }] },
      },
      snapshot: {
        groups: read([aGroup('sspr', { displayName: 'Password reset' }), aGroup('field')]),
        directMembers: { staff: read('all'), field: read(['somebody']) },
      },
    });
    expect(view.groups).toEqual([
      {
        id: 'sspr',
        name: 'Password reset',
        how: 'unknown',
        uses: [{ kind: 'answer', side: 'include', name: 'sspr' }],
      },
      {
        id: 'field',
        name: 'field',
        how: 'nested',
        uses: [
          { kind: 'method', side: 'exclude', name: 'Sms' },
          { kind: 'answer', side: 'include', name: 'populations.frontline' },
        ],
      },
      {
        id: 'staff',
        name: 'staff',
        how: 'direct',
        uses: [
          { kind: 'policy', side: 'include', name: 'Staff' },
          { kind: 'method', side: 'include', name: 'Sms' },
        ],
      },
    ]);
  });

  it('says from which row the methods come, and of which day', () => {
    expect(viewOf({ users }).report).toEqual({
      source: 'registration',
      at: '2026-11-22T00:00:00Z',
    });
    const alone = {
      registration: { kind: 'unread', reason: { code: 'notLicensed' } } as const,
      userMethods: { u: read(['mobilePhone']) },
    };
    expect(viewOf({ users, snapshot: alone }).report).toMatchObject({ source: 'userMethods' });
    const none = viewOf({ users: [{ id: 'u', methods: null }] });
    expect(none.report).toEqual({ source: 'none', at: null });
    expect(none.row.unknowns).toEqual([
      { fact: 'methods', source: 'registration', reason: 'noRow' },
    ]);
  });

  it('names the answers that were used, with who gave them', () => {
    const answers: Answers = {
      schema: 'causeway-answers/1',
      by: 'admin@practice.example',
      at: '2026-11-20T08:00:00Z',
      legacyMfa: { verificationOptions: { textToPhone: true } },
      accounts: { serviceAccounts: [{ upn: 'u@practice.example' }], sharedMailboxes: [] },
    };
    const entered = { by: 'admin@practice.example', at: '2026-11-20T08:00:00Z' };
    expect(viewOf({ users, answers }).answers).toEqual([
      { path: 'accounts.serviceAccounts', ...entered },
      { path: 'legacyMfa.verificationOptions', ...entered },
    ]);
    const done = { policyMigrationState: 'migrationComplete' };
    expect(viewOf({ users, answers, policy: done }).answers).toEqual([
      { path: 'accounts.serviceAccounts', ...entered },
    ]);
    expect(viewOf({ users }).answers).toEqual([]);
  });

  it('has words in both languages for every list an answer can name', () => {
    const lists = [
      ...['accounts.emergencyAccess', 'accounts.sharedMailboxes', 'accounts.roomMailboxes'],
      ...['accounts.teamsRooms', 'accounts.serviceAccounts', 'accounts.sharedAccounts'],
      ...['accounts.syncAccounts', 'accounts.ropcAccounts', 'populations.pupils'],
      ...['populations.pupilsUnder13', 'populations.frontline', 'populations.sharedMobileDevices'],
      ...['appPasswords.accounts', 'appPasswords', 'infrastructure.npsExtension.users'],
      ...['telephony.needs', 'legacyMfa.verificationOptions', 'sspr', 'sspr.methods'],
    ];
    for (const path of lists) {
      for (const language of ['en', 'ja'] as const) {
        expect(term(`answers.${path}`, 'source', language)).not.toBe(`answers.${path}`);
      }
    }
    expect(messageText('person_unknown', { fact: 'a', source: 'b', reason: 'c' }, 'ja')).toContain(
      'a',
    );
  });
});
