import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { Rollout } from '../../src-main/rollout/rollout';
import { planScenario } from '../fixtures/campaign-bench';
import { openPractice, type OpenPractice } from '../fixtures/open-practice';
import {
  act,
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
} from '../fixtures/run-rollout';

let practice: OpenPractice;
let rollout: Rollout;
let plan: Plan;

beforeEach(async () => {
  practice = await openPractice('S02');
  plan = await planScenario(loadBuiltInScenario('S02'));
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
});

afterEach(async () => {
  rollout.close();
  await practice.close();
});

interface Write {
  readonly method: string;
  readonly path: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

async function history(): Promise<readonly Write[]> {
  const seen = await practice.source.practice?.history();
  return (seen?.ok === true ? seen.value : []).flatMap((one) =>
    isJsonObject(one) ? [{ method: textOf(one['method']), path: textOf(one['path']) }] : [],
  );
}

async function fault(rule: Record<string, Json>): Promise<void> {
  await act(practice.source, 'faults', { rules: [rule] });
}

function types(stepId: string): readonly string[] {
  return rollout
    .entries(0, 10_000)
    .filter((entry) => entry.stepId === stepId && entry.item === null)
    .map((entry) => entry.type);
}

const methodPath =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/*';
const through = (step: string) => driveRollout(rollout, practice.source, plan, { step });

describe('any answer to a change by id', { timeout: 180_000 }, () => {
  it.each([
    ['applied, reply lost', { kind: 'dropAfterApplying' }, 1],
    ['applied, cut in the body', { kind: 'reset', when: 'during' }, 1],
    ['a gateway page as 200, not applied', { kind: 'html', applied: false }, 2],
    ['a gateway page as 200, yet applied', { kind: 'html', applied: true }, 1],
    ['never arrived', { kind: 'reset', when: 'before' }, 2],
    ['500, yet applied', { kind: 'status', status: 500, applied: true }, 1],
    ['504', { kind: 'status', status: 504 }, 2],
    ['408', { kind: 'status', status: 408 }, 2],
    ['503 of a gateway', { kind: 'status', status: 503, html: true }, 2],
  ])('%s: settled by reading, sent again only when it did not arrive', async (_, action, most) => {
    await fault({ method: 'PATCH', path: methodPath, action });
    expect(await through('s02')).toMatchObject({ ok: true });
    expect(types('s02')).toContain('unknown');
    expect(types('s02').filter((type) => type === 'sent')).toHaveLength(most);
    const applied = (await history()).filter((one) => one.method === 'PATCH');
    expect(applied.length).toBeGreaterThanOrEqual(1);
    expect(applied.length).toBeLessThanOrEqual(2);
    expect(types('s02').at(-1)).toBe('done');
  });

  it('429: waits as asked, then sends again without doubt', async () => {
    const action = { kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 17 };
    await fault({ method: 'PATCH', path: methodPath, action });
    const before = await practice.source.clock.serverNow();
    expect(await through('s02')).toMatchObject({ ok: true });
    expect(types('s02')).not.toContain('unknown');
    expect(types('s02').filter((type) => type === 'sent')).toHaveLength(2);
    expect((await practice.source.clock.serverNow()) - before).toBeGreaterThanOrEqual(17_000);
  });

  it('403: fails, says so, and goes on once the permission is there', async () => {
    const action = { kind: 'status', status: 403, code: 'Authorization_RequestDenied' };
    await fault({ method: 'PATCH', path: methodPath, action });
    expect(await through('s02')).toMatchObject({
      ok: false,
      failure: { code: 'step/refused', values: { status: '403' } },
    });
    expect(rollout.status().state).toBe('failed');
    expect(await applyTest(rollout, { step: 's02' })).toMatchObject({ ok: true });
  });

  it('401: waits for a sign-in, and never sends again by itself', async () => {
    const action = { kind: 'status', status: 401, code: 'InvalidAuthenticationToken' };
    await fault({ method: 'PATCH', path: methodPath, action });
    expect(await through('s02')).toMatchObject({ ok: false, failure: { code: 'step/await-auth' } });
    expect(rollout.status().state).toBe('awaitAuth');
    expect((await history()).filter((one) => one.method === 'PATCH').length).toBeLessThanOrEqual(1);
    expect(await applyTest(rollout, { step: 's02' })).toMatchObject({ ok: true });
  });
});

describe('any answer to a create', { timeout: 180_000 }, () => {
  const groups = async (): Promise<number> => {
    const state = await act(practice.source, 'state');
    const text = JSON.stringify(state);
    return text.split('"mailNickname":"cw-').length - 1;
  };

  it.each([
    ['reply lost', { kind: 'dropAfterApplying' }],
    ['status line cut', { kind: 'cutStatusLine' }],
    ['body cut', { kind: 'cutJson' }],
  ])('%s: the object is found by its marker and adopted, never made twice', async (_, action) => {
    expect(await through('s06')).toMatchObject({ ok: true });
    await fault({ method: 'POST', path: '/v1.0/groups', action });
    expect(await through('s07')).toMatchObject({ ok: true });
    expect(await groups()).toBe(1);
    expect(types('s07').filter((type) => type === 'sent')).toHaveLength(1);
    expect(await through('s08')).toMatchObject({ ok: true });
  });

  it('never arrived: asks a person, who may allow one more', async () => {
    expect(await through('s06')).toMatchObject({ ok: true });
    await fault({
      method: 'POST',
      path: '/v1.0/groups',
      action: { kind: 'reset', when: 'before' },
    });
    const asked = { ok: false, failure: { code: 'step/outcome-unknown' } };
    expect(await through('s07')).toMatchObject(asked);
    expect(rollout.status().state).toBe('needsPerson');
    expect(await groups()).toBe(0);
    // Asking again only looks again.
    expect(await applyTest(rollout, { step: 's07' })).toMatchObject(asked);
    expect(types('s07').filter((type) => type === 'sent')).toHaveLength(1);
    const word = { stepId: 's07', evidence: 'looked in the portal: not there', by: 'test' };
    expect(await rollout.confirm(word)).toMatchObject({ ok: true });
    expect(await applyTest(rollout, { step: 's07' })).toMatchObject({ ok: true });
    expect(await groups()).toBe(1);
  });
});

describe('batches of people', { timeout: 240_000 }, () => {
  const cleared = async (): Promise<void> => {
    expect(await through('s24')).toMatchObject({ ok: true });
    const step = plan.steps.find((one) => one.id === 's24');
    const items = step?.items ?? [];
    expect(items.length).toBeGreaterThan(0);
    const status = rollout.status().steps.find((one) => one.id === 's24');
    expect(status?.items).toMatchObject({ total: items.length, done: items.length, unknown: 0 });
    const state = JSON.stringify(await act(practice.source, 'state'));
    expect(state).toContain('"perUserMfaState":"enforced"');
  };

  it.each([
    ['parts lost', { kind: 'loseParts', parts: [0] }, 1],
    ['parts doubled', { kind: 'doubleParts', parts: [0] }, 2],
    ['parts shuffled', { kind: 'shuffleParts' }, 0],
    ['whole reply lost', { kind: 'dropAfterApplying' }, 2],
    ['never arrived', { kind: 'reset', when: 'before' }, 2],
  ])('%s: everybody ends with their own state', async (_, action, unknown) => {
    expect(await through('s23')).toMatchObject({ ok: true });
    beforeNextWrite(() => fault({ method: 'POST', path: '/beta/$batch', action }));
    await cleared();
    const doubted = rollout
      .entries(0, 10_000)
      .filter((entry) => entry.type === 'unknown' && entry.item !== null);
    expect(doubted).toHaveLength(unknown);
  });

  it('throttled parts are put off by their own wait, the others stand', async () => {
    expect(await through('s23')).toMatchObject({ ok: true });
    const action = { kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 5 };
    await fault({
      method: 'PATCH',
      path: '/beta/users/*/authentication/requirements',
      inBatch: true,
      action,
    });
    await cleared();
    const deferred = rollout.entries(0, 10_000).filter((entry) => entry.type === 'deferred');
    expect(deferred).toHaveLength(1);
  });
});

/** Sets a fault between `sent` and the request it is meant for. */
function beforeNextWrite(prepare: () => Promise<void>): void {
  const { graph } = practice.source;
  const { sendOnce } = graph;
  Object.assign(graph, {
    sendOnce: async (...request: Parameters<typeof sendOnce>) => {
      Object.assign(graph, { sendOnce });
      await prepare();
      return sendOnce(...request);
    },
  });
}
