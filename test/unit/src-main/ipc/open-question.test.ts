import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ok } from '../../../../shared/result';
import { createRolloutHandlers } from '../../../../src-main/ipc/rollout-handlers';
import { Tickets } from '../../../../src-main/ipc/tickets';
import type { Host } from '../../../../src-main/workspace/host';

const leave = { target: null } as never;

/** In order: what was done to the sign-in and to the rollout. */
function handlers() {
  const done: string[] = [];
  const rollout = {
    plan: { planHash: 'h' },
    isBusy: true,
    view: () => ({}),
    hold: () => void done.push('hold'),
    start: () => Promise.resolve(ok(void done.push('start'))),
    rollBack: () => Promise.resolve(ok(void done.push('rollBack'))),
    stop: () => {
      done.push('stop');
      return Promise.resolve({ ok: false, failure: { code: 'graph/network', values: {} } });
    },
  };
  const connect = { cancel: () => void done.push('question ended') };
  const host = { opened: () => ok({ rollout, connect }) };
  const tickets = new Tickets({ randomBytes, now: () => 0 });
  return { done, calls: createRolloutHandlers(host as unknown as Host, tickets) };
}

test('an emergency stop ends a question in the browser first: it would hold every token back', async () => {
  const { done, calls } = handlers();
  await calls['rollout.stop']({ planHash: 'h', restore: false } as never, { windowId: 1, leave });
  expect(done).toEqual(['question ended', 'stop']);
});

test('so do a start, taking back and a pause', async () => {
  const { done, calls } = handlers();
  const context = { windowId: 1, leave };
  await calls['rollout.start']({ planHash: 'h', outsideReason: '' } as never, context);
  await calls['rollout.rollBack']({ planHash: 'h' } as never, context);
  expect(done).toEqual(['question ended', 'start', 'question ended', 'rollBack']);
  await calls['rollout.hold']({}, context);
  expect(done.slice(4)).toEqual(['hold', 'question ended']);
});
