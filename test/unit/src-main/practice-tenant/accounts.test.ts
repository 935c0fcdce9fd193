import { beforeEach, describe, expect, test } from 'vitest';
import { Accounts } from '../../../../src-main/practice-tenant/accounts';
import { guidOf } from '../../../../src-main/practice-tenant/ids';
import type { CohortTraits, UserOrigin } from '../../../../src-main/practice-tenant/user-record';

const traits: CohortTraits = {
  ...{ cohort: 'staff', isPerson: true, inReport: true, smsSignIn: false, lastSignInDays: 1 },
  ...{ legacyAuth: undefined, ropc: false, usesNps: false, perUserRead: undefined },
};
const idOfUpn = (upn: string): string => guidOf('user', upn);
let made: number;

function origin(upn: string, id: string): UserOrigin {
  made++;
  return {
    ...{ id, upn, traits, perUserMfa: 'disabled', hiddenInBulk: false, methods: ['email'] },
    ...{ preferredMethod: 'none', names: ['id', 'department', 'accountEnabled'] },
    property: (name) => ({ id, department: 'Sales', accountEnabled: true })[name],
  };
}

function staff(accounts: Accounts, count: number): void {
  const upn = (n: number): string => `Staff${n}@x.example`;
  const idOf = (n: number): string => idOfUpn(upn(n).toLowerCase());
  accounts.add({ count, traits, idOf, origin: (n) => origin(upn(n), idOf(n)) });
}

let accounts: Accounts;
beforeEach(() => {
  made = 0;
  accounts = new Accounts(idOfUpn, () => 0);
});

describe('accounts', () => {
  test('are made when they are looked at, and only those', () => {
    staff(accounts, 1_000_000);
    expect([accounts.length, made]).toEqual([1_000_000, 0]);
    expect(accounts.at(999_999)?.upn).toBe('Staff1000000@x.example');
    expect(accounts.at(1_000_000)).toBeUndefined();
    expect(accounts.at(-1)).toBeUndefined();
    expect(made).toBe(1);
  });

  test('are found by id and by name in any case, over several runs', () => {
    staff(accounts, 300);
    const id = '99999999-0000-4000-8000-000000000009';
    accounts.addNamed(traits, origin('Guest@y.example', id));
    for (const n of [1, 150, 300]) {
      const user = accounts.find(`STAFF${n}@x.example`);
      expect(user?.ordinal).toBe(n - 1);
      expect(accounts.find(user?.id.toUpperCase() ?? '')?.ordinal).toBe(n - 1);
    }
    expect(accounts.find('guest@Y.example')?.id).toBe(id);
    expect(accounts.find(id)?.ordinal).toBe(300);
    expect(accounts.find('staff301@x.example')).toBeUndefined();
    expect(accounts.find('00000000-0000-4000-8000-000000000000')).toBeUndefined();
    staff(accounts, 1);
    expect(accounts.at(301)?.upn).toBe('Staff1@x.example');
  });

  test('two records of one place show the same changes', () => {
    staff(accounts, 2);
    const [one, other] = [accounts.at(1), accounts.at(1)];
    if (one === undefined || other === undefined) throw new Error('no account');
    one.methods = ['fido2'];
    one.perUserMfa = 'enforced';
    one.change({ department: null });
    expect(other.methods).toEqual(['fido2']);
    expect(other.perUserMfa).toBe('enforced');
    expect(other.resource).toEqual({ id: one.id, department: null, accountEnabled: true });
    expect(accounts.at(0)?.resource['department']).toBe('Sales');
    expect(other.pick(['department', 'shoeSize'])).toEqual({ department: null });
  });

  test('a removed one is gone, keeps its place, and its name can come back', () => {
    staff(accounts, 3);
    const user = accounts.find('staff2@x.example');
    if (user === undefined) throw new Error('no account');
    accounts.remove(user);
    accounts.remove(user);
    expect(accounts.find('staff2@x.example')).toBeUndefined();
    expect(accounts.find(user.id)).toBeUndefined();
    expect([accounts.length, accounts.live]).toEqual([3, 2]);
    expect([...accounts].map((one) => one.ordinal)).toEqual([0, 2]);
    accounts.addNamed(traits, origin('staff2@x.example', user.id));
    expect(accounts.find(user.id)?.ordinal).toBe(3);
    expect(accounts.find('staff2@x.example')?.ordinal).toBe(3);
  });
});
