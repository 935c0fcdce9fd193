import { expect, it } from 'vitest';
import { readRecords } from '../../../../shared/people/read-records';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aSnapshot, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { aGroup } from '../../../fixtures/graph-objects';

const ana = { id: 'u-1', methods: ['mobilePhone'], perUserMfa: 'enforced' } as const;
const others = {
  id: 'u-2',
  methods: ['fido2SecurityKey'],
  roles: ['globalAdministrator'],
} as const;

function recordsOf(options: SnapshotOptions, userId = 'u-1') {
  const records = readRecords(aSnapshot({ users: [ana, others], ...options }), userId);
  return new Map(records.map((record) => [record.source, record]));
}

function valueOf(record: ReturnType<typeof readRecords>[number] | undefined, name: string) {
  return record?.fields.find((one) => one.name === name)?.value;
}

it('tells what each source said of this account alone, in its own words', () => {
  const records = recordsOf({ groups: { g1: ['u-1'], g2: ['u-2'] } });
  expect(valueOf(records.get('users'), 'id')).toBe('u-1');
  expect(valueOf(records.get('perUserMfa'), 'perUserMfaState')).toBe('enforced');
  expect(valueOf(records.get('perUserMfa'), 'bulk')).toBe('trusted');
  expect(valueOf(records.get('registration'), 'methodsRegistered')).toBe('mobilePhone');
  expect(records.get('groups')?.fields.map(({ value }) => value)).toEqual(['g1']);
  expect(records.get('roles')).toEqual({
    ...{ source: 'roles', state: 'none', groupsUnread: 0, fields: [] },
  });
  expect(records.has('userMethods')).toBe(false);
});

it('takes ids without regard to case, as Graph does', () => {
  const records = recordsOf({ groups: { G1: ['U-1'] } }, 'U-1');
  expect(valueOf(records.get('users'), 'id')).toBe('u-1');
  expect(records.get('groups')?.fields).toHaveLength(1);
});

it('tells unread from nothing, and not told from empty', () => {
  const records = recordsOf({
    snapshot: {
      registration: unread('notLicensed'),
      userMethods: { 'u-1': read([]) },
      groupMembers: { g1: unread('refused') },
    },
  });
  expect(records.get('registration')).toMatchObject({ state: 'notLicensed', fields: [] });
  expect(valueOf(records.get('userMethods'), 'methods')).toBe('');
  expect(records.get('groups')).toMatchObject({ state: 'partly', groupsUnread: 1 });
  expect(valueOf(records.get('users'), 'department')).toBeNull();
});

it('says of groups nobody read that nothing is known, and "none" only where all were read', () => {
  const groups = read([aGroup('g1'), aGroup('g2')]);
  const of = (groupMembers: Snapshot['groupMembers']) =>
    recordsOf({ snapshot: { groups, groupMembers } }).get('groups');
  expect(of({})).toMatchObject({ state: 'partly', groupsUnread: 2 });
  expect(of({ g1: read([]) })).toMatchObject({ state: 'partly', groupsUnread: 1 });
  expect(of({ g1: read(['u-1']) })).toMatchObject({ state: 'read', groupsUnread: 1 });
  expect(of({ g1: read([]), g2: read(['u-2']) })).toMatchObject({ state: 'none', groupsUnread: 0 });
});
