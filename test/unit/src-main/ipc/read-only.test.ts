import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { ok } from '../../../../shared/result';
import { createRolloutHandlers } from '../../../../src-main/ipc/rollout-handlers';
import { Tickets } from '../../../../src-main/ipc/tickets';
import type { Host } from '../../../../src-main/workspace/host';

test.each(['start', 'resume', 'rollBack', 'stop'] as const)(
  'in read-only mode no leave is given to %s, and the journal is not opened for it',
  async (act) => {
    let opened = 0;
    const rollout = { plan: null, open: () => Promise.resolve(ok((opened += 1))) };
    const host = { isReadOnly: true, opened: () => ok({ rollout }) };
    const tickets = new Tickets({ randomBytes, now: () => 0 });
    const handlers = createRolloutHandlers(host as unknown as Host, tickets);
    const context = { windowId: 1, leave: undefined };
    expect(await handlers['rollout.prepare']({ act, ring: null }, context)).toEqual({
      ok: false,
      failure: { code: 'auth/read-only', values: {} },
    });
    expect(opened).toBe(0);
    host.isReadOnly = false;
    await handlers['rollout.prepare']({ act, ring: null }, context);
    expect(opened).toBe(1);
  },
);

test.each([
  ['start', 'auth/signed-out', 0],
  ['resume', 'auth/signed-out', 0],
  ['rollBack', 'auth/signed-out', 0],
  ['stop', 'plan/not-approved', 1],
] as const)(
  'while nobody is signed in, %s answers %s before anything is typed',
  async (act, code, times) => {
    let opened = 0;
    const rollout = { plan: null, open: () => Promise.resolve(ok((opened += 1))) };
    const host = { isReadOnly: false, opened: () => ok({ rollout, source: null }) };
    const tickets = new Tickets({ randomBytes, now: () => 0 });
    const handlers = createRolloutHandlers(host as unknown as Host, tickets);
    const context = { windowId: 1, leave: undefined };
    expect(await handlers['rollout.prepare']({ act, ring: null }, context)).toEqual({
      ok: false,
      failure: { code, values: {} },
    });
    expect(opened).toBe(times);
  },
);
