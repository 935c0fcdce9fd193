import { expect, test } from 'vitest';
import type { Json } from '../../../../shared/json';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const id = '00000000-0000-4000-8000-000000000001';
const user = {
  ...{ id, userPrincipalName: 'robot@contoso.example', accountEnabled: true },
  ...{ userType: 'Member', perUserMfaState: 'disabled' },
};

/** What is known of the last sign-in of a service account whose `signInActivity` is this. */
async function lastSignIn(signInActivity: Json): Promise<unknown> {
  const snapshot = await readCapture(
    captureOf([
      answered('/v1.0/users', { value: [user] }),
      answered(`/v1.0/users/${id}`, { id, signInActivity }),
    ]),
    { schema: 'causeway-answers/1', accounts: { serviceAccounts: [{ id }] } },
  );
  return snapshot.lastSignIn[id];
}

const early = '2026-03-01T09:00:00Z';
const late = '2026-11-20T09:00:00Z';
const malformed = { kind: 'unread', reason: { code: 'malformed' } };

test.each<[string, Json, unknown]>([
  ['nothing at all', null, { kind: 'read', value: null }],
  ['an empty object', {}, { kind: 'read', value: null }],
  ['ids without instants', { lastSignInRequestId: '' }, { kind: 'read', value: null }],
  ['a sign-in by the person', { lastSignInDateTime: late }, { kind: 'read', value: late }],
  [
    'only a sign-in by an app for it',
    { lastSignInDateTime: null, lastNonInteractiveSignInDateTime: late },
    { kind: 'read', value: late },
  ],
  ['only a success', { lastSuccessfulSignInDateTime: late }, { kind: 'read', value: late }],
  [
    'the latest of all',
    {
      lastSignInDateTime: early,
      lastNonInteractiveSignInDateTime: late,
      lastSuccessfulSignInDateTime: early,
    },
    { kind: 'read', value: late },
  ],
  ['text', 'never', malformed],
  ['an instant that is none', { lastSignInDateTime: 'never' }, malformed],
  ['a number', { lastNonInteractiveSignInDateTime: 0 }, malformed],
])('the last use of an account, from %s', async (_what, activity, expected) => {
  expect(await lastSignIn(activity)).toEqual(expected);
});
