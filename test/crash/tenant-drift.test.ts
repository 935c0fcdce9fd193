import { beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { campaignSeed, isLong, letGo, pick, randomOf, reached, sizeOf } from '../fixtures/campaign';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { connect } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { castOf, type Cast, type TenantEdit } from './edit-cast';
import { dueAfter } from './edit-oracle';
import { stepsOfKind, writeKinds, type WriteKind } from './every-kind';
import { everyKindScenario } from './every-kind-scenario';
import { planOfSteps } from './plan-of-steps';
import { arrivalsAt, checkRecord } from './record-check';
import { tenantEdit } from './tenant-edits';

/** Execution.md 8, P7, over the whole tenant: edits that are not of the step's own target. */
const edits = sizeOf(39, 5_000);
/** A usual run tries the same few dozen each time; a long one those of its own seed. */
const seed = isLong ? campaignSeed : 601_471_421;
const moments = [
  'before approval',
  'before apply',
  'after the look at the checks',
  'between two steps of one run',
] as const;
type Moment = (typeof moments)[number];

let scenario: ScenarioInput;
let cast: Cast;
let whole: Plan;
/** By kind: the step with what it needs before it, alone and behind a step that changes nothing. */
const plans = new Map<WriteKind, { readonly alone: Plan; readonly behind: Plan }>();

beforeAll(async () => {
  scenario = everyKindScenario();
  whole = await planScenario(scenario);
  cast = castOf(whole);
  for (const kind of writeKinds) {
    const steps = stepsOfKind(whole, kind);
    const first = stepsOfKind(whole, kind.startsWith('group.') ? 'ca.create' : 'group.create');
    const behind = steps.length > 1 ? steps : [...first, ...steps];
    plans.set(kind, { alone: planOfSteps(whole, steps), behind: planOfSteps(whole, behind) });
  }
}, 120_000);

async function make(bench: Bench, { requests }: TenantEdit): Promise<void> {
  for (const edit of requests) {
    const done = await fetch(`${bench.tenant.graphUrl}/_practice/external`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(edit),
    });
    if (!done.ok) throw new Error(`${edit.method} ${edit.path}: ${await done.text()}`);
  }
}

/** Makes the edit at the first wait after the first step was sent: what it read is still young. */
function betweenSteps(bench: Bench, edit: TenantEdit): { isMade(): boolean } {
  const { clock } = bench.source;
  const sleep = clock.sleep.bind(clock);
  let isMade = false;
  Object.assign(clock, {
    sleep: async (...asked: Parameters<typeof sleep>) => {
      const wasSent = bench.rollout.entries(0, 1_000).some(({ type }) => type === 'acked');
      if (wasSent && !isMade) {
        isMade = true;
        await make(bench, edit);
      }
      await sleep(...asked);
    },
  });
  return { isMade: () => isMade };
}

/** Addresses and bodies of everything the product sent, as one text. */
async function sentBy({ tenant }: Bench): Promise<string> {
  const { writes } = (await (await fetch(`${tenant.graphUrl}/_practice/history`)).json()) as {
    writes: readonly Json[];
  };
  const own = writes.filter((one) => isJsonObject(one) && one['external'] !== true);
  return JSON.stringify(own).toLowerCase();
}

interface Outcome {
  readonly isDone: boolean;
  readonly code: string;
  readonly wasSent: boolean;
  readonly named: readonly string[];
}

async function tryEdit(kind: WriteKind, moment: Moment, edit: TenantEdit): Promise<Outcome> {
  const isBetween = moment === 'between two steps of one run';
  const { alone, behind } = plans.get(kind) as { alone: Plan; behind: Plan };
  const plan = isBetween ? behind : alone;
  const last = plan.steps.at(-1)?.id ?? '';
  const tenant = await startPracticeTenant({ scenario, lagMs: 0 });
  const bench = await openBenchOn(tenant, await connect(tenant), plan);
  try {
    if (moment === 'before approval') await make(bench, edit);
    if (moment === 'after the look at the checks') await bench.rollout.preflight(last);
    await approveTest(bench.rollout, plan);
    const between = isBetween ? betweenSteps(bench, edit) : null;
    if (between === null && moment !== 'before approval') await make(bench, edit);
    const done = await applyTest(bench.rollout);
    if (between?.isMade() === false) throw new Error('the edit was never made');
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), `${kind} ${moment}`);
    const sent = await sentBy(bench);
    const entries = bench.rollout.entries(0, 5_000);
    return {
      isDone: done.ok,
      code: done.ok ? 'done' : done.failure.code,
      wasSent: entries.some(({ type, stepId }) => type === 'sent' && stepId === last),
      named: cast.everybody.filter((id) => sent.includes(id.toLowerCase())),
    };
  } finally {
    await bench.close();
    await letGo();
  }
}

describe('an edit anywhere in the tenant', { timeout: isLong ? 43_200_000 : 600_000 }, () => {
  it('is noticed before a write wherever it matters to the step', async () => {
    const random = randomOf(seed);
    const faults: string[] = [];
    // Said at once: a long run that is ended early has lost nothing it found.
    const found = (fault: string) => {
      console.log(`P7, seed ${seed}: ${fault}`);
      faults.push(fault);
    };
    const distinct = new Set<string>();
    const codes = new Map<string, number>();
    const counts = { refused: 0, done: 0, spared: 0 };
    for (let n = 0; distinct.size < edits && n < 2 * edits; n += 1) {
      const kind = writeKinds[n % writeKinds.length] as WriteKind;
      const moment = pick(random, moments);
      const edit = tenantEdit(cast, whole, random);
      const key = `${kind} ${moment} ${JSON.stringify(edit.requests)}`;
      // An edit that was tried before counts for nothing: the same tenant takes it the same way.
      if (distinct.has(key)) continue;
      distinct.add(key);
      const due = dueAfter(kind, edit.facts, cast, moment === moments[3]);
      const seen = await tryEdit(kind, moment, edit);
      const place = `${n}: ${edit.name}; ${kind} ${moment}: ${seen.code}`;
      if (due.step === 'refused' && (seen.isDone || seen.wasSent)) found(`unseen ${place}`);
      if (due.step === 'done' && !seen.isDone) found(`false alarm ${place}`);
      const touched = due.spared.filter((id) => seen.named.includes(id));
      if (touched.length > 0) found(`${touched.length} people touched ${place}`);
      if (due.step !== 'either') counts[due.step] += 1;
      counts.spared += due.spared.length;
      codes.set(seen.code, (codes.get(seen.code) ?? 0) + 1);
      if (isLong && distinct.size % 250 === 0) {
        console.log(`P7: ${distinct.size} of ${edits} edits, ${faults.length} faults`);
      }
    }
    expect(faults).toEqual([]);
    expect(distinct.size).toBe(edits);
    expect(codes.has('internal/bug')).toBe(false);
    // A few dozen need not hold one of each.
    for (const count of isLong ? Object.values(counts) : [counts.refused]) {
      expect(count).toBeGreaterThan(0);
    }
    reached(
      'P7',
      `${distinct.size} different edits over the whole tenant (their seed ${seed}): ${counts.refused} that matter noticed, ${counts.done} that do not let through`,
      { edits: distinct.size },
    );
  });
});
