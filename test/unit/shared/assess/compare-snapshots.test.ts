import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../../../shared/assess/compare-snapshots';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { administrators, aSnapshot } from '../../../fixtures/a-snapshot';

const before = aSnapshot({
  users: [...administrators, { id: 'anna', methods: ['mobilePhone'], perUserMfa: 'enabled' }],
  methods: { Sms: { state: 'enabled' } },
  groups: { pilot: ['anna'] },
});
const at = (changes: Partial<Snapshot>): Snapshot => ({
  ...before,
  takenAt: '2026-11-23T12:00:00Z',
  ...changes,
});
const difference = (changes: Partial<Snapshot>) => compareSnapshots(before, at(changes));

describe('the difference between two readings', () => {
  it('is none where only the time has moved', () => {
    expect(difference({})).toEqual({
      schema: 'causeway-difference/1',
      beforeAt: before.takenAt,
      afterAt: '2026-11-23T12:00:00Z',
      people: [],
      policies: [],
      notCompared: [],
    });
  });

  it('names people who came, went or changed, field by field', () => {
    const other = aSnapshot({
      users: [
        ...administrators,
        { id: 'bert', methods: [] },
        { id: 'anna', methods: ['mobilePhone', 'fido2SecurityKey'], perUserMfa: 'enforced' },
      ],
      methods: { Sms: { state: 'enabled' } },
      groups: { pilot: ['anna'] },
    });
    const { people } = compareSnapshots(before, other);
    expect(people.map((one) => [one.id, one.change])).toEqual([
      ['anna', 'changed'],
      ['bert', 'added'],
    ]);
    expect(people[0]?.fields).toEqual([
      {
        field: 'methodsRegistered',
        before: ['mobilePhone'],
        after: ['fido2SecurityKey', 'mobilePhone'],
      },
      { field: 'perUserMfaState', before: 'enabled', after: 'enforced' },
    ]);
    expect(compareSnapshots(other, before).people.map((one) => [one.id, one.change])).toEqual([
      ['anna', 'changed'],
      ['bert', 'removed'],
    ]);
  });

  it('names a changed default method, and says nothing where it is not told', () => {
    const preferring = (defaultMethod: string): Snapshot =>
      aSnapshot({ users: [{ id: 'anna', methods: ['mobilePhone'], defaultMethod }] });
    const fieldsOf = (now: Snapshot): unknown =>
      compareSnapshots(preferring('sms'), now).people.map((one) => one.fields);
    const field = 'userPreferredMethodForSecondaryAuthentication';
    expect(fieldsOf(preferring('push'))).toEqual([[{ field, before: 'sms', after: 'push' }]]);
    const { registration, ...rest } = preferring('sms');
    const rows = registration.kind === 'read' ? registration.value : [];
    const untold = read(rows.map((row) => ({ ...row, [field]: null })));
    expect(fieldsOf({ ...rest, registration: untold })).toEqual([]);
  });

  it('names policies, methods, defaults and groups that changed', () => {
    const other = aSnapshot({
      users: [...administrators, { id: 'anna', methods: ['mobilePhone'], perUserMfa: 'enabled' }],
      methods: { Sms: { state: 'disabled' } },
      policy: { policyMigrationState: 'migrationComplete' },
      groups: { pilot: ['anna', 'ga1'] },
      securityDefaults: true,
    });
    const changed = compareSnapshots(before, other).policies.map((one) => [
      one.kind,
      one.id,
      one.fields.map((field) => field.field),
    ]);
    expect(changed).toContainEqual(['method', 'Sms', ['state']]);
    expect(changed).toContainEqual(['group', 'pilot', ['members']]);
    expect(changed).toContainEqual(['securityDefaults', 'securityDefaults', ['isEnabled']]);
    expect(changed.map(([kind]) => kind)).toContain('authenticationMethodsPolicy');
  });

  it('says nothing of what one side has not read', () => {
    const blind = difference({
      conditionalAccess: unread('refused'),
      registration: unread('network'),
      groupMembers: { pilot: unread('throttled') },
    });
    expect(blind.people).toEqual([]);
    expect(blind.policies).toEqual([]);
    expect(blind.notCompared).toEqual(['conditionalAccess', 'groupMembers', 'registration']);
    expect(difference({ users: unread('refused') }).people).toEqual([]);
    expect(difference({ users: read([]) }).people.every((one) => one.change === 'removed')).toBe(
      true,
    );
  });

  it('does not depend on the order of rows', () => {
    if (before.users.kind !== 'read') throw new Error('unread');
    const turned = difference({ users: read([...before.users.value].reverse()) });
    expect([turned.people, turned.policies]).toEqual([[], []]);
  });
});
