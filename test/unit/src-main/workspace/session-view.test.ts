import { expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import type { RolloutStatus } from '../../../../src-main/rollout/rollout-status';
import { sessionView } from '../../../../src-main/workspace/session-view';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const made = scenarioPlan('S02').plan;
/** Its second and third step are one move. */
const plan: Plan = {
  ...made,
  steps: made.steps.map((step, at) =>
    at === 1 || at === 2 ? { ...step, bundle: 'switch' } : step,
  ),
};
type Status = RolloutStatus['steps'][number]['status'];
const first = plan.steps[0]?.id;
const ofSwitch = plan.steps.filter(({ bundle }) => bundle !== undefined).map(({ id }) => id);

/** A rollout on hold: its first step is done, and of a switch in one move the first part is `part`. */
function heldOver(chain: 'intact' | 'broken', part: Status) {
  const steps = plan.steps.map(({ id }): RolloutStatus['steps'][number] => ({
    ...{ id, items: null, at: null, failure: null, drift: null, gate: null, soakUntil: null },
    status: id === first ? 'DONE' : id === ofSwitch[0] ? part : 'PENDING',
    ...{ isGoingBack: false, answers: [] },
  }));
  const { planHash } = plan;
  const rollout: Pick<Rollout, 'status' | 'entries'> = {
    status: () => ({
      ...{ rolloutId: 'r1', planHash, steps, state: 'running', until: null, graphUrl: null },
    }),
    entries: () => [],
  };
  const told = { ...rollout, verifyChain: () => ({ state: chain }) } as unknown as Rollout;
  return sessionView(plan, told, {
    ...{ activity: 'idle', failure: null, preflight: [], now: 0 },
    started: { at: 0, done: 0 },
  });
}

it.each([
  ['intact', 'PENDING', true],
  ['broken', 'PENDING', false],
  ['intact', 'DONE', false],
] as const)('on hold over a journal that is %s, a switch begun with %s', (chain, part, isWhole) => {
  expect(ofSwitch).toHaveLength(2);
  const shown = heldOver(chain, part);
  expect([shown.state, shown.isHeldWhole]).toEqual(['held', isWhole]);
});
