import { expect, test } from 'vitest';
import type { Json } from '../../../../shared/json';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const id = '00000000-0000-4000-8000-000000000001';
const user = {
  ...{ id, userPrincipalName: 'robot@contoso.example', accountEnabled: true },
  ...{ userType: 'Member', perUserMfaState: 'disabled' },
};

/** What is known of the last sign-in of a service account whose `signInActivity` is this. */
function lastSignIn(signInActivity: Json): Promise<unknown> {
  return lastSignInOf({ id, signInActivity });
}

async function lastSignInOf(body: Json): Promise<unknown> {
  const snapshot = await readCapture(
    captureOf([answered('/v1.0/users', { value: [user] }), answered(`/v1.0/users/${id}`, body)]),
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

test.each<[string, Json, unknown]>([
  ['an empty object', {}, malformed],
  ['a list', { value: [] }, malformed],
  ['an error that came with 200', { error: { code: 'x', message: '' } }, malformed],
  ['no id', { signInActivity: null }, malformed],
  ['another id', { id: id.replace(/1$/, '2'), signInActivity: null }, malformed],
  ['its id in capitals', { id: id.toUpperCase(), signInActivity: null }, { kind: 'read' }],
  ['a use, though no id', { signInActivity: { lastSignInDateTime: late } }, { kind: 'read' }],
])('what is told about the last use by %s', async (_what, body, expected) => {
  expect(await lastSignInOf(body)).toMatchObject(expected as object);
});

const log = '/beta/auditLogs/signIns';
const signIn = {
  ...{ id: 's1', userId: id, createdDateTime: late, appId: 'app', clientAppUsed: 'Browser' },
  authenticationProtocol: 'ropc',
};

/** A log whose first pages hold nothing, and a list of groups that is alike. */
function searched(emptyPages: number): string {
  const pages = (path: string, row: Json) =>
    Array.from({ length: emptyPages + 1 }, (_, at) =>
      answered(at === 0 ? path : `${path}?$skiptoken=${at}`, {
        value: at < emptyPages ? [] : [row],
        ...(at < emptyPages
          ? { '@odata.nextLink': `https://x.example${path}?$skiptoken=${at + 1}` }
          : {}),
      }),
    );
  const group = { id, displayName: 'All' };
  return captureOf([
    answered('/v1.0/users', { value: [user] }),
    ...pages(log, signIn),
    ...pages('/v1.0/auditLogs/directoryAudits', {
      ...{ category: 'Policy', initiatedBy: {}, targetResources: [] },
    }),
    ...pages('/v1.0/groups', group),
  ]);
}

test('a log is searched on through pages that hold nothing, another list is not', async () => {
  const snapshot = await readCapture(searched(12));
  expect(snapshot.signIns).toMatchObject({ kind: 'read', value: [{ userId: id }] });
  expect(snapshot.managedPolicyIds).toEqual({ kind: 'read', value: [] });
  expect(snapshot.groups).toEqual(malformed);
});

/** A log of so many pages, a sign-in a minute each, the newest first. */
function longLog(pages: number): string {
  return captureOf([
    answered('/v1.0/users', { value: [user] }),
    ...Array.from({ length: pages }, (_, at) => {
      const createdDateTime = new Date(Date.parse(late) - at * 60_000).toISOString();
      const value = [{ ...signIn, id: `s${at}`, createdDateTime }];
      const next = `https://x.example${log}?$skiptoken=${at + 1}`;
      const rest = at + 1 === pages ? {} : { '@odata.nextLink': next };
      return answered(at === 0 ? log : `${log}?$skiptoken=${at}`, { value, ...rest });
    }),
  ]);
}

test('sign-ins are read to the end where that is near', async () => {
  const snapshot = await readCapture(longLog(20));
  expect(snapshot.signIns.kind === 'read' && snapshot.signIns.value.length).toBe(20);
  expect(snapshot.signInsCutAt).toBeUndefined();
});

test('of very many sign-ins the newest are read, which is said', async () => {
  const snapshot = await readCapture(longLog(21));
  expect(snapshot.signIns.kind === 'read' && snapshot.signIns.value.length).toBe(20);
  expect(snapshot.signInsCutAt).toBe('2026-11-20T08:41:00.000Z');
});

test('a log that holds nothing without end is malformed', async () => {
  expect((await readCapture(searched(200))).signIns).toEqual(malformed);
});

test.each<[string, boolean]>([
  ['ropc', true],
  ['ROPC', true],
  ['oAuth2', true],
  ['unknownFutureValue', false],
  ['', false],
])('a sign-in by the protocol "%s" in the list by protocol is read: %s', async (name, isRead) => {
  const row = { ...signIn, authenticationProtocol: name };
  const snapshot = await readCapture(
    captureOf([answered('/v1.0/users', { value: [user] }), answered(log, { value: [row] })]),
  );
  if (isRead) expect(snapshot.signIns).toMatchObject({ kind: 'read', value: [{ id: 's1' }] });
  else expect(snapshot.signIns).toEqual(malformed);
});
