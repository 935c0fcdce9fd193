import { describe, expect, it } from 'vitest';
import { suggestAccounts } from '../../../../shared/assess/suggest-accounts';
import { askFirst, passwordResetHint } from '../../../../shared/assess/suggest-questions';
import { nameHint } from '../../../../shared/assess/suggestions/name-hints';
import type { Answers } from '../../../../shared/tenant/answer';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { anInput, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { aPolicy, aRow, aUser } from '../../../fixtures/graph-objects';

const licensed = [{ servicePlanId: 'exchange', capabilityStatus: 'Enabled' }];

function snapshotOf(options: SnapshotOptions): Snapshot {
  return anInput(options).snapshot;
}

function withUsers(
  accounts: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  more: SnapshotOptions = {},
): Snapshot {
  const value = Object.entries(accounts).map(([id, fields]) => ({
    ...aUser({ id }),
    assignedPlans: licensed,
    ...fields,
  }));
  const base = snapshotOf(more);
  return { ...base, users: read(value) };
}

function told(snapshot: Snapshot, answers: Omit<Answers, 'schema'> | null = null) {
  const given: Answers | null =
    answers === null ? null : { schema: 'causeway-answers/1', ...answers };
  return suggestAccounts(snapshot, given).map(({ path, id, reasons }) => [
    path,
    id,
    ...reasons.map(({ key, values }) => [key, ...Object.values(values)].join(' ')),
  ]);
}

const policies = [
  aPolicy('a', {
    users: { includeUsers: ['All'], excludeUsers: ['ea1', 'vip'], excludeGroups: ['G'] },
  }),
  aPolicy('b', { users: { includeUsers: ['All'], excludeUsers: ['ea1'], excludeGroups: ['G'] } }),
  aPolicy('c', {
    state: 'enabledForReportingButNotEnforced',
    users: { includeUsers: ['All'], excludeUsers: ['ea1'] },
  }),
  aPolicy('off', { state: 'disabled', users: { includeUsers: ['All'], excludeUsers: ['vip'] } }),
];

describe('emergency access', () => {
  const snapshot = withUsers(
    { ea1: {}, ea2: {}, vip: {}, other: {} },
    {
      users: [{ id: 'ea1', roles: ['globalAdministrator'] }],
      policies,
      groups: { G: ['ea2'] },
    },
  );

  it('suggests whom the policies leave out most, the most often first, and takes nobody', () => {
    expect(told(snapshot)).toEqual([
      ['accounts.emergencyAccess', 'ea1', 'excluded 3 3', 'globalAdministrator'],
      ['accounts.emergencyAccess', 'ea2', 'excluded 2 3'],
    ]);
  });

  it('is silent once somebody is named, or "none" was answered', () => {
    const ea1 = { id: 'ea1' };
    expect(told(snapshot, { accounts: { emergencyAccess: [ea1] } })).toEqual([
      ['accounts.emergencyAccess', 'ea2', 'excluded 2 3'],
    ]);
    expect(told(snapshot, { accounts: { emergencyAccess: [] } })).toEqual([]);
    expect(told(snapshot, { accounts: { emergencyAccess: null } })).toHaveLength(2);
  });

  it('says nothing where a whole population is left out', () => {
    const members = Array.from({ length: 11 }, (_, n) => `p${n}`);
    const many = withUsers(Object.fromEntries(members.map((id) => [id, {}])), {
      policies: [aPolicy('a', { users: { includeUsers: ['All'], excludeGroups: ['G'] } })],
      groups: { G: members },
    });
    expect(told(many)).toEqual([]);
  });
});

describe('accounts that are no people', () => {
  it('unlicensed enabled accounts may be shared mailboxes; not guests, disabled or administrators', () => {
    const snapshot = withUsers(
      {
        box: { assignedPlans: [] },
        gone: { assignedPlans: [{ servicePlanId: 'exchange', capabilityStatus: 'Deleted' }] },
        unknown: { assignedPlans: null },
        off: { assignedPlans: [], accountEnabled: false },
        guest: { assignedPlans: [], userType: 'Guest' },
        admin: { assignedPlans: [] },
      },
      { users: [{ id: 'admin', roles: ['globalAdministrator'] }] },
    );
    expect(told(snapshot)).toEqual([
      ['accounts.sharedMailboxes', 'box', 'unlicensed'],
      ['accounts.sharedMailboxes', 'gone', 'unlicensed'],
    ]);
  });

  it('older clients and stored passwords hint at services, names at what they say', () => {
    const signIn = (userId: string, clientAppUsed: string, authenticationProtocol = 'none') => ({
      ...{ id: userId, userId, createdDateTime: '2026-11-20T00:00:00Z', appId: 'x' },
      ...{ clientAppUsed, authenticationProtocol },
    });
    const snapshot = withUsers(
      {
        anna: {},
        erp: {},
        mail: {},
        svc: { userPrincipalName: 'svc-backup@practice.example' },
        desk: { displayName: '受付', userPrincipalName: 'u1@practice.example' },
        room: { userPrincipalName: 'Room-101@practice.example', assignedPlans: [] },
        sync: { userPrincipalName: 'Sync_DC01_abc@practice.example' },
      },
      {
        snapshot: {
          signIns: read([
            signIn('anna', 'Browser'),
            signIn('mail', 'IMAP4'),
            signIn('erp', 'Mobile Apps and Desktop clients', 'ropc'),
          ]),
        },
      },
    );
    expect(told(snapshot)).toEqual([
      ['accounts.roomMailboxes', 'room', 'name room', 'unlicensed'],
      ['accounts.serviceAccounts', 'erp', 'storedPassword'],
      ['accounts.serviceAccounts', 'mail', 'legacySignIn IMAP4'],
      ['accounts.serviceAccounts', 'svc', 'name svc'],
      ['accounts.sharedAccounts', 'desk', 'name 受付'],
      ['accounts.syncAccounts', 'sync', 'syncName'],
    ]);
  });

  it.each([
    ['scanlon@x.example', 'Scanlon, Ann'],
    ['roomer@x.example', null],
    ['appleby@x.example', 'Apple By'],
    ['posner@x.example', '会田 代表子'.slice(0, 2)],
  ])('%s is an ordinary name', (upn, name) => {
    expect(nameHint(upn, name)).toBeNull();
  });

  it.each([
    ['svcBackup@x.example', null, 'accounts.serviceAccounts'],
    ['scan01@x.example', null, 'accounts.serviceAccounts'],
    ['u@x.example', '会議室 A', 'accounts.roomMailboxes'],
    ['u@x.example', 'Front Desk', null],
    ['frontdesk@x.example', null, 'accounts.sharedAccounts'],
    ['info@x.example', null, 'accounts.sharedMailboxes'],
  ])('%s %s', (upn, name, path) => {
    expect(nameHint(upn, name)?.path ?? null).toBe(path);
  });

  it('names an account that any list has already no second time', () => {
    const snapshot = withUsers({ box: { assignedPlans: [] }, other: { assignedPlans: [] } });
    expect(told(snapshot, { accounts: { roomMailboxes: [{ id: 'box' }] } })).toEqual([
      ['accounts.sharedMailboxes', 'other', 'unlicensed'],
    ]);
  });

  it('is silent about what was not read', () => {
    const snapshot = { ...withUsers({ box: { assignedPlans: [] } }), users: unread('refused') };
    expect(told(snapshot)).toEqual([]);
  });
});

describe('questions to ask first', () => {
  const sku = (skuPartNumber: string) => ({
    skuId: skuPartNumber,
    skuPartNumber,
    capabilityStatus: 'Enabled',
    consumedUnits: null,
    prepaidUnits: null,
    servicePlans: [],
  });
  const snapshot = snapshotOf({
    snapshot: {
      subscribedSkus: read(['SPE_F1', 'SPE_E3', 'M365EDU_A3_STUUSEBNFT', 'DESKLESSPACK'].map(sku)),
    },
  });

  it('are those about pupils and frontline staff where such licences are there', () => {
    expect(askFirst(snapshot, null)).toEqual([
      { path: 'populations.pupils', licences: ['M365EDU_A3_STUUSEBNFT'], seen: 0 },
      { path: 'populations.frontline', licences: ['DESKLESSPACK', 'SPE_F1'], seen: 0 },
    ]);
  });

  it('are gone once answered', () => {
    const answers: Answers = {
      schema: 'causeway-answers/1',
      populations: { pupils: [], frontline: null },
    };
    expect(askFirst(snapshot, answers).map(({ path }) => path)).toEqual(['populations.frontline']);
    expect(askFirst({ ...snapshot, subscribedSkus: unread('refused') }, null)).toEqual([]);
  });
});

describe('the hint for the scope of password reset', () => {
  it('counts enabled accounts of the report that are no guests', () => {
    const base = withUsers({
      a: {},
      b: {},
      c: {},
      guest: { userType: 'Guest' },
      off: { accountEnabled: false },
    });
    const row = (id: string, isSsprEnabled: boolean | null) => ({ ...aRow({ id }), isSsprEnabled });
    const rows = [
      row('a', true),
      row('b', false),
      row('c', null),
      row('guest', true),
      row('off', true),
    ];
    expect(passwordResetHint({ ...base, registration: read(rows) })).toEqual({ enabled: 1, of: 2 });
    expect(passwordResetHint({ ...base, registration: read([row('c', null)]) })).toBeNull();
    expect(passwordResetHint({ ...base, registration: unread('notLicensed') })).toBeNull();
  });
});

describe('legacy authentication', () => {
  const older = { appName: 'Mail', count: 3, lastAt: '2026-11-20T08:00:00Z' };
  const rows = ['Authenticated SMTP', 'IMAP4'].map((clientAppUsed) => ({
    ...{ ...older, userId: 'a-1', clientAppUsed },
  }));

  it('suggests who was seen with an older client, once', () => {
    const legacySignIns = read({ since: '2026-10-23T12:00:00Z', cutAt: null, rows });
    expect(told({ ...withUsers({ 'A-1': {}, b: {} }), legacySignIns })).toEqual([
      ['accounts.serviceAccounts', 'A-1', 'legacySignIn Authenticated SMTP'],
    ]);
    expect(told({ ...withUsers({ a: {} }), legacySignIns: unread('refused') })).toEqual([]);
  });
});
