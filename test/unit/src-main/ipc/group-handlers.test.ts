import { randomBytes } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { createGroupHandlers } from '../../../../src-main/ipc/group-handlers';
import { Tickets, type TicketVerdict } from '../../../../src-main/ipc/tickets';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import type { Host } from '../../../../src-main/workspace/host';
import { openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { goOn } from '../../../fixtures/open-practice';
import { applyTest } from '../../../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

it('one group is deleted by a ticket for it alone, and brought back by another', async () => {
  bench = await openKind('group.create', { lagMs: 0 });
  expect((await applyTest(bench.rollout)).ok).toBe(true);
  const { planHash } = bench.plan;
  const rollout = {
    ...{ plan: bench.plan, isBusy: false, account: 'test' },
    answer: <T>(give: (engine: Rollout, signal: AbortSignal) => T) =>
      give(bench.rollout, goOn.signal),
  };
  const workspace = { source: bench.source, rollout, connect: { cancel: () => undefined } };
  const host = { isReadOnly: false, opened: () => ok(workspace) } as unknown as Host;
  const tickets = new Tickets({ randomBytes, now: () => 0 });
  const handlers = createGroupHandlers(host, tickets);
  const none = { windowId: 1, leave: undefined };
  const groups = async () => {
    const seen = await handlers['groups.get']({}, none);
    if (!seen.ok) throw new Error(seen.failure.code);
    return seen.value.groups;
  };
  const [early] = await groups();
  const groupId = early?.groupId ?? '';
  expect(early).toMatchObject({ change: 'delete', refusal: { values: { expected: 'groupKept' } } });
  expect(early?.keptUntil).not.toBeNull();
  const ask = (change: 'delete' | 'restore') =>
    handlers['groups.prepare']({ groupId, change }, none);
  expect(await ask('delete')).toMatchObject({ ok: false, failure: { code: 'guardrail/refused' } });
  await bench.source.clock.sleep(31 * 86_400_000, goOn.signal);

  /** As the served contract does it: the ticket is spent, then the handler gets what it was for. */
  const commit = async (change: 'delete' | 'restore') => {
    const asked = await ask(change);
    if (!asked.ok) throw new Error(asked.failure.code);
    const { ticket } = asked.value;
    const claim = { ticket, planHash, windowId: 1, phrase: '', acts: ['group' as const] };
    const verdict: TicketVerdict = tickets.redeem(claim);
    if (verdict.kind !== 'redeemed') throw new Error(verdict.reason);
    expect(tickets.redeem(claim).kind).toBe('refused');
    const input = { ticket, phrase: '', planHash };
    return handlers['groups.change'](input, { windowId: 1, leave: verdict.binding });
  };
  expect(await handlers['groups.change']({ ticket: '', phrase: '', planHash }, none)).toMatchObject(
    {
      ok: false,
    },
  );
  expect(await commit('delete')).toMatchObject({ value: { groups: [{ state: 'deleted' }] } });
  expect(await ask('delete')).toMatchObject({ ok: false });
  expect(await commit('restore')).toMatchObject({ value: { groups: [{ state: 'there' }] } });
});
