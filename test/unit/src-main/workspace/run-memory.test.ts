import { expect, it } from 'vitest';
import type { RolloutView } from '../../../../shared/ipc/rollout-contract';
import { RunMemory } from '../../../../src-main/workspace/run-memory';
import { toCard } from '../../../../src-main/workspace/workspace-card';
import { newMeta, type WorkspaceMeta } from '../../../../src-main/workspace/workspace-meta';

const meta = newMeta({
  ...{ id: 'a'.repeat(32), source: 'practice', scenario: 'S02', cloud: 'global' },
  ...{ createdAt: '2026-11-22T12:00:00Z', nextDate: '2027-02-01' },
});

/** What stays known after a process has seen these states. */
function seen(before: WorkspaceMeta['lastRun'], ...states: RolloutView['state'][]): WorkspaceMeta {
  const memory = new RunMemory();
  return states.reduce<WorkspaceMeta>(
    (known, state) => ({ ...known, ...memory.of(known, state, { done: 12, total: 31 }) }),
    { ...meta, lastRun: before },
  );
}

it.each<[WorkspaceMeta['lastRun'], RolloutView['state'][], string | null]>([
  [null, ['ready'], null],
  [null, ['running', 'holding', 'held'], 'held'],
  [null, ['running', 'needsPerson'], null],
  [null, ['running'], 'cut'],
  // Looked at by a later process, it is still what it was.
  ['running', ['held'], 'cut'],
  ['running', ['needsPerson', 'ready'], 'cut'],
  // What ended it, elsewhere or by an emergency stop, ends that too.
  ['running', ['stopped'], null],
  ['running', ['rolledBack'], null],
  ['running', ['held', 'done'], null],
  ['running', ['held', 'running', 'held'], 'held'],
  ['running', ['recovering', 'held'], 'held'],
])('a plan last seen %j and then %j is listed as %j', (before, states, run) => {
  expect(toCard(seen(before, ...states), false).run).toBe(run);
});

it('a plan whose rollout runs now is listed as that', () => {
  expect(toCard(seen(null, 'running'), true).run).toBe('running');
});

it('a finished plan has no next date, and an open step ends that it is finished', () => {
  expect(toCard({ ...meta, isFinished: true }, false).nextDate).toBeNull();
  expect(toCard(meta, false).nextDate).toBe('2027-02-01');
  expect(seen(null, 'ready').isFinished).toBe(false);
  expect(new RunMemory().of(meta, 'done', { done: 31, total: 31 })).not.toHaveProperty(
    'isFinished',
  );
});
