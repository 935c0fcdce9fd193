import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { mostAsked } from '../../../../src-main/rollout/read-sms-sign-in';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const pilots = '10000000-0000-4000-8000-000000000001';
const leavers = '10000000-0000-4000-8000-000000000002';
const group = (groupId: string): Json => ({ id: groupId, targetType: 'group' });
const usable = (groupId: string): Json => ({
  ...{ id: groupId, targetType: 'group' },
  isUsableForSignIn: true,
});

interface Holder {
  readonly n: number;
  readonly phone?: Json;
  readonly status?: number;
  readonly change?: object;
  readonly inReport?: boolean;
  readonly others?: readonly string[];
}

const phone = (smsSignInState: Json): Json => ({ phoneType: 'mobile', smsSignInState });
const typed = { '@odata.type': '#microsoft.graph.phoneAuthenticationMethod' };

/** Holders of a mobile phone, and what Graph says of their phones when asked one by one. */
function read(holders: readonly Holder[], sms: object): Promise<Snapshot> {
  const off = { includeTargets: [], excludeTargets: [] };
  return readCapture(
    captureOf([
      answered('/beta/policies/authenticationMethodsPolicy', {
        policyMigrationState: 'preMigration',
        authenticationMethodConfigurations: [{ id: 'Sms', ...off, ...sms }],
      }),
      answered('/v1.0/users', {
        value: holders.map(({ n, change }): Json => ({
          ...{ id: id(n), userPrincipalName: `p${n}@contoso.example`, accountEnabled: true },
          ...{ userType: 'Member', perUserMfaState: 'disabled' },
          ...change,
        })),
      }),
      answered('/v1.0/reports/authenticationMethods/userRegistrationDetails', {
        value: holders
          .filter((one) => one.inReport !== false)
          .map(({ n, others = [] }): Json => ({
            ...{ id: id(n), methodsRegistered: ['mobilePhone', ...others] },
          })),
      }),
      ...[pilots, leavers].map((groupId) =>
        answered(`/v1.0/groups/${groupId}/transitiveMembers`, {
          value: groupId === pilots ? [{ id: id(1) }, { id: id(2) }] : [{ id: id(2) }],
        }),
      ),
      ...holders.map(({ n, phone: row = phone('ready'), status = 200, inReport }) => {
        const methods = `/users/${id(n)}/authentication`;
        return inReport === false
          ? answered(`/beta${methods}/methods`, { value: [{ ...typed, ...(row as object) }] })
          : answered(
              `/v1.0${methods}/phoneMethods`,
              status === 200 ? { value: [row] } : { error: { code: 'x' } },
              status,
            );
      }),
    ]),
  );
}

const forAll = { state: 'enabled', includeTargets: [usable('all_users')] };
const ready = (...numbers: number[]) => ({ kind: 'read', value: numbers.map(id) });

describe('who signs in by text message', () => {
  it('is nobody where the policy offers it to nobody', async () => {
    const plain = { state: 'enabled', includeTargets: [group('all_users')] };
    expect((await read([{ n: 1 }], plain)).smsSignInReady).toEqual(ready());
    const off = { ...forAll, state: 'disabled' };
    expect((await read([{ n: 1 }], off)).smsSignInReady).toEqual(ready());
  });

  it('is asked of enabled people in scope alone', async () => {
    const some = {
      state: 'enabled',
      includeTargets: [usable(pilots), group('all_users')],
      excludeTargets: [group(leavers)],
    };
    const holders = [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4, change: { accountEnabled: false } }];
    expect((await read(holders, some)).smsSignInReady).toEqual(ready(1));
    expect((await read(holders, forAll)).smsSignInReady).toEqual(ready(1, 2, 3));
  });

  it('is asked where the policy does not tell whether it is offered', async () => {
    const untold = { ...(usable('all_users') as object), isUsableForSignIn: null };
    const snapshot = await read([{ n: 1 }], { state: 'enabled', includeTargets: [untold] });
    expect(snapshot.smsSignInReady).toEqual(ready(1));
  });

  it('is asked whatever case the id of the method comes in', async () => {
    expect((await read([{ n: 1 }], { ...forAll, id: 'sms' })).smsSignInReady).toEqual(ready(1));
  });

  it('keeps who was read and names who was not', async () => {
    const snapshot = await read(
      [
        { n: 1 },
        { n: 2, status: 403 },
        { n: 3, phone: { phoneType: 'mobile' } },
        { n: 4, phone: phone('notEnabled') },
      ],
      forAll,
    );
    expect(snapshot.smsSignInReady).toEqual(ready(1));
    expect(snapshot.smsSignInUnread).toEqual({
      [id(2)]: { code: 'refused', status: 403, graphCode: 'x' },
      [id(3)]: { code: 'malformed' },
    });
  });

  it('is unread as a whole when everybody was refused alike', async () => {
    const snapshot = await read(
      [1, 2].map((n) => ({ n, status: 403 })),
      forAll,
    );
    expect(snapshot.smsSignInReady).toMatchObject({
      kind: 'unread',
      reason: { code: 'refused', status: 403 },
    });
    expect(snapshot).not.toHaveProperty('smsSignInUnread');
  });

  it('is not asked again of people whose methods were read one by one', async () => {
    const snapshot = await read(
      [
        { n: 1, inReport: false },
        { n: 2, inReport: false, phone: phone('notEnabled') },
      ],
      forAll,
    );
    expect(snapshot.smsSignInReady).toEqual(ready(1));
  });

  it('is asked of so many at most, of people without another method first', async () => {
    const holders = Array.from({ length: mostAsked + 3 }, (_, index) => ({ n: index + 1 }));
    const others = ['microsoftAuthenticatorPush'];
    // The first three by id hold something else, and are the ones left out.
    const all = holders.map((one) => (one.n <= 3 ? { ...one, others } : one));
    const snapshot = await read(all, forAll);
    expect(snapshot.smsSignInReady).toEqual(ready(...holders.slice(3).map(({ n }) => n)));
    const left = { code: 'notAsked' };
    expect(snapshot.smsSignInUnread).toEqual({ [id(1)]: left, [id(2)]: left, [id(3)]: left });
  });

  it('is unread as a whole when all who were asked were refused, and others were not', async () => {
    const holders = Array.from({ length: mostAsked + 1 }, (_, n) => ({ n: n + 1, status: 403 }));
    expect((await read(holders, forAll)).smsSignInReady).toMatchObject({
      ...{ kind: 'unread', reason: { code: 'refused' } },
    });
  });
});
