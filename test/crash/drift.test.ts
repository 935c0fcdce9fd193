import { beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../shared/plan/plan';
import { stepRequests } from '../../shared/plan/step-requests';
import { ok } from '../../shared/result';
import { openGraphSource } from '../../src-main/graph/open-source';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { campaignSeed, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { stepsOfKind, writeKinds, type WriteKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { editBy, editOf } from './outside-edits';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, checkRecord } from './record-check';

const edits = sizeOf(48, 540);
const readWithinMs = 2_000;
let scenario: ScenarioInput;
const plans = new Map<WriteKind, Plan>();

beforeAll(async () => {
  scenario = everyKindScenario();
  const plan = await planScenario(scenario);
  for (const kind of writeKinds) plans.set(kind, planOfSteps(plan, stepsOfKind(plan, kind)));
}, 120_000);

interface Watched extends Bench {
  /** Milliseconds from the last answer to a read to each write's departure. */
  readonly gaps: readonly number[];
}

/** A tenant whose wire is watched. */
async function open(plan: Plan): Promise<Watched> {
  const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
  const gaps: number[] = [];
  let readAt = 0;
  const source = await openGraphSource({
    graphUrl: tenant.graphUrl,
    cloud: 'global',
    getToken: () => Promise.resolve(ok(tenant.token)),
    fetch: async (input, init) => {
      const answer = await fetch(input, init);
      const url = input instanceof Request ? input.url : input.toString();
      if (!url.includes('/_practice/')) readAt = tenant.directory.clock.now();
      return answer;
    },
    writeFetch: (input, init) => {
      gaps.push(tenant.directory.clock.now() - readAt);
      return fetch(input, init);
    },
  });
  if (!source.ok) throw new Error(source.failure.code);
  return { ...(await openBenchOn(tenant, source.value, plan)), gaps };
}

const planOf = (kind: WriteKind): Plan => plans.get(kind) as Plan;
const refusal = /^(step\/drift|plan\/stale|guardrail\/.*)$/;
const editable = writeKinds.filter(
  (kind) => !/^(group\.(add|remove)|migration|securityDefaults|passkey)/.test(kind),
);

describe('a tenant that somebody else changed', { timeout: 3_600_000 }, () => {
  it('is noticed every time, and nothing is written to what was changed', async () => {
    const random = randomOf(campaignSeed);
    const moments = ['before approval', 'after approval', 'after a pause'] as const;
    const seen = new Map<string, number>();
    for (let n = 0; n < edits; n += 1) {
      const kind = editable[n % editable.length] as WriteKind;
      const moment = pick(random, moments);
      const plan = planOf(kind);
      const bench = await open(plan);
      const edit = editOf(kind, plan, random);
      if (edit === null) throw new Error(kind);
      const place = `${kind} ${moment}`;
      if (moment === 'before approval') await editBy(bench.tenant, edit);
      await approveTest(bench.rollout, plan);
      if (moment !== 'before approval') await editBy(bench.tenant, edit);
      if (moment === 'after a pause') await bench.source.clock.sleep(3_600_000);
      const before = (await arrivalsAt(bench.tenant)).length;
      const done = await applyTest(bench.rollout);
      expect([place, done.ok]).toEqual([place, false]);
      const code = done.ok ? '' : done.failure.code;
      expect([place, code]).toEqual([place, expect.stringMatching(refusal)]);
      const arrivals = await arrivalsAt(bench.tenant);
      checkRecord(bench.rollout, arrivals, place);
      expect([place, arrivals.length]).toEqual([place, before]);
      // It stays noticed: going on without a person's word is refused.
      const again = await applyTest(bench.rollout);
      expect([place, again.ok]).toEqual([place, false]);
      expect([place, (await arrivalsAt(bench.tenant)).length]).toEqual([place, before]);
      seen.set(place, (seen.get(place) ?? 0) + 1);
      await bench.close();
    }
    reached('P7', `${edits} edits at ${seen.size} places, all noticed, 0 written over`, {
      targets: edits,
    });
  });

  it('has done a step by itself: that is seen, and none of it is sent again', async () => {
    const seen = new Set<WriteKind>();
    // Security defaults need every policy off first, which is another step's work.
    const twoValued = writeKinds.filter(
      (kind) => !editable.includes(kind) && kind !== 'securityDefaults.set',
    );
    for (const kind of twoValued) {
      for (const moment of ['before approval', 'after approval'] as const) {
        const plan = planOf(kind);
        const bench = await open(plan);
        const step = plan.steps.at(-1);
        if (step === undefined) throw new Error(kind);
        const made = stepRequests(step, {
          ...{ created: () => null, evidence: () => null, liveOwned: step.prior },
          ...{ graphOrigin: bench.tenant.graphUrl, cloud: 'global' },
        });
        // Members of a group that the plan itself has still to make: nobody can be there before it.
        if (!made.ok) {
          await bench.close();
          continue;
        }
        seen.add(kind);
        const bySomebody = async (): Promise<void> => {
          for (const { method, version, path, body } of made.value) {
            await editBy(bench.tenant, { method, path: `/${version}${path}`, body });
          }
        };
        if (moment === 'before approval') await bySomebody();
        await approveTest(bench.rollout, plan);
        if (moment === 'after approval') await bySomebody();
        const before = (await arrivalsAt(bench.tenant)).length;
        const done = await applyTest(bench.rollout);
        expect([kind, moment, done.ok]).toEqual([kind, moment, true]);
        expect([kind, (await arrivalsAt(bench.tenant)).length]).toEqual([kind, before]);
        const types = bench.rollout.entries(0, 5_000).map(({ type }) => type);
        expect([kind, types.includes('sent')]).toEqual([kind, false]);
        await bench.close();
      }
    }
    expect(seen.size).toBeGreaterThanOrEqual(2);
    reached('P7', `${seen.size} kinds done by somebody else: seen, nothing sent again`);
  });

  it('was read at most two seconds before each write, whatever held the write up', async () => {
    let late = 0;
    let writes = 0;
    for (const kind of writeKinds) {
      const plan = planOf(kind);
      const bench = await open(plan);
      const { graph, clock } = bench.source;
      const { sendOnce } = graph;
      let held = 0;
      Object.assign(graph, {
        sendOnce: async (...request: Parameters<typeof sendOnce>) => {
          held += 1;
          // A limit, a sign-in, a sleeping computer: twice something holds the write up.
          if (held <= 2) await clock.sleep(readWithinMs + 1_000 * held);
          return sendOnce(...request);
        },
      });
      await approveTest(bench.rollout, plan);
      const done = await applyTest(bench.rollout);
      expect([kind, done.ok]).toEqual([kind, true]);
      for (const gap of bench.gaps) expect([kind, gap <= readWithinMs]).toEqual([kind, true]);
      const entries = checkRecord(bench.rollout, await arrivalsAt(bench.tenant), kind);
      late += entries.filter((one) => one.body['reason'] === 'readTooLongAgo').length;
      writes += bench.gaps.length;
      await bench.close();
    }
    expect(late).toBeGreaterThanOrEqual(2 * writeKinds.length);
    reached(
      'P7',
      `${writes} writes, each at most 2 s after its target was read; ${late} held back`,
    );
  });

  it('takes no reading for new because this computer’s clock was set back while a write waited', async () => {
    for (const kind of writeKinds) {
      const plan = planOf(kind);
      const bench = await open(plan);
      const { graph, clock } = bench.source;
      const { sendOnce } = graph;
      const { now } = clock;
      let [held, setBack] = [0, 0];
      Object.assign(clock, { now: () => now() - setBack });
      Object.assign(graph, {
        sendOnce: async (...request: Parameters<typeof sendOnce>) => {
          held += 1;
          if (held <= 2) {
            await clock.sleep(readWithinMs + 1_000);
            setBack += readWithinMs + 1_000;
          }
          return sendOnce(...request);
        },
      });
      await approveTest(bench.rollout, plan);
      const done = await applyTest(bench.rollout);
      expect([kind, done.ok]).toEqual([kind, true]);
      const entries = bench.rollout.entries(0, 100_000);
      const late = entries.filter((one) => one.body['reason'] === 'readTooLongAgo').length;
      expect([kind, late >= 2]).toEqual([kind, true]);
      await bench.close();
    }
  });
});
