import { describe, expect, it } from 'vitest';
import {
  judgePerson,
  simulatePerson,
  simulatePlan,
} from '../../../../shared/lockout/simulate-lockout';
import { bundleOf } from '../../../../shared/plan/bundle';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';
import { fateIn, fateOf } from '../../../../shared/lockout/plan-fate';
import { summarizePlan } from '../../../../shared/plan/summary';
import { planScenario } from '../plan/plans';

describe('simulatePlan', () => {
  const { plan, cohortsOf, reading } = planScenario('S02');
  const simulation = simulatePlan(plan);

  it('starts with everybody enabled and ends with everybody accounted for', () => {
    expect(simulation.steps).toHaveLength(plan.steps.length + 1);
    for (const { counts } of simulation.steps) {
      expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(42);
    }
    expect(simulation.steps[0]?.counts).toMatchObject({ mustRegister: 2, blocked: 0, unknown: 0 });
    expect(simulation.steps.at(-1)?.counts).toMatchObject({ mustRegister: 24, blocked: 0 });
  });

  it('names those whom a step reaches, and nobody else', () => {
    const joins = plan.steps.findIndex((step) => step.kind === 'group.add' && step.ring === 3);
    const changed = simulation.steps[joins + 1]?.changed ?? [];
    expect(changed).toHaveLength(14);
    expect(cohortsOf(changed.map((one) => one.after.userId))).toEqual(['offNone']);
    expect(changed[0]).toMatchObject({
      before: { verdict: 'signsIn', askedBy: 'nothing' },
      after: { verdict: 'mustRegister', askedBy: 'conditionalAccess' },
    });
    const soak = plan.steps.findIndex((step) => step.kind === 'soak');
    expect(simulation.steps[soak + 1]?.changed).toEqual([]);
  });

  it('judges what is carried out as one move as one: nobody is shown as asked by nothing', () => {
    const { plan: switched } = planScenario('S12');
    const run = simulatePlan(switched);
    const places = switched.steps.flatMap((step, place) => (step.bundle ? [place] : []));
    expect(places.length).toBeGreaterThan(1);
    const [first, ...rest] = places.map((place) => run.steps[place + 1]);
    expect(first?.changed.filter(({ after }) => after.askedBy === 'nothing')).toEqual([]);
    expect(rest.flatMap((step) => step?.changed ?? [])).toEqual([]);
    const person = switched.people.find(({ enabled, isPerson }) => enabled && isPerson);
    const points = simulatePerson(switched, person?.id ?? '');
    if (!points.ok) throw new Error(points.failure.code);
    const inside = switched.steps.filter((_, place) => places.slice(1).includes(place));
    const shown = points.value.points.map(({ stepId }) => stepId);
    expect(inside.filter(({ id }) => shown.includes(id))).toEqual([]);
  });

  it('agrees with judging every person afresh after every step', () => {
    for (const id of ['S01', 'S02', 'S12']) {
      const { plan: one } = planScenario(id);
      const run = simulatePlan(one);
      let image = imageOfPlan(one);
      const enabled = one.people.filter((person) => person.enabled);
      for (const [index, step] of one.steps.entries()) {
        const move = bundleOf(one.steps, step);
        if (move[0] === step) image = move.reduce(applyStep, image);
        const fresh = { signsIn: 0, losesStrongest: 0 };
        const blocked = enabled.filter(
          (person) => judgePerson(image, person, one.asOf).verdict === 'blocked',
        );
        for (const person of enabled) {
          const { verdict } = judgePerson(image, person, one.asOf);
          if (verdict === 'signsIn') fresh.signsIn += 1;
        }
        const counted = run.steps[index + 1]?.counts;
        expect(counted?.blocked, `${id} ${step.id}`).toBe(blocked.length);
        expect((counted?.signsIn ?? 0) + (counted?.losesStrongest ?? 0)).toBeGreaterThanOrEqual(
          fresh.signsIn,
        );
      }
    }
  });

  it('sums up for Review', () => {
    const summary = summarizePlan(plan, fateIn(plan, simulation));
    expect(summary).toMatchObject({ loseAccess: 0, unknown: 0, peopleMoved: 40 });
    expect(summary.writes).toBe(summary.settingsChanged + 9);
  });

  it('counts whom nobody could read as unknown, whatever asks them', () => {
    const { plan: retail } = planScenario('S14');
    expect(summarizePlan(retail, fateOf(retail)).unknown).toBe(84);
  });

  it('tells one person’s way, with the dates', () => {
    const id = reading.users.find(({ cohort }) => cohort.id === 'enfPhone')?.user.id ?? '';
    const told = simulatePerson(plan, id);
    if (!told.ok) throw new Error(told.failure.code);
    expect(told.value.person.ring).toBe(2);
    expect(told.value.points[0]).toMatchObject({
      stepId: 'start',
      verdict: { askedBy: 'perUserMfa' },
    });
    expect(told.value.points.at(-1)?.verdict.verdict).toBe('mustRegister');
    expect(told.value.dates?.map((one) => one.withoutPlan.verdict)).toEqual([
      'mustRegister',
      'mustRegister',
    ]);
    const stranger = simulatePerson(plan, 'nobody');
    expect(stranger.ok).toBe(false);
  });
});
