import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import { ok } from '../../../../shared/result';
import { kindAllows } from '../../../../src-main/rollout/guards';
import { readOwnMethods } from '../../../../src-main/rollout/read-own-methods';
import { ask, closeGuardBench, engine, openGuardBench, step } from '../../../fixtures/guard-bench';
import { scripted, tickingClock } from '../../../fixtures/scripted-graph';

const goOn = new AbortController();
const people = Array.from({ length: 3 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}`);
type Answers = Parameters<typeof scripted>[1];

async function reasonsAt(answers: Answers, clock = tickingClock()) {
  const { client } = scripted('https', answers, clock);
  const own = await readOwnMethods({ graph: client }, goOn, people);
  if (!own.ok) throw new Error(own.failure.code);
  return people.map((id) => {
    const one = own.value[id];
    return one?.kind === 'unread' ? one.reason : null;
  });
}

describe('people whose whole batch was not answered', () => {
  const date = 'Sun, 22 Nov 2026 12:00:00 GMT';
  const headers = { 'retry-after': '7200', date };
  const until = '2026-11-22T14:00:00.000Z';

  it.each<[number, object]>([
    [429, { code: 'throttled', status: 429, until }],
    [503, { code: 'busy', status: 503, until }],
    [403, { code: 'refused', status: 403 }],
  ])('%i: each has the reason of the batch, with its end', async (status, reason) => {
    const answer = status === 403 ? { status, body: '{}' } : { status, headers, body: '{}' };
    expect(await reasonsAt([answer])).toMatchObject(people.map(() => reason));
  });

  it('that are not asked at all, since their limit is shut, have that one', async () => {
    const clock = tickingClock();
    const { client } = scripted('https', [{ status: 429, headers }], clock);
    await readOwnMethods({ graph: client }, goOn, people);
    const again = await readOwnMethods({ graph: client }, goOn, people);
    const one = again.ok ? again.value[people[0] ?? ''] : undefined;
    expect(one).toMatchObject({ kind: 'unread', reason: { code: 'throttled' } });
    const told = one?.kind === 'unread' ? Date.parse(one.reason.until ?? '') - clock.at : NaN;
    expect(Math.abs(told - 7_200_000)).toBeLessThan(5_000);
  });

  it('are not taken for gone where Graph knows no such batch', async () => {
    const [reason] = await reasonsAt([{ status: 404, body: '{}' }]);
    expect(reason).toEqual({ code: 'malformed' });
  });
});

describe('a step that is held back because nobody’s methods could be read', () => {
  beforeAll(openGuardBench, 120_000);
  afterAll(closeGuardBench);

  const off = (): Step => ({
    ...step('s02'),
    ...{ purpose: 'enableMethods', planned: { state: 'disabled' }, owned: ['state'] },
  });
  const puttingOff = (status: number) => ({
    ...engine.graph,
    postReads: () =>
      Promise.resolve(
        ok({
          ...{ status, json: {}, text: '{}' },
          headers: { 'retry-after': '7200', date: 'Sun, 22 Nov 2026 12:00:00 GMT' },
        }),
      ),
  });

  it.each([
    [429, 'graph/throttled'],
    [503, 'graph/busy'],
  ])('%i: says so, and until when', async (status, code) => {
    const told = await ask(kindAllows, { step: off(), engine: { graph: puttingOff(status) } });
    expect(told).toMatchObject({ code, values: { until: '2026-11-22T14:00:00.000Z' } });
  });

  it('names those who would lose their last method where they are known', async () => {
    const told = await ask(kindAllows, { step: off() });
    expect(told).toMatchObject({ code: 'guardrail/last-method', values: { count: '12' } });
  });
});
