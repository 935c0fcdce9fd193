import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PersonClasses } from '../../../../shared/lockout/person-classes';
import { fateIn, fateOf } from '../../../../shared/lockout/plan-fate';
import { simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { simulatedPeople, simulateSteps } from '../../../../shared/lockout/simulate-steps';
import { UserLists } from '../../../../shared/lockout/user-lists';
import type { Verdict } from '../../../../shared/lockout/verdict';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Plan } from '../../../../shared/plan/plan';
import type { TenantImage } from '../../../../shared/plan/post-image';
import { PeoplePlaces } from '../../../../shared/people-places';
import type { StepItem } from '../../../../shared/plan/step';
import { campaignSeed, isLong } from '../../../fixtures/campaign';
import { scenarioSnapshot, type ScenarioReading } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { kestrel, signed } from '../plan/paths';
import { aSchedule, planScenario } from '../plan/plans';
import { randomScenario } from '../plan/random-scenario';
import { anImage, aPerson } from './people';
import { rowWiseSimulation } from './row-wise-simulation';

const tenants = isLong ? 10_000 : 120;

/** What a plan lacks or says oddly, so that both ways meet what was not read. */
const oddities = fc.record({
  unread: fc.subarray(
    ['authenticationMethodsPolicy', 'securityDefaults', 'conditionalAccess', 'roles'] as const,
    { maxLength: 2 },
  ),
  areMembersUnread: fc.boolean(),
  withoutMethods: fc.nat({ max: 5 }),
  /** Every so many items are said once more at the end, the other way round; 0: none. */
  saidTwice: fc.nat({ max: 3 }),
  isReversed: fc.boolean(),
  /** First day of a chosen schedule, before, across and after the days phones end; null: none chosen. */
  startOn: fc.constantFrom(
    ...[null, '2026-12-01', '2027-01-18', '2027-01-28', '2027-02-10', '2027-06-25'],
  ),
  timeZone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/Los_Angeles'),
});
type Oddities = typeof oddities extends fc.Arbitrary<infer T> ? T : never;

const unread = { kind: 'unread', reason: { code: 'refused', status: 403 } } as const;
const contrary: Readonly<Record<StepItem['planned'], StepItem['planned']>> = {
  member: 'notMember',
  notMember: 'member',
  disabled: 'enforced',
  enabled: 'disabled',
  enforced: 'disabled',
};

function odd(plan: Plan, how: Oddities): Plan {
  const people = plan.people.map((person, n) =>
    how.withoutMethods > 0 && n % how.withoutMethods === 0 ? { ...person, methods: null } : person,
  );
  const groupMembers = how.areMembersUnread
    ? Object.fromEntries(Object.keys(plan.baseline.groupMembers).map((id) => [id, unread]))
    : plan.baseline.groupMembers;
  const steps = plan.steps.map((step) => {
    if (step.items === undefined || how.saidTwice === 0) return step;
    const again = step.items
      .filter((_, n) => n % how.saidTwice === 0)
      .map((item) => ({ ...item, planned: contrary[item.planned] }));
    return { ...step, items: [...step.items, ...again] };
  });
  return {
    ...plan,
    steps,
    people: how.isReversed ? people.reverse() : people,
    baseline: {
      ...plan.baseline,
      groupMembers,
      ...Object.fromEntries(how.unread.map((name) => [name, unread])),
    },
  };
}

function withSchedule(reading: ScenarioReading, { startOn, timeZone }: Oddities): ScenarioReading {
  if (startOn === null) return reading;
  const schedule = aSchedule({ startOn, timeZone });
  return { ...reading, choices: { ...reading.choices, schedule } };
}

it('takes a move whole where its first step reaches nobody, as a policy that was not read', () => {
  const office = { include: ['Office365'] };
  const file = kestrel(({ tenant }) => ({
    tenant: { ...tenant, licences: { 'Microsoft 365 Business Standard': 60 } },
    conditionalAccess: [
      {
        ...{ name: 'Asks', state: 'enabled', users: { include: ['All'] }, apps: office },
        grant: { operator: 'OR', controls: ['mfa'] },
      },
    ],
  }));
  const { plan } = planScenario(file, { licences: { value: 'securityDefaultsForAll', ...signed } });
  const blind = { ...plan, baseline: { ...plan.baseline, conditionalAccess: unread } };
  const { steps } = simulatePlan(blind);
  const move = plan.steps.filter(({ bundle }) => bundle === 'handOver').map(({ id }) => id);
  const changed = steps.filter(({ stepId }) => move.includes(stepId)).map((one) => one.changed);
  expect(move.length).toBeGreaterThan(1);
  expect(changed.map((people) => people.length > 0)).toEqual(move.map((_, n) => n === 0));
  expect(steps.map(({ counts }) => counts)).toEqual(
    rowWiseSimulation(blind).map(({ counts }) => counts),
  );
});

it('simulates drawn tenants as judging everybody after every step does, to the last reason', () => {
  let simulated = 0;
  const met = new Set<Verdict>();
  fc.assert(
    fc.property(randomScenario, oddities, (file, how) => {
      const reading = withSchedule(scenarioSnapshot(file), how);
      const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });
      if (!made.ok) return;
      simulated += 1;
      const plan = odd(made.value, how);
      const placeOf = new Map(plan.people.map(({ id }, place) => [id, place]));
      const ours = simulatePlan(plan).steps.map((step) => ({
        ...step,
        changed: [...step.changed].sort(
          (a, b) => (placeOf.get(a.after.userId) ?? 0) - (placeOf.get(b.after.userId) ?? 0),
        ),
      }));
      const theirs = rowWiseSimulation(plan);
      expect(ours).toEqual(theirs);
      const whole = { ...simulatePlan(plan), steps: theirs };
      expect(fateOf(plan)).toEqual(fateIn(plan, whole));
      for (const { counts } of theirs) {
        for (const [name, people] of Object.entries(counts)) {
          if (people > 0) met.add(name as Verdict);
        }
      }
    }),
    { numRuns: tenants, seed: campaignSeed },
  );
  process.stdout.write(
    `two simulations: ${String(tenants)} tenants of seed ${String(campaignSeed)}, ` +
      `${String(simulated)} simulated\n`,
  );
  expect(simulated).toBeGreaterThan(tenants / 2);
  expect([...met]).toEqual(
    expect.arrayContaining(['signsIn', 'mustRegister', 'blocked', 'unknown']),
  );
}, 90_000);

it.each<readonly [string, Partial<TenantImage>]>([
  ['an active role', { activeRoles: new Map([['u2', { whole: ['role-2'], limited: [] }]]) }],
  ['a role held in part', { activeRoles: new Map([['u2', { whole: [], limited: ['role-2'] }]]) }],
  ['RADIUS', { radiusUsers: new Set(['u2']) }],
  ['a replacement', { replaced: new Set(['u2']) }],
  ['a group', { groups: new Map([['g1', new Set(['u2'])]]) }],
  ['per-user MFA', { perUser: new Map([['u2', 'enforced']]) }],
  ['a federated domain', { federatedDomains: new Set(['elsewhere.example']) }],
])('tells apart who differ by %s alone', (_, told) => {
  const people = [
    aPerson({ id: 'u1', upn: 'u1@here.example' }),
    aPerson({ id: 'u2', upn: 'u2@elsewhere.example' }),
  ];
  const classesIn = (image: TenantImage): Int32Array =>
    new PersonClasses(people, new PeoplePlaces(people), image, new UserLists()).classOf;
  expect(new Set(classesIn(anImage())).size).toBe(1);
  expect(new Set(classesIn({ ...anImage(), ...told })).size).toBe(2);
});

it('tells the shifts of a step as its people tell them', () => {
  fc.assert(
    fc.property(randomScenario, (file) => {
      const reading = scenarioSnapshot(file);
      const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });
      if (!made.ok) return;
      for (const { changes } of simulateSteps(made.value, simulatedPeople(made.value))) {
        const pairs = [...changes.people()].map(({ before, after }) => ({ before, after }));
        const said = new Set(changes.shifts.map((one) => JSON.stringify(one)));
        expect(new Set(pairs.map((one) => JSON.stringify(one)))).toEqual(said);
      }
    }),
    { numRuns: 60, seed: campaignSeed },
  );
});
