import fc from 'fast-check';
import { expect, test } from 'vitest';
import { knownMethodId } from '../../../../shared/entra/method-configuration';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { checkSteps } from '../../../../shared/plan/check-steps';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import { parsePlan, serializePlan } from '../../../../shared/plan/plan-file';
import { policyChange } from '../../../../shared/plan/policy-change';
import { unresolved } from '../../../../shared/plan/references';
import { presetMethods, presetNames } from '../../../../shared/plan/preset';
import type { Step } from '../../../../shared/plan/step';
import { stepRequests } from '../../../../shared/plan/step-requests';
import { stepTitle } from '../../../../shared/plan/step-title';
import type { Choices } from '../../../../shared/tenant/choice';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';
import { sizeOf } from '../../../fixtures/campaign';
import { sha256 } from '../../../fixtures/stable-id';
import { randomScenario } from './random-scenario';

type Spell = (id: string) => string;

const spellings: readonly Spell[] = [
  (id) => id.toLowerCase(),
  (id) => id.toUpperCase(),
  (id) => `${id.slice(0, 1).toLowerCase()}${id.slice(1)}`,
];

function idsOf({ snapshot }: ScenarioReading): readonly string[] {
  const policy = snapshot.authenticationMethodsPolicy;
  return policy.kind === 'read'
    ? policy.value.authenticationMethodConfigurations.map(({ id }) => id)
    : [];
}

/** The same tenant, with other letters in the ids of its methods and of what was chosen. */
function spelled(reading: ScenarioReading, spell: Spell): ScenarioReading {
  const policy = reading.snapshot.authenticationMethodsPolicy;
  if (policy.kind !== 'read') return reading;
  const authenticationMethodConfigurations = policy.value.authenticationMethodConfigurations.map(
    (one) => ({ ...one, id: spell(one.id) }),
  );
  const value = { ...policy.value, authenticationMethodConfigurations };
  const { methods, ...others } = reading.choices;
  const chosen = Object.entries(methods ?? {}).map(([id, one]) => [spell(id), one] as const);
  const choices: Choices =
    methods === undefined ? others : { ...others, methods: Object.fromEntries(chosen) };
  const snapshot = { ...reading.snapshot, authenticationMethodsPolicy: { ...policy, value } };
  return { ...reading, choices, snapshot };
}

const made = (reading: ScenarioReading) =>
  makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });

/** A step but for how the id of its method is spelled. */
function told(step: Step): unknown {
  const { target } = step;
  const id = target.type === 'method' ? knownMethodId(target.id) : target.id;
  return [{ ...step, target: { ...target, id } }, stepTitle(step), sentBy(step)];
}

/** What a step sends, but for how the id stands in the path; nothing is known of made objects yet. */
function sentBy(step: Step): unknown {
  const sent = stepRequests(step, { ...unresolved, liveOwned: null });
  if (!sent.ok) return sent;
  if (step.target.type !== 'method') return sent.value;
  return sent.value.map(({ path, ...others }) => {
    const place = path.lastIndexOf('/') + 1;
    // The path names it byte for byte as Graph does.
    expect(path.slice(place)).toBe(step.target.id);
    return { ...others, path: path.slice(0, place), id: knownMethodId(path.slice(place)) };
  });
}

/** Marks of groups and the plan's own hash come from its bytes. */
function pictureOf(plan: Plan): unknown {
  return JSON.parse(JSON.stringify(partsOf(plan)).replaceAll(/cw-[0-9a-f]{8}/g, 'cw')) as unknown;
}

function partsOf(plan: Plan): unknown {
  const { methodTargets, findings, counts, unread, rings, tracks, people, schedule } = plan;
  return {
    ...{ methodTargets, findings, counts, unread, rings, tracks, people, schedule },
    steps: plan.steps.map(told),
    changes: policyChange(plan).methods.map(({ id, kind, before, meanwhile, after }) => ({
      ...{ id, kind, before, meanwhile, after },
    })),
    presets: presetNames.map((name) => presetMethods(plan, name)),
    simulation: { ...simulatePlan(plan), planHash: '' },
  };
}

test('a tenant is judged, planned and simulated alike however Graph spells its methods', () => {
  const seed = Number(process.env['CAUSEWAY_SEED'] ?? 1);
  let steps = 0;
  fc.assert(
    fc.property(randomScenario, fc.constantFrom(...spellings), (file, spell) => {
      const reading = scenarioSnapshot(file);
      const other = spelled(reading, spell);
      const [plan, likewise] = [made(reading), made(other)];
      if (!plan.ok || !likewise.ok) {
        expect(likewise).toEqual(plan);
        return;
      }
      expect(pictureOf(likewise.value)).toEqual(pictureOf(plan.value));
      expect(checkSteps(likewise.value)).toBeNull();
      expect(parsePlan(serializePlan(likewise.value), sha256)).toMatchObject({ ok: true });
      // What is written to is named byte for byte as Graph names it.
      const theirs = new Set(idsOf(other));
      const targets = likewise.value.steps.filter(({ target }) => target.type === 'method');
      steps += targets.length;
      for (const { target } of targets) expect(theirs).toContain(target.id);
    }),
    { numRuns: sizeOf(40, 5_000), seed },
  );
  expect(steps).toBeGreaterThan(30);
}, 600_000);
