import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { failureIn } from '../../shared/journal/entry-body';
import { settlesItself } from '../../shared/journal/settles-itself';
import type { Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { openBench, planScenario, type Bench } from '../fixtures/campaign-bench';
import { act, applyTest, approveTest } from '../fixtures/run-rollout';
import { scenarioOf } from './every-kind-scenario';
import { manyPolicies } from './many-policies';
import { smallScenario } from './small-scenario';

const scenario = scenarioOf(smallScenario);
let plan: Plan;
let bench: Bench;
beforeAll(async () => {
  plan = manyPolicies(await planScenario(scenario), 3);
}, 60_000);
afterEach(() => bench.close());

const throttled = (seconds: number): Json => ({
  ...{ kind: 'status', status: 429, code: 'TooManyRequests', retryAfter: seconds },
});
/** The journal writes the clock down in whole ones. */
const clockMs = 2;
/** The directory takes one change of an object at a time: no other object has to wait for it. */
const concurrent: Json = { kind: 'status', status: 409, code: 'Directory_ConcurrencyViolation' };

/** All policies enforced, then stopped while the service answers so to writes of `whose`. */
async function stopWhile(action: Json, times: number, whose: 'all' | 'newest' = 'all') {
  bench = await openBench(scenario, plan);
  await approveTest(bench.rollout, plan);
  expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
  const newest = bench.rollout.stopTargets()[0]?.id ?? '';
  const path = `/v1.0/identity/conditionalAccess/policies/${whose === 'all' ? '*' : newest}`;
  await act(bench.source, 'faults', { rules: [{ method: 'PATCH', path, times, action }] });
  const from = bench.source.clock.now();
  const told: Failure[] = [];
  const stopped = await bench.rollout.stop({
    ...{ by: 'test', how: 'cli', restore: false },
    onEvent: (event) => {
      const one = event.kind === 'entry' ? failureIn(event.entry) : null;
      if (one !== null) told.push(one);
    },
  });
  if (!stopped.ok) throw new Error(JSON.stringify(stopped.failure));
  const { policies, left } = stopped.value;
  const seconds = (bench.source.clock.now() - from) / 1000;
  const states = policies.map(({ state }) => state);
  const entries = bench.rollout
    .entries(0, 10_000)
    .filter(({ stepId }) => stepId?.startsWith('stop') === true);
  // The newest comes first, and so has the first id.
  const sent = entries.flatMap(({ type, stepId }) => (type === 'sent' ? [stepId] : []));
  return { policies, states, left, told, sent, seconds, newest, entries };
}

describe('an emergency stop of whose write nobody knows what became', { timeout: 120_000 }, () => {
  it('says that the policy may be either, and that it is sent again and read back', async () => {
    const lost: Json = { kind: 'dropAfterApplying' };
    const { states, told } = await stopWhile(lost, 1, 'newest');
    expect(states).toEqual(['reportOnly', 'reportOnly', 'reportOnly']);
    const doubts = told.filter(({ code }) => code === 'step/settling');
    expect(doubts.map(({ values }) => [values['why'], values['made']])).toEqual([
      ['silence', 'stop'],
    ]);
    expect(doubts.every(settlesItself)).toBe(true);
    const [en, ja] = (['en', 'ja'] as const).map((one) =>
      describeFailure(doubts[0] as Failure, one),
    );
    expect(en?.why).toContain('may have been made, or not');
    expect(en?.do).toMatch(/sends the same again.*by .*\d\d:\d\d.*by hand/);
    expect(ja?.do).toMatch(/同じ要求を再送し.*\d\d:\d\d/);
  });

  it('and at its end names the policy, as on as it may be, for a person to look at', async () => {
    const silent: Json = { kind: 'status', status: 504, code: 'GatewayTimeout' };
    const { policies, newest } = await stopWhile(silent, 999, 'newest');
    const [reason] = policies.filter(({ id }) => id === newest).map(({ failure }) => failure);
    expect(reason).toMatchObject({ code: 'step/outcome-unknown', values: { why: 'stop' } });
    const [en, ja] = (['en', 'ja'] as const).map((one) => describeFailure(reason as Failure, one));
    expect([en?.why, en?.do]).toEqual([
      expect.stringContaining('It may be report-only by now, or still be on'),
      expect.stringMatching(/by hand.*once more/),
    ]);
    expect([ja?.why, ja?.do]).toEqual([
      expect.stringContaining('オンのままの可能性も'),
      expect.stringMatching(/手動で.*もう一度実行/),
    ]);
  });
});

describe('an emergency stop that the service puts off', { timeout: 120_000 }, () => {
  it('four times in a row and once more: is no doubt, and ends loosened', async () => {
    const { states, told, entries, seconds } = await stopWhile(throttled(7), 5);
    expect(states).toEqual(['reportOnly', 'reportOnly', 'reportOnly']);
    expect(entries.some(({ type }) => type === 'unknown')).toBe(false);
    expect(told.map(({ code, values }) => [code, values['why'], values['status']])).toEqual(
      Array.from({ length: 5 }, () => ['step/put-off', 'stopping', '429']),
    );
    expect(told.every(settlesItself)).toBe(true);
    // Nothing of any of them left before the service had said it may.
    let until = 0;
    for (const entry of entries.filter(({ type }) => type === 'sent' || type === 'rejected')) {
      if (entry.type === 'sent') expect(Date.parse(entry.at)).toBeGreaterThanOrEqual(until);
      else until = Date.parse(failureIn(entry)?.values['until'] ?? '') - clockMs;
    }
    expect(until).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThanOrEqual(35);
  });

  it('for one policy: the others come first, and it is come back to', async () => {
    const { states, sent } = await stopWhile(concurrent, 2, 'newest');
    expect(states).toEqual(['reportOnly', 'reportOnly', 'reportOnly']);
    expect(sent).toEqual(['stop1-01', 'stop1-02', 'stop1-03', 'stop1-01', 'stop1-01']);
  });

  it('to the end: says that nothing was changed, and what a person has to do', async () => {
    const { policies, sent, seconds, newest } = await stopWhile(throttled(20), 999, 'newest');
    const open = policies.filter(({ state }) => state === 'open');
    expect(open.map(({ id }) => id)).toEqual([newest]);
    const [reason] = open.map(({ failure }) => failure);
    expect(reason).toMatchObject({ code: 'step/put-off', values: { why: 'stopOver' } });
    expect(settlesItself(reason as Failure)).toBe(false);
    expect(sent.filter((id) => id === 'stop1-01').length).toBeGreaterThan(10);
    expect(seconds).toBeLessThan(7 * 60);
    const en = describeFailure(reason as Failure, 'en');
    const ja = describeFailure(reason as Failure, 'ja');
    expect([en.why, en.do]).toEqual([
      expect.stringContaining('the policy is as it was'),
      expect.stringMatching(/by hand now.*not before .*\d\d:\d\d/),
    ]);
    expect([ja.why, ja.do]).toEqual([
      expect.stringContaining('ポリシーは元のままです'),
      expect.stringMatching(/今すぐ.*\d\d:\d\d.* 以降/),
    ]);
  });

  it('for longer than anybody should wait: sends nothing more, and is over at once', async () => {
    const { policies, states, left, sent, seconds } = await stopWhile(throttled(3_600), 1);
    expect(states).toEqual(['open', 'open', 'open']);
    expect(sent).toHaveLength(1);
    expect(seconds).toBeLessThan(60);
    // Not read is not “nobody”.
    expect(left).toBeNull();
    for (const { failure } of policies) {
      expect(failure).toMatchObject({ code: 'step/put-off', values: { why: 'stopOver' } });
      const until = Date.parse(failure?.values['until'] ?? '');
      expect(until - bench.source.clock.now()).toBeGreaterThan(3_500_000);
    }
  });
});
