import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../../shared/assess/coverage';
import { makePlan } from '../../../../shared/plan/make-plan';
import { scopeInImage } from '../../../../shared/plan/image-scope';
import { namedPeople, orderViolations } from '../../../../shared/plan/order-rules';
import type { Plan } from '../../../../shared/plan/plan';
import { parsePlan, serializePlan } from '../../../../shared/plan/plan-file';
import { applyStep, imageOfPlan, type TenantImage } from '../../../../shared/plan/post-image';
import { sameState } from '../../../../shared/plan/same-state';
import { reverseOf } from '../../../../shared/plan/step-requests';
import type { Json } from '../../../../shared/json';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { randomScenario } from './random-scenario';

const runs = { numRuns: 60 };

function plan(reading: ScenarioReading): Plan | null {
  const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });
  if (made.ok) return made.value;
  // The only way not to plan a readable tenant is a tenant that cannot be assessed.
  expect(made.failure).toMatchObject({ code: 'plan/snapshot-incomplete' });
  return null;
}

function forAllPlans(check: (plan: Plan, reading: ScenarioReading) => void): void {
  let planned = 0;
  fc.assert(
    fc.property(randomScenario, (file) => {
      const reading = scenarioSnapshot(file);
      const made = plan(reading);
      if (made === null) return;
      planned += 1;
      check(made, reading);
    }),
    runs,
  );
  expect(planned).toBeGreaterThan(runs.numRuns / 2);
}

/** What steps may change, as plain JSON. */
function stateOf(image: TenantImage): Json {
  const existing = (image.conditionalAccess ?? []).filter((one) => !one.id.startsWith('created:'));
  return JSON.parse(
    JSON.stringify({
      policy: image.policy,
      securityDefaults: image.securityDefaults,
      conditionalAccess: existing,
      groups: [...image.groups]
        .filter(([id]) => !id.startsWith('created:'))
        .map(([id, members]) => ({ id, members: members === null ? null : [...members].sort() })),
    }),
  ) as Json;
}

describe('laws of a plan', () => {
  it('keeps every order rule', () => {
    forAllPlans(({ steps }) => {
      expect(orderViolations(steps)).toEqual([]);
    });
  });

  it('puts each member of staff into exactly one ring, and nobody else', () => {
    forAllPlans(({ rings, tracks, people }) => {
      const placed = rings.flatMap((ring) => ring.members);
      expect(new Set(placed).size).toBe(placed.length);
      const tracked = new Set(tracks.flatMap((track) => track.members));
      const staff = people.filter((one) => one.isStaff && !tracked.has(one.id));
      expect([...placed].sort()).toEqual(staff.map((one) => one.id).sort());
      for (const id of rings[0]?.members ?? []) {
        expect(people.find((one) => one.id === id)?.isAdministrator).toBe(true);
      }
    });
  });

  it('gives the same bytes for the same input, and a file that reads back', () => {
    forAllPlans((made, reading) => {
      expect(serializePlan(plan(reading) as Plan)).toBe(serializePlan(made));
      expect(parsePlan(serializePlan(made), sha256)).toEqual({ ok: true, value: made });
    });
  });

  it('is taken back completely by its reverse steps', () => {
    forAllPlans((made) => {
      const start = imageOfPlan(made);
      let image = made.steps.reduce(applyStep, start);
      for (const step of [...made.steps].reverse()) {
        const back = reverseOf(step);
        if (back !== null) image = applyStep(image, back);
      }
      // The switch by hand is taken back by hand.
      const byHand = made.steps.some((step) => step.purpose === 'switchToConditionalAccess');
      const undone = byHand ? { ...image, securityDefaults: start.securityDefaults } : image;
      expect(sameState(stateOf(undone), stateOf(start))).toBe(true);
      for (const [id, state] of image.perUser) {
        expect(state).toBe(made.people.find((one) => one.id === id)?.perUserMfa);
      }
    });
  });

  it('clears nobody whom nothing asks for MFA at that moment', () => {
    forAllPlans((made) => {
      let image = imageOfPlan(made);
      for (const step of made.steps) {
        image = applyStep(image, step);
        if (step.kind !== 'perUserMfa.set') continue;
        for (const item of step.items ?? []) {
          const person = made.people.find((one) => one.id === item.userId);
          if (person === undefined) throw new Error('an item names an account of the plan');
          expect(item.prior).toBe(person.perUserMfa);
          const { cover } = coverageOf(scopeInImage(image, person), {
            securityDefaults: image.securityDefaults,
            policies: image.conditionalAccess,
            isSyncAccount: person.kind === 'dirSyncAccount',
          });
          expect(cover).toBe('enforced');
        }
      }
    });
  });

  it('keeps accounts with an unknown fact out of every write', () => {
    forAllPlans((made) => {
      const unknown = new Set(
        made.people.filter((one) => one.enabled && one.methods === null).map((one) => one.id),
      );
      const enforcing = made.steps.filter(
        (step) => step.purpose === 'caEnforce' || step.purpose === 'clearPerUser',
      );
      const written = enforcing.flatMap((step) => step.items ?? []);
      expect(written.filter((item) => unknown.has(item.userId))).toEqual([]);
    });
  });

  it('writes the migration state only where it is pending, and never where it is null', () => {
    forAllPlans((made, { snapshot }) => {
      const policy = snapshot.authenticationMethodsPolicy;
      const state = policy.kind === 'read' ? policy.value.policyMigrationState : 'unread';
      const writes = made.steps.filter((step) => step.kind === 'migration.state');
      if (state === null || state === 'migrationComplete') expect(writes).toEqual([]);
      if (state === 'preMigration' && made.steps.length > 0) {
        expect(writes[0]?.prior).toEqual({ policyMigrationState: 'preMigration' });
      }
    });
  });

  it('proposes no Conditional Access without P1', () => {
    forAllPlans((made) => {
      if (made.tenant.entraPlan !== 'free') return;
      const kinds = made.steps.map((step) => step.kind);
      expect(kinds).not.toContain('ca.create');
    });
  });

  it('takes a last phone only after a gate that names its holder', () => {
    forAllPlans((made) => {
      const off = made.steps.findIndex(
        (step) => step.purpose === 'phoneMethodsOff' && step.owned.length > 0,
      );
      if (off === -1) return;
      const gated = new Set(
        made.steps
          .slice(0, off)
          .filter((step) => step.kind === 'gate' && step.gate?.figure === 'registered')
          .flatMap((step) => namedPeople(step)),
      );
      const phoneOnly = made.people.filter((one) => one.enabled && one.isPerson && one.isPhoneOnly);
      for (const person of phoneOnly) expect(gated.has(person.id), person.upn).toBe(true);
    });
  });
});
