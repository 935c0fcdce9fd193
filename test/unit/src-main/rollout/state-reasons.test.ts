import { expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Json } from '../../../../shared/json';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { answered, captureOf, readCapture } from '../../../fixtures/read-capture';

const ids = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`);

/** Accounts whose bulk state nobody may trust, and what is said of each instead. */
const readStates = (...told: readonly (readonly [body: Json, status: number])[]) =>
  readCapture(
    captureOf([
      answered('/v1.0/users', {
        value: ids.map((id) => ({ id, userPrincipalName: `${id}@x.example`, userType: 'Member' })),
      }),
      ...told.map(([body, status], at) =>
        answered(`/beta/users/${ids[at] ?? ''}/authentication/requirements`, body, status),
      ),
    ]),
  );

const error = (code: string): Json => ({ error: { code, message: '' } });
const refused = [error('Authorization_RequestDenied'), 403] as const;

function unreadIn(snapshot: Snapshot): string | undefined {
  const done = assess({ snapshot, answers: null, choices: noChoices, asOf: snapshot.takenAt });
  if (!done.ok) throw new Error(done.failure.code);
  return done.value.assessment.unread.find(({ source }) => source === 'perUserMfa')?.reason;
}

it('keeps for each account why its state is not known', async () => {
  const snapshot = await readStates([{ perUserMfaState: 'enforced' }, 200], refused, [{}, 200]);
  const [known = '', denied = '', empty = ''] = ids;
  expect(snapshot.perUserMfa).toMatchObject({
    ...{ kind: 'read', value: { states: { [known]: 'enforced', [denied]: 'unknown' } } },
  });
  expect(snapshot.perUserMfaUnread).toMatchObject({
    [denied]: { code: 'refused', status: 403 },
    [empty]: { code: 'malformed' },
  });
  expect(Object.keys(snapshot.perUserMfaUnread ?? {})).toHaveLength(2);
  expect(unreadIn(snapshot)).toBe('malformed');
});

it.each([
  ['say nothing', [{}, 200], 'malformed'],
  ['say a state nobody knows', [{ perUserMfaState: 'unknownFutureValue' }, 200], 'malformed'],
  ['are refused', refused, 'refused'],
] as const)('are unread as a whole where all answers %s', async (_, told, code) => {
  const snapshot = await readStates(told, told, told);
  expect(snapshot.perUserMfa).toMatchObject({ kind: 'unread', reason: { code } });
  expect(snapshot).not.toHaveProperty('perUserMfaUnread');
  expect(unreadIn(snapshot)).toBe(code);
});

it('tells no reason where every state is known', async () => {
  const state = [{ perUserMfaState: 'disabled' }, 200] as const;
  const snapshot = await readStates(state, state, state);
  expect(snapshot).not.toHaveProperty('perUserMfaUnread');
  expect(unreadIn(snapshot)).toBeUndefined();
});
