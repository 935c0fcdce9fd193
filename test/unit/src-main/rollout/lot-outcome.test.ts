import { describe, expect, it } from 'vitest';
import type { GraphAnswer } from '../../../../src-main/graph/graph-error';
import type { Motion } from '../../../../src-main/rollout/engine';
import { refusalOf, settleParts } from '../../../../src-main/rollout/lot-outcome';
import type { StepItem } from '../../../../shared/plan/step';

const motion = {
  step: { id: 's03', kind: 'perUserMfa.set', scopes: ['Policy.ReadWrite.AuthenticationMethod'] },
  direction: 'forward',
} as unknown as Motion;
const item = { userId: 'a' } as StepItem;

function answer(status: number, code: string): GraphAnswer {
  return { status, json: { error: { code } }, headers: {}, text: '' };
}

describe.each([
  [401, 'InvalidAuthenticationToken', 'step/await-auth', 'deferred'],
  [403, 'insufficient_claims', 'step/await-auth', 'deferred'],
  [403, 'Authorization_RequestDenied', 'step/refused', 'rejected'],
])('%i %s', (status, code, whole, one) => {
  it('turns down a lot, and puts off or refuses one person of it', () => {
    const given = answer(status, code);
    expect(refusalOf(motion, given)?.code).toBe(whole);
    const { entries } = settleParts(motion, [item], [{ kind: 'answer', answer: given }], 0);
    expect(entries.map((entry) => entry.type)).toEqual([one]);
  });
});
