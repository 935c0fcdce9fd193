import { expect, it } from 'vitest';
import { joiningRefusal } from '../../../../src-main/rollout/joining';

const item = {
  userId: 'one',
  upn: 'one@a.example',
  prior: 'notMember',
  planned: 'member',
} as const;

/** Why somebody is left out of a group; `person` null: not among those read. */
function refusalOf(person: object | null, kind = 'group.add', users = 'read'): string | null {
  const known = { enabled: true, perUserMfa: 'disabled', ...person };
  const people = new Map(person === null ? [] : [['one', known]]);
  return joiningRefusal({ kind } as never, item, {
    people,
    snapshot: { users: { kind: users } },
  } as never);
}

it('lets in who is there and enabled', () => {
  expect(refusalOf({})).toBeNull();
});

it('leaves out who is deleted or disabled', () => {
  expect(refusalOf(null)).toBe('deleted');
  expect(refusalOf({ enabled: false })).toBe('disabled');
});

it('takes a disabled account along that still carries per-user MFA, or may', () => {
  for (const perUserMfa of ['enabled', 'enforced', 'unknown']) {
    expect(refusalOf({ enabled: false, perUserMfa })).toBeNull();
  }
});

it('moves nobody on a guess', () => {
  expect(refusalOf({ isEnabledUnknown: true })).toBe('unread');
  expect(refusalOf({}, 'group.add', 'unread')).toBe('unread');
});

it('says nothing about other steps', () => {
  expect(refusalOf(null, 'group.remove')).toBeNull();
  expect(refusalOf(null, 'perUserMfa.set')).toBeNull();
});
