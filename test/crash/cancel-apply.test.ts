import { beforeAll, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../shared/journal/journal-entry';
import type { Plan } from '../../shared/plan/plan';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import type { StopOutcome } from '../../src-main/rollout/emergency-stop';
import type { RolloutEvent, Until } from '../../src-main/rollout/rollout';
import { campaignSeed, isLong, randomOf, reached } from '../fixtures/campaign';
import { openBenchOn, planScenario, type Bench } from '../fixtures/campaign-bench';
import { approveTest } from '../fixtures/run-rollout';
import { scenarioOf } from './every-kind-scenario';
import { goOnLooking } from './go-on-looking';
import { openPressedWire, type Answering } from './pressed-wire';
import { arrivalsAt, checkRecord, createsIn, differences, stateOf } from './record-check';
import { smallScenario } from './small-scenario';
import { askersOf, planSwitch } from './switch-bench';
import { switchScenario } from './switch-scenario';

/** Execution.md 8, P18. */
const withinMs = 2_000;
/** The switch is finished or taken back first (2.4); what a stop loosens is read back (P28). */
const wholeMs = 60_000;

interface Course {
  readonly scenario: ScenarioInput;
  readonly plan: Plan;
  readonly until: Until;
}

let small: Course;
let toSwitch: Course;
beforeAll(async () => {
  const scenario = scenarioOf(smallScenario);
  const plan = await planScenario(scenario);
  // Every kind of write of the journey once, with an own policy on at the end.
  const step = plan.steps.find((one) => one.kind === 'perUserMfa.set')?.id ?? '';
  small = { scenario, plan, until: { step } };
  toSwitch = { scenario: switchScenario(), plan: await planSwitch(), until: null };
}, 60_000);

interface Pressed {
  readonly bench: Bench;
  readonly calls: number;
  /** The first request of them that turns a policy on; 0: none did. */
  readonly turnsOn: number;
  /** What was under way when somebody pressed. */
  readonly place: string;
  /** From the press to the end of the run, ms on the clock of the engine. */
  readonly tookMs: number;
  /** Bodies of writes that left after it, with the ms since. */
  readonly after: readonly { readonly ms: number; readonly body: string }[];
  readonly stopped: StopOutcome | null;
  /** The stop's own entries that say what was read back, ms since the press. */
  readonly readBackMs: number;
}

/** Presses as the n-th request of a run leaves; n = 0: never. The bench stays open. */
async function pressIn(
  course: Course,
  n: number,
  answering: Answering,
  button: 'pause' | 'stop',
): Promise<Pressed> {
  const tenant = await startPracticeTenant({ scenario: course.scenario });
  const wire = await openPressedWire(tenant);
  const bench = await openBenchOn(tenant, wire.source, course.plan);
  const { rollout } = bench;
  await approveTest(rollout, course.plan);
  const { clock } = wire.source;
  const pause = new AbortController();
  let pressedAt = Infinity;
  let readBackAt = Infinity;
  let place = '';
  let stopping: ReturnType<typeof rollout.stop> | null = null;
  const onEvent = (event: RolloutEvent): void => {
    if (event.kind !== 'entry' || event.entry.type !== 'verified') return;
    if (event.entry.stepId?.startsWith('stop') === true) readBackAt = clock.now();
  };
  const first = wire.count();
  wire.pressAt(n, n === 0 ? 'answered' : answering, () => {
    pressedAt = clock.now();
    const open = rollout.status().steps.find((one) => one.status !== 'DONE');
    const kind = course.plan.steps.find((one) => one.id === open?.id)?.kind;
    place = `${button} at ${n}, ${answering}: ${kind} ${open?.status}`;
    if (button === 'pause') pause.abort();
    else stopping = rollout.stop({ by: 'test', how: 'window', restore: false, onEvent });
  });
  await rollout.apply({ until: course.until, signal: pause.signal, onEvent: () => undefined });
  const endedAt = clock.now();
  const stop = await (stopping as ReturnType<typeof rollout.stop> | null);
  if (stop?.ok === false) throw new Error(`${place}: ${JSON.stringify(stop.failure)}`);
  return {
    bench,
    place,
    ...{ calls: wire.count() - first, tookMs: endedAt - pressedAt },
    turnsOn: (wire.writes.find(({ body }) => body === JSON.stringify(enabled))?.n ?? first) - first,
    after: wire.writes
      .filter((one) => one.at > pressedAt)
      .map(({ at, body }) => ({ ms: at - pressedAt, body })),
    stopped: stop?.value ?? null,
    readBackMs: readBackAt - pressedAt,
  };
}

interface Whole extends Pick<Pressed, 'calls' | 'turnsOn'> {
  readonly state: Awaited<ReturnType<typeof stateOf>>;
  readonly creates: number;
}

const wholes = new Map<Course, Promise<Whole>>();

/** A run in which nobody presses: once for all tests. */
function wholeOf(course: Course): Promise<Whole> {
  if (!wholes.has(course)) wholes.set(course, runWhole(course));
  return wholes.get(course) as Promise<Whole>;
}

async function runWhole(course: Course): Promise<Whole> {
  const { bench, calls, turnsOn } = await pressIn(course, 0, 'answered', 'pause');
  const state = await stateOf(bench.tenant);
  const creates = createsIn(await arrivalsAt(bench.tenant));
  await bench.close();
  return { calls, turnsOn, state, creates };
}

/** Places over a run: some, from another one on with each seed; CAUSEWAY_LONG=1: every `step`-th. */
function placesOf(from: number, to: number, usual: number, step = 1): readonly number[] {
  const stride = isLong ? step : (to - from + 1) / usual;
  const first = from + (isLong ? 0 : randomOf(campaignSeed)() * stride);
  const count = isLong ? Math.floor((to - from) / step) + 1 : usual;
  return Array.from({ length: count }, (_, index) => Math.floor(first + index * stride));
}

const enforced = (bench: Bench): number =>
  bench.tenant.directory.policies.truths().filter(({ resource }) => resource['state'] === 'enabled')
    .length;

const enabled = { state: 'enabled' };
const reportOnly = { state: 'enabledForReportingButNotEnforced' };
const entriesOf = (bench: Bench): readonly JournalEntry[] => bench.rollout.entries(0, 100_000);

const timeout = isLong ? 7_200_000 : 600_000;

describe('a pause in the middle of a run', { timeout }, () => {
  it('ends it within two seconds, sends nothing more, and loses nothing', async () => {
    const { calls, creates, state } = await wholeOf(small);
    let slowest = 0;
    let pressed = 0;
    for (const [turn, answering] of (['answered', 'silent'] as const).entries()) {
      for (const n of placesOf(1 + turn, calls, 4, 2)) {
        const run = await pressIn(small, n, answering, 'pause');
        expect([run.place, run.tookMs <= withinMs]).toEqual([run.place, true]);
        expect([run.place, run.after]).toEqual([run.place, []]);
        checkRecord(run.bench.rollout, await arrivalsAt(run.bench.tenant), run.place);
        slowest = Math.max(slowest, run.tookMs);
        pressed += 1;
        await goOnLooking(run.bench, run.place, small.until);
        const arrivals = await arrivalsAt(run.bench.tenant);
        checkRecord(run.bench.rollout, arrivals, run.place);
        expect([run.place, createsIn(arrivals)]).toEqual([run.place, creates]);
        expect([run.place, differences(state, await stateOf(run.bench.tenant))]).toEqual([
          run.place,
          [],
        ]);
        await run.bench.close();
      }
    }
    expect(pressed).toBeGreaterThan(2);
    reached('P18', `apply: ${pressed} pauses, the run over after ${slowest} ms at most`);
  });

  it('finishes the switch first, within its minute', async () => {
    const { calls } = await wholeOf(toSwitch);
    let slowest = 0;
    for (const n of placesOf(calls - 17, calls, 3)) {
      const run = await pressIn(toSwitch, n, 'answered', 'pause');
      expect([run.place, run.tookMs <= wholeMs]).toEqual([run.place, true]);
      expect([run.place, (await askersOf(run.bench.tenant)).length]).not.toEqual([run.place, 0]);
      slowest = Math.max(slowest, run.tookMs);
      await run.bench.close();
    }
    reached('P18', `in the switch, which is finished first: ${slowest} ms`);
  });
});

describe('an emergency stop in the middle of a run', { timeout }, () => {
  it('sends what loosens within two seconds, and nothing else', async () => {
    const { calls, turnsOn } = await wholeOf(small);
    let slowest = 0;
    let readBack = 0;
    let loosening = 0;
    for (const [turn, answering] of (['answered', 'silent', 'late'] as const).entries()) {
      // Before that nothing enforces anything yet.
      const more = answering === 'late' ? [] : placesOf(turnsOn - 20 + turn, calls, 2, 2);
      for (const n of [turnsOn, ...more]) {
        const run = await pressIn(small, n, answering, 'stop');
        expect([run.place, enforced(run.bench)]).toEqual([run.place, 0]);
        for (const { body } of run.after) {
          expect([run.place, JSON.parse(body)]).toEqual([run.place, reportOnly]);
        }
        const first = run.after[0];
        if (first !== undefined) {
          expect([run.place, first.ms <= withinMs]).toEqual([run.place, true]);
          expect([run.place, run.readBackMs <= wholeMs + withinMs]).toEqual([run.place, true]);
          expect(run.stopped?.policies.map((one) => one.state)).toEqual(['reportOnly']);
          slowest = Math.max(slowest, first.ms);
          readBack = Math.max(readBack, run.readBackMs);
          loosening += 1;
        }
        checkRecord(run.bench.rollout, await arrivalsAt(run.bench.tenant), run.place);
        await run.bench.close();
      }
    }
    expect(loosening).toBeGreaterThan(0);
    reached(
      'P18',
      `${loosening} emergency stops: loosened after ${slowest} ms, read back after ${readBack} ms at most`,
    );
  });

  it('does not wait for the switch: own policies loosen at once, security defaults come back', async () => {
    const { calls, turnsOn } = await wholeOf(toSwitch);
    let slowest = 0;
    let taken = 0;
    for (const answering of ['answered', 'silent'] as const) {
      for (const n of [turnsOn, ...placesOf(calls - 17, calls, 3)]) {
        const run = await pressIn(toSwitch, n, answering, 'stop');
        // Nothing is turned on that was not on, except security defaults.
        const states = run.after.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
        expect([run.place, states.some((one) => one['state'] === 'enabled')]).toEqual([
          run.place,
          false,
        ]);
        expect([run.place, await askersOf(run.bench.tenant)]).not.toEqual([run.place, []]);
        expect([run.place, await askersOf(run.bench.tenant)]).not.toContain('own');
        const loosened = run.after.find(({ body }) => body === JSON.stringify(reportOnly));
        if (loosened !== undefined) {
          expect([run.place, loosened.ms <= withinMs]).toEqual([run.place, true]);
          slowest = Math.max(slowest, loosened.ms);
          taken += 1;
        }
        const notes = entriesOf(run.bench).filter((one) => one.body['what'] === 'takingBack');
        for (const note of notes) expect(note.body['why']).toBe('switchStopped');
        await run.bench.close();
      }
    }
    expect(taken).toBeGreaterThan(0);
    reached('P18', `${taken} of them inside the switch: loosened after ${slowest} ms at most`);
  });
});
