import { expect, test } from 'vitest';
import { CloseGuard, type CloseAnswer } from '../../../../src-main/app/close-guard';

function guarded(answer: CloseAnswer, isRunning = true) {
  const told: string[] = [];
  let running = isRunning;
  let reachBoundary = (): void => undefined;
  const boundary = new Promise<void>((resolve) => (reachBoundary = resolve));
  const guard = new CloseGuard({
    isRunning: () => running,
    ask: () => {
      told.push('asked');
      return Promise.resolve(answer);
    },
    pause: async () => {
      told.push('pausing');
      await boundary;
      running = false;
      told.push('paused');
    },
    minimize: () => void told.push('minimized'),
    close: () => void told.push(guard.holdsOpen() ? 'still held' : 'closed'),
  });
  return { guard, told, reachBoundary };
}
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

test('closes at once where nothing runs', () => {
  const { guard, told } = guarded('cancel', false);
  expect(guard.holdsOpen()).toBe(false);
  expect(told).toEqual([]);
});

test('asks once, pauses, and closes after the safe boundary, not before', async () => {
  const { guard, told, reachBoundary } = guarded('pause');
  expect(guard.holdsOpen()).toBe(true);
  expect(guard.holdsOpen()).toBe(true);
  await settled();
  expect(told).toEqual(['asked', 'pausing']);
  expect(guard.holdsOpen()).toBe(true);
  reachBoundary();
  await settled();
  expect(told).toEqual(['asked', 'pausing', 'paused', 'closed']);
});

test.each([
  ['keep', ['asked', 'minimized']],
  ['cancel', ['asked']],
] as const)('stays open after “%s”, and asks again the next time', async (answer, expected) => {
  const { guard, told } = guarded(answer);
  expect(guard.holdsOpen()).toBe(true);
  await settled();
  expect(told).toEqual(expected);
  expect(guard.holdsOpen()).toBe(true);
  await settled();
  expect(told).toEqual([...expected, ...expected]);
});
