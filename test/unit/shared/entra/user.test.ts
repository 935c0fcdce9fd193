import { expect, test } from 'vitest';
import { uniqueUsers } from '../../../../shared/entra/user';
import { aUser } from '../../../fixtures/graph-objects';

const row = (id: string, change: object = {}) => ({
  ...aUser({ id, user: { perUserMfaState: 'enforced' } }),
  ...change,
});

test('an account that came twice counts once, in its first place', () => {
  const rows = [row('a'), row('b'), row('a')];
  expect(uniqueUsers(rows)).toEqual([row('a'), row('b')]);
  expect(uniqueUsers([row('a'), row('b')])).toEqual([row('a'), row('b')]);
});

test('rows at odds leave open whether it is enabled, and a state they disagree on', () => {
  const [kept] = uniqueUsers([row('a'), row('a', { accountEnabled: false })]);
  expect(kept).toMatchObject({ accountEnabled: null, perUserMfaState: 'enforced' });
  const [other] = uniqueUsers([row('a'), row('a', { perUserMfaState: 'disabled' })]);
  expect(other).toMatchObject({ accountEnabled: null, perUserMfaState: null });
});
