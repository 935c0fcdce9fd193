import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { MakePlanInput, Plan } from '../../../../shared/plan/plan';
import { unread } from '../../../../shared/tenant/snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { carriedOut } from './carried-out';
import { planScenario } from './plans';
import { stepsLeft } from './reached-law';
import { differsAgain } from './repeat-law';

const { plan, reading } = planScenario('S02');
const input: MakePlanInput = { ...reading, madeAt: reading.asOf, appVersion: '0.0.0', sha256 };

function made(change: Partial<MakePlanInput>): Plan {
  const answer = makePlan({ ...input, ...change });
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value;
}

/** The two laws that look at more than one plan, beside rules that break them. */
describe('a broken rule', () => {
  it('turns red: same input, same plan hash, where a hash holds chance', () => {
    let salt = 0;
    const salted = (text: string): string => sha256(`${text}${(salt += 1)}`);
    const first = made({ sha256: salted });
    expect(differsAgain(first, made({ sha256: salted }))).toContain('another hash');
  });

  it('turns red: same input, same plan, where steps depend on what was made before', () => {
    const again = { ...made({}), steps: [...plan.steps].reverse() };
    expect(differsAgain(plan, again)).toEqual(['another text']);
  });

  it('turns red: a reached state gives no steps, where a step leaves nothing behind', () => {
    expect(stepsLeft(input, plan, (_, snapshot) => snapshot)).not.toEqual([]);
  });

  it('turns red: a reached state gives no steps, where clearing is planned again', () => {
    const { perUserMfa } = reading.snapshot;
    const forgets: typeof carriedOut = (done, snapshot) => ({
      ...carriedOut(done, snapshot),
      perUserMfa,
    });
    const left = stepsLeft(input, plan, forgets);
    expect(left.some((one) => one.startsWith('perUserMfa.set'))).toBe(true);
  });

  it('turns red: a reached state gives no steps, where it cannot be planned at all', () => {
    const unreadable: typeof carriedOut = (done, snapshot) => ({
      ...carriedOut(done, snapshot),
      securityDefaults: unread('refused'),
    });
    expect(stepsLeft(input, plan, unreadable)).toEqual(['no plan: plan/snapshot-incomplete']);
  });

  it('is the only reason: S02 itself keeps both', () => {
    expect(differsAgain(plan, made({}))).toEqual([]);
    expect(stepsLeft(input, plan)).toEqual([]);
  });
});
