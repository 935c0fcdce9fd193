import { expect, test } from 'vitest';
import type { Person } from '../../../../../shared/assess/people';
import { isClearable } from '../../../../../shared/plan/steps/ring-steps';
import { aPerson } from '../../lockout/people';

test.each<[string, Partial<Person>, boolean]>([
  ['state and methods known', {}, true],
  ['no state to clear', { perUserMfa: 'disabled' }, false],
  ['state unknown', { perUserMfa: 'unknown' }, false],
  ['methods unknown', { methods: null }, false],
  ['methods unknown, but disabled', { methods: null, enabled: false }, true],
  ['perhaps disabled', { isEnabledUnknown: true }, false],
])('may be cleared: %s', (_what, change, expected) => {
  expect(isClearable(aPerson({ perUserMfa: 'enforced', ...change }))).toBe(expected);
});
