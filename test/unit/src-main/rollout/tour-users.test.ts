import { expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Json } from '../../../../shared/json';
import type { Answers } from '../../../../shared/tenant/answer';
import { noChoices } from '../../../../shared/tenant/choice';
import { exitCodeOfReading } from '../../../../src-main/cli/exit-codes';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const id = '00000000-0000-4000-8000-000000000001';
const user = (change: object): Json => ({
  ...{ id, userPrincipalName: 'a@contoso.example', accountEnabled: true, userType: 'Member' },
  ...{ perUserMfaState: 'enforced' },
  ...change,
});

const readUsers = (...value: Json[]) =>
  readCapture(
    captureOf([
      answered('/v1.0/users', { value }),
      answered(`/beta/users/${id}/authentication/requirements`, { perUserMfaState: 'enforced' }),
    ]),
  );

it('takes an empty list of accounts for no answer, and blames nobody who was named', async () => {
  const answers: Answers = {
    schema: 'causeway-answers/1',
    accounts: { emergencyAccess: [{ upn: 'a@contoso.example' }] },
  };
  const snapshot = await readCapture(captureOf([answered('/v1.0/users', { value: [] })]), answers);
  expect(snapshot.users).toEqual({ kind: 'unread', reason: { code: 'malformed' } });
  const done = assess({ snapshot, answers, choices: noChoices, asOf: snapshot.takenAt });
  if (!done.ok) throw new Error(done.failure.code);
  expect(done.value.assessment.unread).toContainEqual({ source: 'users', reason: 'malformed' });
  expect(exitCodeOfReading(done.value.assessment)).toBe(5);
});

it('counts an account once that a list holds twice', async () => {
  const snapshot = await readUsers(user({}), user({}));
  expect(snapshot.users).toMatchObject({ kind: 'read', value: [{ accountEnabled: true }] });
  expect(snapshot.perUserMfa).toMatchObject({
    kind: 'read',
    value: { bulk: 'trusted', states: { [id]: 'enforced' } },
  });
});

it('believes neither of two rows that contradict each other', async () => {
  const snapshot = await readUsers(user({}), user({ perUserMfaState: 'disabled' }));
  expect(snapshot.users).toMatchObject({ kind: 'read', value: [{ accountEnabled: null }] });
  expect(snapshot.perUserMfa).toMatchObject({
    kind: 'read',
    value: { bulk: 'distrusted', states: { [id]: 'enforced' } },
  });
});
