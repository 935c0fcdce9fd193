import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import { parsePlan, serializePlan } from '../../../../shared/plan/plan-file';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';
import { sizeOf } from '../../../fixtures/campaign';
import { sha256 } from '../../../fixtures/stable-id';
import { countsText, tooSeldom } from './law-floors';
import { laws } from './laws';
import { stepsLeft } from './reached-law';
import { randomScenario } from './random-scenario';
import { differsAgain } from './repeat-law';

/** Tenants of one half of the laws' run; two halves run beside each other. */
const tenants = sizeOf(5_000, 50_000);

function plan(reading: ScenarioReading): Plan | null {
  const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });
  if (made.ok) return made.value;
  // A tenant that cannot be assessed, or a choice safety rules out, is not planned at all.
  expect(['plan/snapshot-incomplete', 'input/choices-invalid']).toContain(made.failure.code);
  return null;
}

/** Configurations that Graph leaves out of a policy: none in most tenants, up to three in others. */
const hiddenMethods = fc.oneof(
  { weight: 3, arbitrary: fc.constant<readonly string[]>([]) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(
      fc.constantFrom(
        ...['Fido2', 'MicrosoftAuthenticator', 'Sms', 'Voice'],
        ...['SoftwareOath', 'HardwareOath', 'TemporaryAccessPass'],
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
);

const areUnread = fc.constantFrom(false, false, false, true);

/** Planning again, writing and reading it take as long as all the laws. */
const isFiled = fc.constantFrom(true, false, false, false);

function hide(reading: ScenarioReading, hidden: readonly string[]): ScenarioReading {
  const { authenticationMethodsPolicy: policy } = reading.snapshot;
  if (hidden.length === 0 || policy.kind !== 'read') return reading;
  const authenticationMethodConfigurations = policy.value.authenticationMethodConfigurations.filter(
    ({ id }) => !hidden.includes(id),
  );
  const value = { ...policy.value, authenticationMethodConfigurations };
  return {
    ...reading,
    snapshot: { ...reading.snapshot, authenticationMethodsPolicy: { ...policy, value } },
  };
}

/** Nobody read the methods of those the report leaves out. */
function forget(reading: ScenarioReading): ScenarioReading {
  const { registration } = reading.snapshot;
  if (registration.kind !== 'read') return reading;
  return { ...reading, snapshot: { ...reading.snapshot, userMethods: {} } };
}

function expectSameFile(made: Plan, again: Plan | null): void {
  const text = serializePlan(made);
  expect(differsAgain(made, again, text)).toEqual([]);
  const [read, whole] = [parsePlan(text, sha256), { ok: true, value: made }];
  // The matcher tells what differs, and takes longer to see that nothing does.
  if (!isDeepStrictEqual(read, whole)) expect(read).toEqual(whole);
}

/**
 * Every law on every tenant, which is also carried out; each fourth is planned twice as well, written
 * to a file and read back. Each run prints its seed, a failing one the tenant and the law as well;
 * `CAUSEWAY_SEED` of a second half is that of its first.
 */
export function runLaws(half: 0 | 1): void {
  const seed = Number(process.env['CAUSEWAY_SEED']) + half;
  let planned = 0;
  let carried = 0;
  let filed = 0;
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(randomScenario, hiddenMethods, areUnread, isFiled, (...drawn) => {
      const [file, hidden, isForgotten, isKept] = drawn;
      const shown = hide(scenarioSnapshot(file), hidden);
      const reading = isForgotten ? forget(shown) : shown;
      const made = plan(reading);
      if (made === null) return;
      planned += 1;
      const told = new Set<string>();
      for (const [name, law] of Object.entries(laws)) {
        const broken = law(made, undefined, (what) => told.add(what));
        if (broken.length > 0) throw new Error(`${name}: ${broken.join('; ')}`);
      }
      for (const what of told) seen.set(what, (seen.get(what) ?? 0) + 1);
      if (isKept) {
        const again = plan(reading);
        expect(again?.planHash).toBe(made.planHash);
        filed += 1;
        expectSameFile(made, again);
      }
      // Whoever is never read is waited for: that law is asked of the same tenant, read whole.
      const known = isForgotten ? plan(shown) : made;
      const input = { ...shown, madeAt: shown.asOf, appVersion: '0', sha256 };
      if (known !== null) {
        if (known.steps.length > 0) carried += 1;
        expect(stepsLeft(input, known), 'steps in a reached state').toEqual([]);
      }
    }),
    { numRuns: tenants, seed },
  );
  process.stdout.write(
    `laws: ${String(tenants)} tenants of seed ${String(seed)}, ${String(planned)} planned, ${String(carried)} with steps, ${String(filed)} filed\n`,
  );
  process.stdout.write(`laws had to do with: ${countsText(seen)}\n`);
  expect(planned).toBeGreaterThan(tenants * 0.6);
  // A plan without steps says nothing about what carrying it out leaves.
  expect(carried).toBeGreaterThan(planned * 0.9);
  expect(filed).toBeGreaterThan(planned * 0.2);
  expect(tooSeldom(seen, tenants), 'laws that hold of next to nothing').toEqual([]);
}
