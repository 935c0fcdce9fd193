import { describe, expect, it } from 'vitest';
import { noStats } from '../../../../src-main/graph/graph-stats';
import { ProgressBoard, type ReadProgress } from '../../../../src-main/rollout/read-progress';
import { sourceNames } from '../../../../shared/tenant/snapshot';

function aBoard() {
  const time = { at: 0 };
  const told: ReadProgress[] = [];
  const board = new ProgressBoard(
    () => time.at,
    noStats(),
    (progress) => told.push(progress),
  );
  return { board, time, last: () => told.at(-1)! };
}

describe('the time reading still takes', () => {
  it('is that of the longest list at its own pace, not of the number of sources', () => {
    const { board, time, last } = aBoard();
    for (const source of sourceNames.filter((one) => one !== 'perUserMfa')) {
      board.settled(source, 1, null);
    }
    board.reading('perUserMfa', 0, 5_000);
    time.at = 20_000;
    board.reading('perUserMfa', 1_000, 5_000);
    expect(last().secondsLeft).toBe(80);
  });

  it('counts what this tour read, not what an earlier one had', () => {
    const { board, time, last } = aBoard();
    board.settled('users', 1, null);
    board.settled('domains', 1, null);
    board.reading('perUserMfa', 4_000, 5_000);
    time.at = 20_000;
    board.reading('perUserMfa', 4_500, 5_000);
    expect(last().secondsLeft).toBe(20);
  });

  it('is estimated from the sources where no length is known, and not told before 10 seconds', () => {
    const { board, time, last } = aBoard();
    time.at = 9_999;
    const half = sourceNames.slice(0, sourceNames.length / 2);
    for (const source of half) board.settled(source, 1, null);
    expect(last().secondsLeft).toBeNull();
    time.at = 20_000;
    board.publish();
    const share = half.length / sourceNames.length;
    expect(last().secondsLeft).toBe(Math.ceil((20 / share) * (1 - share)));
  });
});
