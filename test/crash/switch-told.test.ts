import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { settlesItself } from '../../shared/journal/settles-itself';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { act, applyTest } from '../fixtures/run-rollout';
import { askersOf, openSwitch, planSwitch, policiesPath, type SwitchBench } from './switch-bench';

let plan: Plan;
let bench: SwitchBench;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

/** What the step of our own policy tells while the tenant answers so to its enforcing. */
async function toldWhile(action: Json, times: number) {
  bench = await openSwitch(plan);
  await bench.untilReportOnly();
  const own = plan.steps.find((one) => one.bundle !== undefined && one.kind === 'ca.setState');
  const stateOf = () => bench.rollout.status().steps.find(({ id }) => id === own?.id);
  const said: Failure[] = [];
  const rule = { method: 'PATCH', path: `${policiesPath}/*`, times, action };
  await act(bench.source, 'faults', { rules: [rule] });
  let leftAt = 0;
  const done = await applyTest(bench.rollout, null, () => {
    const { failure = null, status } = stateOf() ?? {};
    if (status === 'SENT' && leftAt === 0) leftAt = bench.source.clock.now();
    if (failure === null || JSON.stringify(said.at(-1)) === JSON.stringify(failure)) return;
    said.push(failure);
  });
  return { done, said, leftAt, left: stateOf()?.failure };
}

describe('an own policy of which nobody knows whether it is on, inside the switch', () => {
  it.each([
    ['silence', { kind: 'dropAfterApplying' }],
    ['gateway', { kind: 'status', status: 504, code: 'GatewayTimeout', applied: true }],
  ])('%s: says that the same is sent again, and until when', async (why, action) => {
    const { done, said, leftAt, left } = await toldWhile(action, 1);
    expect([done.ok, left]).toEqual([true, null]);
    expect(said.map(({ code, values }) => [code, values['why'], values['made']])).toEqual([
      ['step/settling', why, 'again'],
    ]);
    // Within the minute that the whole switch has, not the half hour of a write by itself.
    const until = Date.parse(said[0]?.values['until'] ?? '');
    expect(until).toBeGreaterThan(leftAt);
    expect(until - leftAt).toBeLessThanOrEqual(60_000);
    const texts = (['en', 'ja'] as const).map((one) => describeFailure(said[0] as Failure, one).do);
    expect(texts).toEqual([
      expect.stringMatching(/sends the same again, until .*\d\d:\d\d/),
      expect.stringMatching(/同じ要求を最長で .*\d\d:\d\d.* まで再送し/),
    ]);
  });
});

it('an own policy put off in the middle: says that other parts may stand, and what follows', async () => {
  const action = { kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 3 };
  const { done, said, leftAt, left } = await toldWhile(action, 1);
  expect([done.ok, left]).toEqual([true, null]);
  expect(said.map(({ code, values }) => [code, values['why']])).toEqual([
    ['step/put-off', 'switching'],
  ]);
  expect(settlesItself(said[0] as Failure)).toBe(true);
  const until = Date.parse(said[0]?.values['until'] ?? '');
  expect(until - leftAt).toBeGreaterThanOrEqual(3_000);
  const [en, ja] = (['en', 'ja'] as const).map((one) => describeFailure(said[0] as Failure, one));
  expect([en?.what, en?.why, en?.do]).toEqual([
    expect.stringContaining('in the middle of the switch'),
    expect.stringContaining('Other parts of the switch may have been made'),
    expect.stringMatching(/not before .*\d\d:\d\d.*taken back by itself/),
  ]);
  expect([ja?.what, ja?.why, ja?.do]).toEqual([
    expect.stringContaining('切り替えの途中'),
    expect.stringContaining('すでに変更されている可能性'),
    expect.stringMatching(/\d\d:\d\d.* 以降に同じ要求を再送/),
  ]);
});

it('put off before anything of it left: nothing was changed, and a person says when to go on', async () => {
  bench = await openSwitch(plan);
  await bench.untilReportOnly();
  const path = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
  const action = { kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: 3 };
  await act(bench.source, 'faults', { rules: [{ method: 'PATCH', path, times: 99, action }] });
  const told = { code: 'step/put-off', values: { why: 'often', status: '429' } };
  expect(await applyTest(bench.rollout)).toMatchObject({ ok: false, failure: told });
  expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  // Asked again each time Microsoft allowed it, and then no more.
  const sent = bench.rollout
    .entries(0, 10_000)
    .filter(({ type, stepId }) => type === 'sent' && stepId === bench.offId);
  expect(sent).toHaveLength(8);
});
