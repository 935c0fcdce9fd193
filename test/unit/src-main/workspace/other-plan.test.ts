import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import type { Plan } from '../../../../shared/plan/plan';
import type { FarThinking } from '../../../../src-main/workspace/far-thinking';
import { KeptPlan } from '../../../../src-main/workspace/kept-plan';
import { OtherPlan } from '../../../../src-main/workspace/other-plan';
import { PreviewMaker } from '../../../../src-main/workspace/preview-apart';
import type { PreviewWanted } from '../../../../src-main/workspace/thinking-job';
import { openPractice } from '../../../fixtures/open-practice';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

const { plan } = scenarioPlan('S02');
const [person] = plan.people;
if (person === undefined) throw new Error('nobody');
const large: Plan = { ...plan, people: Array.from({ length: 2_001 }, () => person) };
const wanted: PreviewWanted = {
  ...{ planHash: plan.planHash, formats: ['html'], hideNames: false, zone: 'UTC' },
  ...{ language: 'en', file: null },
};

/** A thread that answers this, and what it was asked. */
function over(answer: unknown) {
  const asked: unknown[] = [];
  const state = { cancels: 0, onAsk: (): void => undefined };
  const ask = (...about: unknown[]): Promise<never> => {
    asked.push(about);
    state.onAsk();
    return Promise.resolve(answer as never);
  };
  const far = {
    thinking: { simulateKept: ask, preview: ask },
    directory: 'store',
  } as unknown as FarThinking;
  return { other: new OtherPlan(far, () => state.cancels), asked, state };
}

test('of a large tenant it is worked out beside this process, once', async () => {
  const told = { ...simulatePlan(plan), marks: 'from there' };
  const { other, asked } = over(told);
  expect(await other.simulateSoon(large)).toEqual({ ok: true, value: told });
  expect(await other.simulateSoon(large)).toEqual({ ok: true, value: told });
  expect(asked).toEqual([['store', plan.planHash]]);
});

test('of a small one, or where nobody can be asked, it is worked out here', async () => {
  const { other, asked } = over(undefined);
  const whole = { ok: true, value: simulatePlan(plan) };
  expect(await other.simulateSoon(plan)).toEqual(whole);
  expect(await other.preview(plan, wanted)).toEqual({ ok: true, value: null });
  expect(asked).toEqual([]);
  expect(await other.simulateSoon(large)).toMatchObject({ value: { planHash: plan.planHash } });
  expect(await new OtherPlan(undefined, () => 0).simulateSoon(large)).toMatchObject({ ok: true });
});

test('the answer about another plan is not taken', async () => {
  const { other } = over({ planHash: 'another' });
  expect(await other.simulateSoon(large)).toMatchObject({ value: { planHash: plan.planHash } });
});

test('whoever had enough of waiting is told so', async () => {
  const { other, state } = over(undefined);
  state.onAsk = () => void (state.cancels += 1);
  const cancelled = { ok: false, failure: failure('plan/cancelled') };
  expect(await other.simulateSoon(large)).toEqual(cancelled);
  expect(await other.preview(large, wanted)).toEqual(cancelled);
});

test('the preview of a large one is made there, of the plan the store keeps', async () => {
  const { other, asked } = over({ files: ['report.html'], shown: null });
  expect(await other.preview(large, wanted)).toMatchObject({ value: { files: ['report.html'] } });
  expect(asked).toEqual([[{ kind: 'kept', directory: 'store' }, wanted]]);
});

test('the thread reads it from the store, and knows of no other', async () => {
  const practice = await openPractice('S02');
  try {
    expect(practice.store.plans.save(plan, null).ok).toBe(true);
    const kept = new KeptPlan();
    const told: string[] = [];
    const tell = ({ part }: { part: string }): void => void told.push(part);
    const { directory } = practice;
    expect(kept.simulated(directory, 'another', tell)).toBeNull();
    const read = kept.simulated(directory, plan.planHash, tell);
    expect(read?.simulation).toEqual(simulatePlan(plan));
    expect(kept.simulated(directory, plan.planHash, tell)).toBe(read);
    expect(told).toEqual(['opening', 'opening', 'simulating']);
    const maker = new PreviewMaker({ simulated: () => null }, kept);
    const of = { kind: 'kept', directory } as const;
    expect(maker.make(of, wanted, tell)?.shown?.kind).toBe('page');
    expect(maker.make(of, { ...wanted, planHash: 'another' }, tell)).toBeNull();
  } finally {
    await practice.close();
  }
});
