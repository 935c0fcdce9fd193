import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { directionOf } from '../../shared/journal/entry-body';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import { ok } from '../../shared/result';
import { switchLimitMs } from '../../src-main/rollout/switch-parts';
import { applyTest } from '../fixtures/run-rollout';
import { askersOf, openSwitch, planSwitch, type SwitchBench } from './switch-bench';

let plan: Plan;
let bench: SwitchBench;
beforeAll(async () => {
  plan = await planSwitch();
}, 60_000);
afterEach(() => bench.close());

const idOf = (kind: string): string =>
  plan.steps.find((one) => one.bundle !== undefined && one.kind === kind)?.id ?? '';

/** From the answer to this part on nobody reads what it left, until the switch is taken back. */
async function unreadFrom(stepId: string, isAsked: (url: string) => boolean, setBy = 0) {
  bench = await openSwitch(plan);
  await bench.untilReportOnly();
  const { clock, graph } = bench.source;
  const { now } = clock;
  const { get } = graph;
  let isSilent = false;
  let wasSet = false;
  // What is set is this computer's clock: time and the tenant go on.
  Object.assign(clock, { now: () => now() + (wasSet ? setBy : 0) });
  Object.assign(graph, {
    get: (...[url, options]: Parameters<typeof get>) =>
      isSilent && isAsked(url)
        ? Promise.resolve(ok({ status: 503, headers: {}, json: undefined, text: '' }))
        : get(url, options),
  });
  const waits: number[] = [];
  const done = await applyTest(bench.rollout, null, (event) => {
    if (event.kind === 'wait') waits.push(event.seconds);
    if (event.kind !== 'entry') return;
    const { type, body } = event.entry;
    if (type === 'acked' && event.entry.stepId === stepId) isSilent = wasSet = true;
    if (body['what'] === 'takingBack') isSilent = false;
  });
  const entries = bench.rollout.entries(0, 100_000);
  const begun = entries.find(({ type, stepId: id }) => type === 'sent' && id === bench.offId);
  const back = entries.find(({ body }) => body['what'] === 'takingBack');
  return { done, waits, entries, begun: timeOf(begun), back: timeOf(back), why: back?.body['why'] };
}

const timeOf = (entry: JournalEntry | undefined): number => Date.parse(entry?.at ?? '');

/** Requests on the way forward, by step. */
const forward = (entries: readonly JournalEntry[], stepId: string): readonly JournalEntry[] =>
  entries.filter(
    (one) => one.type === 'sent' && one.stepId === stepId && directionOf(one) === 'forward',
  );

const textsOf = (told: unknown) =>
  (['en', 'ja'] as const).map((language) => describeFailure(told as Failure, language));

describe('the minute a switch has from its first request on', { timeout: 60_000 }, () => {
  it('passed with security defaults not seen off: nothing else goes forward, all of it goes back', async () => {
    const seen = await unreadFrom(idOf('securityDefaults.set'), (url) =>
      url.includes('identitySecurityDefaults'),
    );
    expect(switchLimitMs).toBe(60_000);
    expect(seen.why).toBe('switchNotOff');
    // Looked for until the minute is over, and not a second longer.
    expect(seen.back - seen.begun).toBeGreaterThan(switchLimitMs - 5_000);
    expect(seen.back - seen.begun).toBeLessThanOrEqual(switchLimitMs);
    expect(seen.waits.length).toBeGreaterThan(30);
    expect(forward(seen.entries, idOf('ca.setState'))).toEqual([]);
    expect(seen.entries.filter(({ type }) => type === 'approved')).toHaveLength(1);
    // By then Microsoft's own are on, and hold security defaults off: those ask.
    expect(await askersOf(bench.tenant)).toEqual(['microsoft']);
    expect(seen.done).toMatchObject({
      ok: false,
      failure: {
        code: 'step/switch-open',
        values: { step: bench.offId, expected: 'switchProtected', actual: 'switchNotOff' },
      },
    });
    const [en, ja] = textsOf(seen.done.ok ? null : seen.done.failure);
    expect(en?.why).toContain('security defaults did not read as off within a minute');
    expect(ja?.why).toContain(
      '1 分以内にセキュリティの既定値群がオフになったことを確認できませんでした',
    );
    // Where Entra refuses, the way by hand is told, to the page it is done on.
    expect(en?.do).toMatch(/turn off every policy under Conditional Access, then.*Properties/);
    expect(ja?.do).toMatch(/\[条件付きアクセス\].*オフ.*\[プロパティ\]/);
  });

  it('passed with the own policy not seen on: it is not sent again, and what it did is undone', async () => {
    const seen = await unreadFrom(idOf('ca.setState'), (url) =>
      url.includes('/conditionalAccess/policies/'),
    );
    expect(seen.why).toBe('switchNotSeen');
    expect(seen.back - seen.begun).toBeGreaterThan(switchLimitMs - 10_000);
    expect(seen.back - seen.begun).toBeLessThanOrEqual(switchLimitMs);
    expect(forward(seen.entries, idOf('ca.setState'))).toHaveLength(1);
    expect(await askersOf(bench.tenant)).toEqual(['microsoft']);
    const [en, ja] = textsOf(seen.done.ok ? null : seen.done.failure);
    expect(en?.why).toContain('the policy did not read as on within a minute');
    expect(ja?.why).toContain('1 分以内にポリシーがオンになったことを確認できませんでした');
  });

  it('is no longer where this computer’s clock is set back meanwhile, and shorter where it is set on', async () => {
    const isDefaults = (url: string) => url.includes('identitySecurityDefaults');
    const off = idOf('securityDefaults.set');
    const back = await unreadFrom(off, isDefaults, -3_600_000);
    expect(back.why).toBe('switchNotOff');
    expect(back.back - back.begun).toBeGreaterThan(switchLimitMs - 5_000);
    expect(back.back - back.begun).toBeLessThanOrEqual(switchLimitMs);
    await bench.close();
    const on = await unreadFrom(off, isDefaults, 3_600_000);
    expect(on.why).toBe('switchNotOff');
    expect(on.back - on.begun).toBeLessThan(5_000);
    expect(await askersOf(bench.tenant)).toEqual(['securityDefaults']);
  });

  it('not passed: from the first request to the last reading it takes less', async () => {
    bench = await openSwitch(plan);
    await bench.untilReportOnly();
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    const entries = bench.rollout.entries(0, 100_000);
    const begun = entries.find(({ type, stepId }) => type === 'sent' && stepId === bench.offId);
    const done = entries.findLast(({ type, stepId }) => type === 'done' && stepId === bench.offId);
    expect(timeOf(done) - timeOf(begun)).toBeLessThan(switchLimitMs);
  });
});
