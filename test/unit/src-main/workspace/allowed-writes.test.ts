import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { WriteScope } from '../../../../shared/registration/graph-scopes';
import { err, ok } from '../../../../shared/result';
import { AllowedWrites } from '../../../../src-main/workspace/allowed-writes';

const [first, second] = [
  'Policy.ReadWrite.ConditionalAccess',
  'Group.ReadWrite.All',
] as unknown as [WriteScope, WriteScope];

test('what a person allowed is recorded once, and again where they allow more', async () => {
  let scopes: readonly WriteScope[] = [];
  const told: (readonly string[])[] = [];
  const writes = new AllowedWrites(
    {
      ...{ tenantId: 't', account: { id: 'a', upn: 'a@b', name: 'a' } },
      confirmed: () => scopes,
    },
    { allowed: (_, given) => void told.push(given) },
  );
  expect(await writes.heard(Promise.resolve(err(failure('auth/cancelled'))))).toMatchObject({
    failure: { code: 'auth/cancelled' },
  });
  scopes = [first];
  expect(await writes.heard(Promise.resolve(ok('t')))).toEqual(ok('t'));
  await writes.heard(Promise.resolve(ok('t')));
  expect(told).toEqual([[first]]);
  scopes = [first, second];
  await writes.heard(Promise.resolve(ok('t')));
  expect(told).toEqual([[first], [first, second]]);
});
