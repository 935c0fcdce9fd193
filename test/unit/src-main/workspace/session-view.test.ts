import { expect, it } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
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
function held(part: Status, more: Partial<Rollout>): Rollout {
  const steps = plan.steps.map(({ id }): RolloutStatus['steps'][number] => ({
    ...{ id, items: null, at: null, failure: null, drift: null, gate: null, soakUntil: null },
    status: id === first ? 'DONE' : id === ofSwitch[0] ? part : 'PENDING',
    ...{ isGoingBack: false, answers: [] },
  }));
  const { planHash } = plan;
  return {
    status: () => ({
      ...{ rolloutId: 'r1', planHash, steps, state: 'running', until: null, graphUrl: null },
      backRange: null,
      ringDrift: null,
      newcomers: {},
    }),
    entries: () => [],
    ...more,
  } as unknown as Rollout;
}

const viewOf = (rollout: Rollout) =>
  sessionView(plan, rollout, {
    ...{ activity: 'idle', failure: null, preflight: [], now: 0 },
    started: { at: 0, done: 0 },
  });

it.each([
  ['intact', 'PENDING', true],
  ['broken', 'PENDING', false],
  ['intact', 'DONE', false],
] as const)('on hold over a journal that is %s, a switch begun with %s', (chain, part, isWhole) => {
  expect(ofSwitch).toHaveLength(2);
  const verifyChain = () => ({ state: chain }) as ReturnType<Rollout['verifyChain']>;
  const shown = viewOf(held(part, { verifyChain }));
  expect([shown.state, shown.isHeldWhole]).toEqual(['held', isWhole]);
});

it('on hold goes through its journal once, and again when something was added', () => {
  const states: ('intact' | 'broken')[] = ['intact', 'broken'];
  const entry: JournalEntry = {
    ...{ type: 'note', rolloutId: 'r1', seq: 4, stepId: null, item: null, prev: '', hash: '' },
    ...{ at: '2026-11-29T12:00:00Z', body: {} },
  };
  const entries = [entry];
  const rollout = held('PENDING', {
    entries: () => entries,
    verifyChain: () => ({ state: states.shift() }) as ReturnType<Rollout['verifyChain']>,
  });
  expect([viewOf(rollout).isHeldWhole, viewOf(rollout).isHeldWhole]).toEqual([true, true]);
  entries.push({ ...entry, seq: 5 });
  expect([viewOf(rollout).isHeldWhole, viewOf(rollout).isHeldWhole]).toEqual([false, false]);
});
