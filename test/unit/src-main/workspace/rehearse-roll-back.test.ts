import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Rehearsal } from '../../../../shared/plan/rehearsal';
import type { Step } from '../../../../shared/plan/step';
import { rehearseRollBack } from '../../../../src-main/workspace/rehearse-roll-back';
import { scenarioPlan } from '../../../fixtures/scenario-plan';

async function rehearse(plan: Plan): Promise<Rehearsal> {
  const rehearsal = await rehearseRollBack(plan);
  if (!rehearsal.ok) throw new Error(JSON.stringify(rehearsal.failure));
  return rehearsal.value;
}

/** The plan with one step changed: the first that fits. */
function changed(plan: Plan, fits: (step: Step) => boolean, change: (step: Step) => Step): Plan {
  const place = plan.steps.findIndex(fits);
  expect(place).toBeGreaterThanOrEqual(0);
  return { ...plan, steps: plan.steps.map((step, at) => (at === place ? change(step) : step)) };
}

const isRestoring = (step: Step): boolean =>
  step.kind === 'method.configure' &&
  step.reverse.kind === 'restore' &&
  step.owned.includes('state');

describe('rehearsing the way back', () => {
  it.each(['S01', 'S02', 'S12'])('brings every owned field of %s back', async (id) => {
    const { plan } = scenarioPlan(id);
    const rehearsal = await rehearse(plan);
    expect(rehearsal).toMatchObject({ isRestored: true, differences: [] });
    expect(rehearsal.steps.map((step) => step.stepId)).toEqual(plan.steps.map((step) => step.id));
    for (const [at, step] of plan.steps.entries()) {
      const { outcome } = rehearsal.steps[at] ?? { outcome: null };
      const expected = ['soak', 'gate', 'manual'].includes(step.kind)
        ? 'nothingSent'
        : {
            restore: 'restored',
            items: 'restored',
            leave: 'stays',
            oneWay: 'oneWay',
            manual: 'byHand',
          }[step.reverse.kind];
      expect([step.id, outcome]).toEqual([step.id, expected]);
    }
  });

  it('says which step does not come back, and goes on with the others', async () => {
    const { plan } = scenarioPlan('S02');
    const broken = changed(plan, isRestoring, (step) => ({
      ...step,
      reverse: { kind: 'restore', to: { ...step.prior, state: 'sideways' } },
    }));
    const rehearsal = await rehearse(broken);
    const failed = rehearsal.steps.filter((step) => step.outcome === 'failed');
    expect(rehearsal.isRestored).toBe(false);
    expect(failed).toHaveLength(1);
    expect(failed[0]?.fault).toMatchObject({ direction: 'back', status: 400 });
    expect(rehearsal.differences.length).toBeGreaterThan(0);
    expect(rehearsal.steps.filter((step) => step.outcome === 'restored').length).toBeGreaterThan(3);
  });

  it('notices a reverse that restores another value than the one that was there', async () => {
    const { plan } = scenarioPlan('S02');
    const isOff = (step: Step): boolean =>
      isRestoring(step) && step.prior?.['state'] === 'disabled';
    const wrong = changed(plan, isOff, (step) => ({
      ...step,
      reverse: { kind: 'restore', to: { ...step.prior, state: 'enabled' } },
    }));
    const rehearsal = await rehearse(wrong);
    expect(rehearsal.isRestored).toBe(false);
    expect(rehearsal.differences).toEqual([
      `method ${wrong.steps.find(isOff)?.target.id.toLowerCase() ?? ''}`,
    ]);
  });

  it('stops going forward where the copy refuses, and still takes back what was done', async () => {
    const { plan } = scenarioPlan('S02');
    const refused = changed(
      plan,
      (step) => step.kind === 'ca.create',
      (step) => ({ ...step, planned: { ...step.planned, state: 'sideways' } }),
    );
    const rehearsal = await rehearse(refused);
    const last = rehearsal.steps.at(-1);
    expect(last).toMatchObject({ outcome: 'failed', fault: { direction: 'forward', status: 400 } });
    expect(rehearsal.differences).toEqual([]);
    expect(rehearsal.isRestored).toBe(false);
  });

  it('notices one person of a clearing step who does not get their own state back', async () => {
    const { plan } = scenarioPlan('S02');
    const isClearing = (step: Step): boolean => step.kind === 'perUserMfa.set';
    const someone = plan.steps
      .filter(isClearing)
      .flatMap((step) => step.items ?? [])
      .find((item) => item.prior === 'enforced');
    const wrong = changed(
      plan,
      (step) => isClearing(step) && step.items?.some((item) => item === someone) === true,
      (step) => ({
        ...step,
        items: (step.items ?? []).map((item) =>
          item === someone ? { ...item, prior: 'disabled' as const } : item,
        ),
      }),
    );
    const rehearsal = await rehearse(wrong);
    expect(rehearsal.isRestored).toBe(false);
    expect(rehearsal.differences).toEqual([`user ${someone?.userId ?? ''}`]);
  });

  it('leaves the plan as it is', async () => {
    const { plan } = scenarioPlan('S02');
    const before = JSON.stringify(plan);
    await rehearse(plan);
    expect(JSON.stringify(plan)).toBe(before);
  });

  it('answers the same each time', async () => {
    const { plan } = scenarioPlan('S12');
    expect(await rehearse(plan)).toEqual(await rehearse(plan));
  });
});
