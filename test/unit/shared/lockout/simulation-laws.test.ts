import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePerson, simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import type { Verdict } from '../../../../shared/lockout/verdict';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';
import { noChoices } from '../../../../shared/tenant/choice';
import { makePlan } from '../../../../shared/plan/make-plan';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { randomScenario } from '../plan/random-scenario';

const rank: Readonly<Record<Verdict, number>> = {
  signsIn: 0,
  askedToRegister: 1,
  losesStrongest: 1,
  mustRegister: 3,
  unknown: 4,
  blocked: 5,
};

describe('laws of the simulation', () => {
  it('never judges worse for one more registered passkey', () => {
    fc.assert(
      fc.property(randomScenario, (file) => {
        const reading = scenarioSnapshot(file);
        const made = makePlan({
          ...reading,
          choices: noChoices,
          madeAt: reading.asOf,
          appVersion: '0',
          sha256,
        });
        if (!made.ok) return;
        const last = made.value.steps.reduce(applyStep, imageOfPlan(made.value));
        for (const image of [imageOfPlan(made.value), last]) {
          for (const person of made.value.people) {
            if (person.methods === null) continue;
            const richer = {
              ...person,
              methods: [...person.methods, 'passKeySynced'],
              isPhoneOnly: false,
              hasNoMethod: false,
            };
            const before = judgePerson(image, person, reading.asOf).verdict;
            const after = judgePerson(image, richer, reading.asOf).verdict;
            expect(rank[after], `${before} to ${after}`).toBeLessThanOrEqual(rank[before]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shuts out nobody who could sign in before, gates and moves apart', () => {
    fc.assert(
      fc.property(randomScenario, (file) => {
        const reading = scenarioSnapshot(file);
        const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });
        if (!made.ok) return;
        const people = new Map(made.value.people.map((one) => [one.id, one]));
        const gated = new Set<string>();
        let areRadiusUsersMoved = false;
        for (const [index, step] of simulatePlan(made.value).steps.entries()) {
          const planned = made.value.steps[index - 1];
          if (planned?.gate?.figure === 'registered') {
            for (const id of planned.gate.userIds ?? []) gated.add(id);
          }
          // What RADIUS lacks comes after its users were moved by hand (O21).
          if (planned?.purpose === 'moveRadiusUsers') areRadiusUsersMoved = true;
          for (const { before, after } of step.changed) {
            const isLost = rank[after.verdict] >= 3 && rank[before.verdict] < 3;
            const person = people.get(after.userId);
            if (!isLost || person?.isStaff !== true) continue;
            if (areRadiusUsersMoved && after.reasons.some(({ rule }) => rule === 'R16')) continue;
            expect(gated.has(after.userId), `${planned?.id ?? ''} ${after.verdict}`).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
