import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure } from '../../shared/diagnostic';
import type { ThinkingView } from '../../shared/ipc/thinking-contract';
import type { Plan } from '../../shared/plan/plan';
import { noChoices } from '../../shared/tenant/choice';
import { plansOf } from '../../src-main/exports/export-plan';
import { makePreview } from '../../src-main/exports/preview-export';
import type { PreviewWanted } from '../../src-main/workspace/thinking-job';
import { planApart, thinkScript, type PlanningApart } from '../fixtures/planning-apart';

let apart: PlanningApart;
beforeAll(async () => void (apart = await planApart(3_000)));
afterAll(() => apart.close());

const text = (value: unknown): string => JSON.stringify(value);

describe('a large tenant', () => {
  test('comes to the same in a thread of its own, to the last byte', async () => {
    const { input } = apart;
    const [here, far] = [apart.open(null).planning, apart.open().planning];
    await far.prepare('assessed', input);
    await far.prepare('simulation', input);
    expect(text(far.assessed(input))).toBe(text(here.assessed(input)));
    expect(text(far.plan(input))).toBe(text(here.plan(input)));
    expect(text(far.simulation(input))).toBe(text(here.simulation(input)));
  });

  test('is then at hand: nothing is worked out again in this process', async () => {
    const { input } = apart;
    const { planning } = apart.open();
    await planning.prepare('simulation', input);
    const before = performance.eventLoopUtilization();
    const plan = planning.plan(input);
    expect(planning.simulation(input)).toMatchObject({ ok: true });
    expect(planning.planAtHand(input)).toBe(plan.ok ? plan.value : null);
    expect(performance.eventLoopUtilization(before).active).toBeLessThan(50);
  });

  test('lets this process do other things meanwhile', async () => {
    const { input } = apart;
    const { planning } = apart.open();
    let turns = 0;
    const beat = setInterval(() => (turns += 1), 1);
    await planning.prepare('plan', input);
    clearInterval(beat);
    const here = apart.open(null).planning;
    let turnsHere = 0;
    const beatHere = setInterval(() => (turnsHere += 1), 1);
    here.plan(input);
    clearInterval(beatHere);
    expect(turnsHere).toBe(0);
    expect(turns).toBeGreaterThan(20);
  });

  test.each(['assessed', 'plan'] as const)(
    'asked for twice (%s) is worked out once',
    async (of) => {
      const { input } = apart;
      const { planning, thinking } = apart.open();
      let jobs = 0;
      const { answer } = thinking;
      thinking.answer = (job) => {
        jobs += 1;
        return answer.call(thinking, job);
      };
      await Promise.all([planning.prepare(of, input), planning.prepare(of, input)]);
      // Had it not been kept, the thread would be asked again.
      await planning.prepare(of, input);
      expect(jobs).toBe(1);
    },
  );

  test('whose choices change meanwhile is not shown with the old ones', async () => {
    const { input } = apart;
    const { planning } = apart.open();
    const changed = { ...input, choices: { ...noChoices } };
    const first = planning.prepare('plan', input);
    await Promise.all([first, planning.prepare('plan', changed)]);
    const plan = planning.plan(changed);
    expect(text(plan)).toBe(text(apart.open(null).planning.plan(changed)));
  });

  test('tells what is being done, and how much of the answer is there', async () => {
    const { input } = apart;
    const told: (ThinkingView | null)[] = [];
    const { planning } = apart.open(thinkScript, (view) => told.push(view));
    await planning.prepare('assessed', input);
    await planning.prepare('simulation', input);
    const parts = told.map((view) => view?.part ?? null);
    expect(parts.filter((part, at) => part !== parts[at - 1])).toEqual([
      // What the rows of the snapshot say already is not handed over.
      ...['opening', 'assessing', null],
      ...['planning', 'handing', null, 'simulating', null],
    ]);
    expect(told.find((view) => view?.part === 'assessing')?.users).toBe(3_000);
    const rows = told.flatMap((view) => (view?.part === 'handing' ? view.rows : []));
    expect(rows[0]).toEqual({ done: 0, total: rows[0]?.total });
    expect(rows[0]?.total).toBeGreaterThanOrEqual(3_000);
  });

  test('is let go when nobody asks for a while, and read again when somebody does', async () => {
    const { input } = apart;
    const told: (string | null)[] = [];
    const { planning } = apart.open(thinkScript, (view) => told.push(view?.part ?? null), 100);
    await planning.prepare('assessed', input);
    await planning.prepare('plan', input);
    expect(told.filter((part) => part === 'opening')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await planning.prepare('simulation', input)).toMatchObject({ ok: true });
    expect(told.filter((part) => part === 'opening')).toHaveLength(2);
    expect(planning.simulation(input)).toMatchObject({ ok: true });
  });

  test('that somebody no longer waits for is worked out nowhere', async () => {
    const { input } = apart;
    const told: (ThinkingView | null)[] = [];
    const { planning } = apart.open(thinkScript, (view) => told.push(view));
    const both = [planning.prepare('assessed', input), planning.prepare('simulation', input)];
    await new Promise((resolve) => setTimeout(resolve, 50));
    planning.cancel();
    const cancelled = { ok: false, failure: { code: 'plan/cancelled' } };
    expect(await Promise.all(both)).toMatchObject([cancelled, cancelled]);
    expect(told.at(-1)).toBeNull();
    // Asked for again, it is.
    expect(await planning.prepare('assessed', input)).toMatchObject({ ok: true });
    expect(planning.assessed(input)).toMatchObject({ ok: true });
  });

  test.each([
    ['is stopped', thinkScript, true],
    ['cannot start', '/nowhere/think.js', false],
  ])('is worked out here where the thread %s', async (_, script, stops) => {
    const { input } = apart;
    const { planning, thinking } = apart.open(script);
    const prepared = planning.prepare('assessed', input);
    if (stops) thinking.stop();
    await prepared;
    expect(planning.assessed(input)).toMatchObject({ ok: true });
  });
});

test('the thread knows no network and no token', () => {
  const source = readFileSync(thinkScript, 'utf8');
  const imported = [...source.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
  expect(imported.filter((name) => !/^node:|^\.\/chunk-/.test(name))).toEqual([]);
  expect(source).not.toMatch(/getToken|msal|\bfetch\(/);
});

describe('the preview of an export', () => {
  const wantedOf = (plan: Plan, file: string | null = 'report.html'): PreviewWanted => ({
    ...{ planHash: plan.planHash, formats: ['html', 'csv'], hideNames: true, zone: 'UTC' },
    ...{ language: 'both', file },
  });
  async function ready(tell?: (view: ThinkingView | null) => void) {
    const opened = apart.open(thinkScript, tell);
    await opened.planning.prepare('simulation', apart.input);
    const plan = opened.planning.plan(apart.input);
    const simulation = opened.planning.simulation(apart.input);
    if (!plan.ok || !simulation.ok) throw new Error('no plan');
    return { ...opened, plan: plan.value, simulation: simulation.value };
  }

  test('made beside this process is the same, to the last byte', async () => {
    const { planning, plan, simulation } = await ready();
    for (const file of ['report.html', 'people.en.csv', null]) {
      const { planHash: _, language, file: of, ...rest } = wantedOf(plan, file);
      const plans = plansOf({ plan, language, hideNames: rest.hideNames });
      const here = makePreview({ ...rest, plan, simulation }, plans, of);
      const made = await planning.preview(apart.input, plan, wantedOf(plan, file));
      expect(text(made)).toBe(text({ ok: true, value: here }));
    }
  });

  test('is told while it is made, and leaves this process free', async () => {
    const told: (ThinkingView | null)[] = [];
    const { planning, plan } = await ready((view) => told.push(view));
    told.length = 0;
    let turns = 0;
    const beat = setInterval(() => (turns += 1), 1);
    await planning.preview(apart.input, plan, wantedOf(plan));
    clearInterval(beat);
    expect(turns).toBeGreaterThan(20);
    expect(told.map((view) => view?.part ?? null)).toEqual(['previewing', null]);
    expect(told[0]?.users).toBeGreaterThanOrEqual(3_000);
  });

  test('can be cancelled, and is made anew when it is asked for again', async () => {
    const { planning, plan } = await ready();
    const waiting = planning.preview(apart.input, plan, wantedOf(plan));
    planning.cancel();
    expect(await waiting).toEqual({ ok: false, failure: failure('plan/cancelled') });
    const again = await planning.preview(apart.input, plan, wantedOf(plan));
    expect(again.ok && again.value?.shown?.kind).toBe('page');
  });

  test('is of the plan that is wanted, or is not made there', async () => {
    const { planning, plan } = await ready();
    const other = { ...wantedOf(plan), planHash: 'another' };
    expect(await planning.preview(apart.input, plan, other)).toEqual({ ok: true, value: null });
  });
});
