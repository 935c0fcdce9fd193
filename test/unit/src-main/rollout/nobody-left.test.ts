import { expect, it } from 'vitest';
import { nobodyLeftRefusal } from '../../../../src-main/rollout/nobody-left';

/** The refusal of a step whose people are left out for these reasons, of `count` in all. */
function refusalOf(reasons: readonly string[], kind = 'group.add', count = reasons.length): object {
  const leftOut = reasons.map((why, index) => ({ userId: `p${index}`, why }));
  return nobodyLeftRefusal({ id: 's01', kind } as never, count, leftOut) ?? {};
}

it('lets a step go on while somebody is left, and end where all are gone', () => {
  expect(refusalOf(['unread'], 'group.add', 2)).toEqual({});
  expect(refusalOf([])).toEqual({});
  expect(refusalOf(['deleted', 'disabled'])).toEqual({});
});

it('names who could not be read, and nobody else', () => {
  expect(refusalOf(['deleted', 'unread', 'ROPC-RISK'])).toEqual({
    code: 'guardrail/refused',
    values: {
      ...{ step: 's01', expected: 'readablePeople', codes: 'deleted, unread, ROPC-RISK' },
      ...{ count: '1', people: 'p1' },
    },
  });
});

it('names the findings where some are blocked and the others are gone', () => {
  expect(refusalOf(['deleted', 'ROPC-RISK', 'ROPC-RISK', 'disabled'])).toEqual({
    code: 'guardrail/blocker-open',
    values: { step: 's01', codes: 'ROPC-RISK' },
  });
});

it('says of people to be cleared that nothing asks them', () => {
  expect(refusalOf(['cover:none', 'unread'], 'perUserMfa.set')).toEqual({
    code: 'guardrail/no-cover',
    values: { step: 's01', codes: 'cover:none, unread' },
  });
});
