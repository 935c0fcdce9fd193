import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reopenPage, type ReopenPorts } from '../../../../src-main/app/reopen-page';
import { restartedOf } from '../../../../src-main/app/restarted';
import { RunMark } from '../../../../src-main/app/run-mark';
import type { RolloutView } from '../../../../shared/ipc/rollout-contract';

type Session = NonNullable<Parameters<typeof restartedOf>[1]>;
type Status = RolloutView['steps'][number]['status'];

interface Stand {
  readonly steps: readonly (Status | object)[];
  readonly state?: RolloutView['state'];
  readonly chain?: 'intact' | 'short' | 'broken';
  readonly isOpened?: boolean;
  readonly bundle?: readonly number[];
}

/** A session whose engine says this of its journal. */
function session({ steps, state = 'held', chain = 'intact', isOpened = true, bundle }: Stand) {
  const told = steps.map((step, place) => ({
    ...{ id: `s${place}`, items: null, isGoingBack: false },
    ...(typeof step === 'string' ? { status: step } : step),
  }));
  const planned = told.map(({ id }, place) =>
    bundle?.includes(place) === true ? { id, bundle: 'switch' } : { id },
  );
  const engine = { status: () => ({ steps: told }), verifyChain: () => ({ state: chain }) };
  return {
    ...{ plan: { steps: planned }, rollout: isOpened ? engine : null },
    // As `emptyView` says it where the journal could not be opened.
    view: () => (isOpened ? { state, steps: told } : { state: 'notApproved', steps: [] }),
  } as unknown as Session;
}
const standsOf = (stand: Stand): string => restartedOf('program', session(stand)).stands;

test.each(['INTENT', 'SENT', 'VERIFYING', 'RESOLVE'] as const)(
  'a step that is %s is open: nothing is said to be whole',
  (status) => {
    expect(restartedOf('program', session({ steps: ['DONE', status, 'PENDING'] }))).toEqual({
      ...{ of: 'program', stands: 'open', open: { step: 2, total: 3 } },
    });
  },
);

test('a step in which the outcome for one person is not known is open', () => {
  const paused = { status: 'PAUSED', items: { unknown: 1 } };
  expect(restartedOf('page', session({ steps: [paused] })).open).toEqual({ step: 1, total: 1 });
});

test('only an intact journal that was opened and leaves nothing open is whole', () => {
  const settled = ['DONE', 'PAUSED', 'SKIPPED', 'ROLLED_BACK', 'PENDING'] as const;
  expect(standsOf({ steps: settled })).toBe('whole');
  expect(standsOf({ steps: settled, isOpened: false })).toBe('unread');
  for (const chain of ['short', 'broken'] as const) {
    expect(standsOf({ steps: settled, chain })).toBe('unread');
  }
  expect(standsOf({ steps: settled, state: 'halted' })).toBe('unread');
  for (const status of ['ASK', 'DRIFT', 'FAILED'] as const) {
    expect(standsOf({ steps: ['DONE', status, 'PENDING'] })).toBe('unread');
  }
});

test('a switch that stands half done, or half taken back, is not whole', () => {
  const bundle = [0, 1, 2];
  const back = { status: 'PENDING', isGoingBack: true };
  expect(standsOf({ steps: ['DONE', 'DONE', 'PENDING'] })).toBe('whole');
  for (const steps of [
    ['DONE', 'DONE', 'PENDING'],
    ['DONE', 'PENDING', 'PENDING'],
    ['PENDING', 'DONE', 'PENDING'],
    ['DONE', 'ROLLED_BACK', 'ROLLED_BACK'],
    [back, 'PENDING', 'PENDING'],
  ] as const) {
    expect(standsOf({ steps, bundle })).toBe('unread');
  }
  for (const status of ['DONE', 'PENDING', 'ROLLED_BACK'] as const) {
    expect(standsOf({ steps: [status, status, status], bundle })).toBe('whole');
  }
});

test('what runs is told as running; without an approved plan nothing was', () => {
  expect(standsOf({ steps: ['SENT'], state: 'running' })).toBe('running');
  expect(restartedOf('page', null)).toEqual({ of: 'page', stands: 'idle', open: null });
  const unplanned = { ...session({ steps: [] }), plan: null };
  expect(restartedOf('page', unplanned).stands).toBe('idle');
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
      webContents: {
        on: (name: string, listener: typeof die) => {
          if (name === 'render-process-gone') die = listener;
        },
        off: () => undefined,
      },
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
