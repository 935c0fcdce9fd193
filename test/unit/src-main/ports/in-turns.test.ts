import { performance } from 'node:perf_hooks';
import { expect, it } from 'vitest';
import { atOnce, inTurns, type Steps } from '../../../../src-main/ports/in-turns';

/** Some 60 ms of work in steps of 5. */
function* work(): Steps<string> {
  for (let step = 0; step < 12; step += 1) {
    for (const began = performance.now(); performance.now() - began < 5;);
    yield;
  }
  return 'done';
}

it('gives everything else a turn, and ends with the value', async () => {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  expect(await inTurns(work())).toBe('done');
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(2);
});

it('does the same at once where nobody waits', () => {
  expect(atOnce(work())).toBe('done');
});

it('passes on what goes wrong in a step', async () => {
  function* wrong(): Steps<never> {
    yield;
    throw new Error('broken');
  }
  await expect(inTurns(wrong())).rejects.toThrow('broken');
});
