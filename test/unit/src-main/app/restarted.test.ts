import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reopenPage, type ReopenPorts } from '../../../../src-main/app/reopen-page';
import { restartedOf } from '../../../../src-main/app/restarted';
import { RunMark } from '../../../../src-main/app/run-mark';
import type { RolloutView } from '../../../../shared/ipc/rollout-contract';

const steps = (...states: RolloutView['steps'][number]['status'][]): RolloutView['steps'] =>
  states.map((status) => ({ status })) as unknown as RolloutView['steps'];

test.each(['INTENT', 'SENT', 'VERIFYING', 'RESOLVE'] as const)(
  'a step that is %s is open: nothing is said to be whole',
  (status) => {
    const view = { state: 'held' as const, steps: steps('DONE', status, 'PENDING') };
    expect(restartedOf('program', view)).toEqual({
      ...{ of: 'program', isRunning: false, open: { step: 2, total: 3 } },
    });
  },
);

test('a step in which the outcome for one person is not known is open', () => {
  const [step] = steps('PAUSED');
  const view = { state: 'held' as const, steps: [{ ...step, items: { unknown: 1 } }] as never };
  expect(restartedOf('program', view).open).toEqual({ step: 1, total: 1 });
});

test('settled steps are not open; what runs is told as running', () => {
  const settled = steps('DONE', 'PAUSED', 'SKIPPED', 'ROLLED_BACK', 'PENDING');
  expect(restartedOf('page', { state: 'held', steps: settled }).open).toBeNull();
  expect(restartedOf('page', null)).toEqual({ of: 'page', isRunning: false, open: null });
  const running = { state: 'running' as const, steps: steps('SENT') };
  expect(restartedOf('page', running)).toEqual({ of: 'page', isRunning: true, open: null });
});

test('a run that a process died in is told once, when its plan is opened', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'causeway-run-')), 'run.json');
  const first = new RunMark(file);
  expect(first.takeInterrupted('a')).toBe(false);
  first.see('a', 'running');
  expect(existsSync(file)).toBe(true);

  const second = new RunMark(file);
  expect(second.takeInterrupted('b')).toBe(false);
  expect(second.takeInterrupted('a')).toBe(true);
  expect(second.takeInterrupted('a')).toBe(false);
  expect(existsSync(file)).toBe(false);
});

test('a run that came to its end, or was held, leaves no mark', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'causeway-run-')), 'run.json');
  const mark = new RunMark(file);
  for (const state of ['running', 'holding', 'held'] as const) mark.see('a', state);
  expect(existsSync(file)).toBe(false);
  mark.see('a', 'rollingBack');
  // The plan is being closed.
  mark.see(undefined, 'held');
  expect(new RunMark(file).takeInterrupted('a')).toBe(false);
});

test('a folder that takes no mark stops nothing', () => {
  const mark = new RunMark('/proc/none/run.json');
  expect(() => mark.see('a', 'running')).not.toThrow();
});

test('a page that died is loaded anew, four times in a minute at most', () => {
  const done: string[] = [];
  let now = 0;
  let die: (event: unknown, details: { reason: string }) => void = () => undefined;
  reopenPage({
    window: {
      isDestroyed: () => false,
      loadURL: (url: string) => Promise.resolve(void done.push(url)),
      webContents: { on: (_name: string, listener: typeof die) => (die = listener) },
    } as unknown as ReopenPorts['window'],
    ...{ page: 'page', log: () => undefined, now: () => now },
    restarted: () => void done.push('told'),
    gaveUp: () => void done.push('gave up'),
  });
  die(undefined, { reason: 'clean-exit' });
  expect(done).toEqual([]);
  now = 100_000;
  die(undefined, { reason: 'killed' });
  // Told first: the new page asks for its state at once.
  expect(done).toEqual(['told', 'page']);
  for (let times = 0; times < 3; times += 1) die(undefined, { reason: 'crashed' });
  // The window is empty now, and nothing in it can say so.
  expect(done.slice(2)).toEqual(['told', 'page', 'told', 'page', 'gave up']);
  now += 60_001;
  die(undefined, { reason: 'oom' });
  expect(done.slice(7)).toEqual(['told', 'page']);
});
