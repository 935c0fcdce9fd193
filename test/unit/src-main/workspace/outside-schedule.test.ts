import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { ok } from '../../../../shared/result';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Source } from '../../../../src-main/graph/open-source';
import { createRolloutHandlers } from '../../../../src-main/ipc/rollout-handlers';
import { Tickets } from '../../../../src-main/ipc/tickets';
import { sha256 } from '../../../../src-main/files/sha256';
import { keepApproved } from '../../../../src-main/workspace/approved-plan';
import type { Host } from '../../../../src-main/workspace/host';
import type { RunEnd } from '../../../../src-main/workspace/host-ports';
import { RolloutSession } from '../../../../src-main/workspace/rollout-session';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { act, planPractice, testId } from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let plan: Plan;
let session: RolloutSession;
let handlers: ReturnType<typeof createRolloutHandlers>;
/** How each run ended, as the system is told. */
let ends: (RunEnd | undefined)[];
beforeEach(async () => {
  ends = [];
  practice = await openPractice('S02');
  const signed = { reason: 'agreed', by: 'x', at: '2026-11-22T09:00:00Z' };
  const schedule = { timeZone: 'Asia/Tokyo', startOn: '2026-11-26', ...signed };
  plan = await planPractice(practice, 'S02', { ...noChoices, schedule });
  const kept = keepApproved(practice.store, plan, null);
  if (!kept.ok) throw new Error(kept.failure.code);
  // As a real tenant is seen: days pass by themselves.
  const source: Source = { ...practice.source, kind: 'https' };
  session = new RolloutSession({
    store: practice.store,
    ports: {
      ...{ sha256, randomId: testId, now: () => Date.now() },
      showRun: (run, end) => {
        if (run === null) ends.push(end);
      },
      language: () => 'en' as const,
    },
    ...{ source: () => source, account: () => 'ada@kestrel.example', changed: () => undefined },
  });
  const connect = { cancel: () => undefined, confirmed: [] };
  const host = { opened: () => ok({ rollout: session, connect }) } as unknown as Host;
  const tickets = new Tickets({ randomBytes, now: () => Date.now() });
  handlers = createRolloutHandlers(host, tickets);
}, 60_000);
afterEach(async () => {
  await session.close();
  await practice.close();
});

async function start(outsideReason: string): Promise<void> {
  const { planHash, tenant } = plan;
  const leave = { tenantId: tenant.id, planHash, act: 'start', target: '0' } as const;
  const context = { windowId: 1, leave: { ...leave, windowId: 1, phrase: '' } };
  const input = { ticket: '', phrase: '', planHash, outsideReason };
  expect((await handlers['rollout.start'](input, context)).ok).toBe(true);
}

const ended = (): Promise<void> =>
  expect.poll(() => session.isBusy, { timeout: 60_000 }).toBe(false);
const entries = () => session.rollout?.entries(0, 100_000) ?? [];
const words = () => entries().filter((entry) => entry.body['what'] === 'outsideWindow');
const isAnySent = (): boolean => entries().some((entry) => entry.type === 'sent');

it('the window says when the schedule opens, and starts sooner for a reason alone', async () => {
  const context = { windowId: 1, leave: undefined };
  const asked = { act: 'start', ring: 0 } as const;
  const made = await act(practice.source, 'emergency-access', {});
  const upns = (made as { upns: string[] }).upns.join(' ');
  const closed = { opensAt: '2026-11-26T09:00+09:00', zone: 'Asia/Tokyo' };
  const ringSize = plan.rings[0]?.members.length;
  expect(await handlers['rollout.prepare'](asked, context)).toMatchObject({
    value: { closed, ringSize },
  });
  expect(await handlers['rollout.prepare']({ ...asked, act: 'rollBack' }, context)).toMatchObject({
    value: { closed: null },
  });

  await start('');
  await ended();
  const confirmed = await session.confirm(plan.steps[0]?.id ?? '', upns);
  expect(confirmed.ok).toBe(true);
  await start('  ');
  await ended();
  expect(session.view().failure?.code).toBe('step/outside-window');
  expect([words(), isAnySent()]).toEqual([[], false]);
  // Both waited for a person.
  expect(ends).toEqual(['waits', 'waits']);

  await start(' phones end on Monday ');
  await expect.poll(isAnySent, { timeout: 60_000 }).toBe(true);
  await session.pause();
  // Who holds a run knows that it ended.
  expect(ends).toEqual(['waits', 'waits', undefined]);
  const by = { by: 'ada@kestrel.example', how: 'window', reason: 'phones end on Monday' };
  expect(words().map((entry) => entry.body)).toMatchObject([by]);
}, 180_000);
