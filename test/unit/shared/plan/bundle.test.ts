import { describe, expect, it } from 'vitest';
import { bundleOf, moveEnd, unsoundBundle } from '../../../../shared/plan/bundle';
import { checkSteps } from '../../../../shared/plan/check-steps';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';
import { reverseOf } from '../../../../shared/plan/step-requests';
import type { Step } from '../../../../shared/plan/step';
import { planScenario } from './plans';

const { plan } = planScenario('S12');
const parts = plan.steps.filter((step) => step.bundle === 'switch');
const [off, on] = parts;
const change = (id: string | undefined, to: Partial<Step>): readonly Step[] =>
  plan.steps.map((step) => (step.id === id ? { ...step, ...to } : step));

describe('steps that are one move', () => {
  it('are found from any of them, and end with the last', () => {
    expect(parts).toHaveLength(2);
    for (const step of parts) expect(bundleOf(plan.steps, step)).toEqual(parts);
    const place = plan.steps.findIndex((step) => step === off);
    expect(moveEnd(plan.steps, place)).toBe(place + 1);
    expect(moveEnd(plan.steps, 0)).toBe(0);
  });

  it('are sound as the plan makes them', () => {
    expect(unsoundBundle(plan.steps)).toBeNull();
    expect(checkSteps(plan)).toBeNull();
  });

  it.each([
    ['off by itself', plan.steps.filter((step) => step !== on), off?.id],
    ['something in between', between(), on?.id],
    ['a policy that only reports', change(on?.id, { planned: { state: 'disabled' } }), on?.id],
    ['on before off', swapped(), on?.id],
  ])('refuses %s', (_name, steps, id) => {
    expect(unsoundBundle(steps)).toBe(id);
  });

  it('refuses security defaults off outside of such a move', () => {
    const steps = plan.steps.map(({ bundle: _bundle, ...step }) => step);
    expect(unsoundBundle(steps)).toBe(off?.id);
    expect(checkSteps({ steps })).toMatchObject({ place: `steps (${off?.id ?? ''})` });
  });

  it('come back to where they began', () => {
    const start = imageOfPlan(plan);
    const before = plan.steps.slice(0, plan.steps.indexOf(off as Step)).reduce(applyStep, start);
    const after = parts.reduce(applyStep, before);
    expect(after.securityDefaults).toBe(false);
    const back = [...parts].reverse().flatMap((step) => reverseOf(step) ?? []);
    expect(back.reduce(applyStep, after)).toEqual(before);
  });
});

describe('policies off and security defaults on as one move', () => {
  const [create] = plan.steps.filter((step) => step.kind === 'ca.setState');
  const policy = (id: string, to = 'disabled'): Step => ({
    ...(create as Step),
    ...{ id, bundle: 'handOver', purpose: 'caOff' },
    ...{ prior: { state: 'enabled' }, planned: { state: to } },
  });
  const defaults: Step = {
    ...(off as Step),
    ...{ id: 's03', bundle: 'handOver', purpose: 'securityDefaultsOn' },
    ...{ prior: { isEnabled: false }, planned: { isEnabled: true } },
  };
  const move = [policy('s01'), policy('s02'), defaults];
  const alone = ({ bundle: _bundle, ...step }: Step): Step => step;

  it('are sound as the plan makes them, and so are security defaults alone', () => {
    expect(unsoundBundle(move)).toBeNull();
    expect(moveEnd(move, 0)).toBe(2);
    expect(unsoundBundle([alone(defaults)])).toBeNull();
  });

  it.each([
    ['policies alone', move.slice(0, 2), 's02'],
    ['security defaults first', [defaults, policy('s01')], 's03'],
    [
      'a policy that only reports then',
      [policy('s01', 'enabledForReportingButNotEnforced'), defaults],
      's01',
    ],
    ['security defaults in a bundle of their own', [defaults], 's03'],
    ['the two halves apart', move.map(alone), 's03'],
  ])('refuse %s', (_name, steps, id) => {
    expect(unsoundBundle(steps)).toBe(id);
  });
});

function between(): readonly Step[] {
  const place = plan.steps.indexOf(on as Step);
  const { bundle: _bundle, ...other } = plan.steps[0] as Step;
  return [...plan.steps.slice(0, place), other, ...plan.steps.slice(place)];
}

function swapped(): readonly Step[] {
  return plan.steps.map((step) =>
    step === off ? (on as Step) : step === on ? (off as Step) : step,
  );
}
