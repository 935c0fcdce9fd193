import fc from 'fast-check';
import { expect, test } from 'vitest';
import { classifyMethod, survivingMethods } from '../../../../shared/assess/allowed-methods';
import { assess, serializeAssessment } from '../../../../shared/assess/assess';
import type { AssessInput, Assessment } from '../../../../shared/assess/assessment';
import type { Cover, Person, Readiness } from '../../../../shared/assess/people';
import type { ConditionalAccessPolicy } from '../../../../shared/entra/conditional-access-policy';
import { aPolicy, type UserOptions } from '../../../fixtures/graph-objects';
import { administrators, anInput } from '../../../fixtures/a-snapshot';
import { unreadBecause } from './cases/case';

const coverRank: readonly Cover[] = ['unknown', 'none', 'partial', 'location', 'enforced'];
const readinessRank: readonly Readiness[] = ['unknown', 'notReady', 'conditions', 'ready'];

const methodName = fc.constantFrom(
  ...survivingMethods,
  ...['mobilePhone', 'officePhone', 'alternateMobilePhone', 'email', 'somethingNew'],
);
const ids = ['u0', 'u1', 'u2', 'u3'];
const groupNames = ['g0', 'g1', 'g2'];
const someIds = fc.uniqueArray(fc.constantFrom(...ids));
const someGroups = fc.uniqueArray(fc.constantFrom(...groupNames));

const users = fc.tuple(
  ...ids.map((id) =>
    fc.record({
      id: fc.constant(id),
      methods: fc.uniqueArray(methodName, { maxLength: 3 }),
      perUserMfa: fc.constantFrom<NonNullable<UserOptions['perUserMfa']>>(
        'disabled',
        'enabled',
        'enforced',
        'unknown',
      ),
      user: fc.record({ userType: fc.constantFrom('Member', 'Guest') }),
    }),
  ),
);
const policy: fc.Arbitrary<ConditionalAccessPolicy> = fc
  .record({
    id: fc.uuid(),
    state: fc.constantFrom('enabled', 'enabledForReportingButNotEnforced', 'disabled'),
    everybody: fc.boolean(),
    includeGroups: someGroups,
    excludeGroups: someGroups,
    excludeUsers: someIds,
    includeApplications: fc.constantFrom(['All'], ['Office365']),
    excludeLocations: fc.constantFrom<string[]>([], ['AllTrusted']),
  })
  .map(({ id, state, everybody, includeApplications, excludeLocations, ...named }) =>
    aPolicy(id, {
      state,
      users: { includeUsers: everybody ? ['All'] : [], ...named },
      conditions: {
        applications: { includeApplications },
        locations: { includeLocations: ['All'], excludeLocations },
      },
    }),
  );

const input: fc.Arbitrary<AssessInput> = fc
  .record({
    people: users,
    policies: fc.array(policy, { maxLength: 3 }),
    members: fc.tuple(someIds, someIds, someIds),
    targets: fc.uniqueArray(fc.constantFrom('all_users', ...groupNames)),
    securityDefaults: fc.boolean(),
    state: fc.constantFrom('preMigration', 'migrationInProgress', 'migrationComplete', null),
  })
  .map(({ people, policies, members, targets, securityDefaults, state }) =>
    anInput({
      users: [...administrators, ...people],
      policies: securityDefaults ? [] : policies,
      groups: Object.fromEntries(groupNames.map((name, at) => [name, members[at] ?? []])),
      methods: {
        Fido2: { include: targets },
        MicrosoftAuthenticator: {},
        Voice: { include: ['g0'] },
      },
      securityDefaults,
      policy: { policyMigrationState: state },
    }),
  );

function run(from: AssessInput): { assessment: Assessment; people: readonly Person[] } {
  const result = assess(from);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function withSnapshot(from: AssessInput, change: Partial<AssessInput['snapshot']>): AssessInput {
  return { ...from, snapshot: { ...from.snapshot, ...change } };
}

/** What may be claimed as safe, person by person, never grows from `before` to `after`. */
function expectNoBetter(before: AssessInput, after: AssessInput): void {
  const [full, less] = [run(before), run(after)];
  const known = new Map(full.people.map((one) => [one.id, one]));
  for (const person of less.people) {
    const was = known.get(person.id);
    if (was === undefined) throw new Error('The same people.');
    expect(readinessRank.indexOf(person.readiness)).toBeLessThanOrEqual(
      readinessRank.indexOf(was.readiness),
    );
    expect(coverRank.indexOf(person.cover)).toBeLessThanOrEqual(
      Math.max(coverRank.indexOf(was.cover), coverRank.indexOf('none')),
    );
  }
  const { counts } = full.assessment;
  expect(less.assessment.counts.safeToClearNow ?? 0).toBeLessThanOrEqual(
    counts.safeToClearNow ?? 0,
  );
}

test('same input, same bytes', () => {
  fc.assert(
    fc.property(input, (from) => {
      const again = JSON.parse(JSON.stringify(from)) as AssessInput;
      expect(serializeAssessment(run(again).assessment)).toBe(
        serializeAssessment(run(from).assessment),
      );
    }),
    { numRuns: 60 },
  );
});

test('a surviving method added never worsens anything for its owner', () => {
  fc.assert(
    fc.property(input, fc.constantFrom(...survivingMethods), (from, added) => {
      const { registration } = from.snapshot;
      if (registration.kind !== 'read') throw new Error('The report was read.');
      const value = registration.value.map((row) =>
        row.id === 'u0'
          ? { ...row, methodsRegistered: [...(row.methodsRegistered ?? []), added] }
          : row,
      );
      const before = run(from).people.find((one) => one.id === 'u0')!;
      const after = run(withSnapshot(from, { registration: { kind: 'read', value } })).people.find(
        (one) => one.id === 'u0',
      )!;
      expect(readinessRank.indexOf(after.readiness)).toBeGreaterThanOrEqual(
        readinessRank.indexOf(before.readiness),
      );
      expect(after.isPhoneOnly).toBe(false);
      expect(after.hasNoMethod).toBe(false);
      const hadSomething = before.methods?.some((one) => classifyMethod(one) !== 'notMfa') === true;
      if (hadSomething && !before.hasNoMethod)
        expect(Number(after.isStranded)).toBeLessThanOrEqual(Number(before.isStranded));
    }),
    { numRuns: 100 },
  );
});

test('less data never improves: groups, roles, states, report, policies', () => {
  const refused = unreadBecause('refused', 403);
  const losses: readonly ((from: AssessInput) => Partial<AssessInput['snapshot']>)[] = [
    (from) => ({ groupMembers: { ...from.snapshot.groupMembers, g0: refused } }),
    () => ({ groupMembers: {} }),
    () => ({ roles: refused }),
    () => ({ perUserMfa: refused }),
    () => ({ registration: refused }),
    () => ({ conditionalAccess: refused }),
    () => ({ securityDefaults: refused }),
    () => ({ authenticationMethodsPolicy: refused }),
  ];
  fc.assert(
    fc.property(input, fc.constantFrom(...losses), (from, lose) => {
      expectNoBetter(from, withSnapshot(from, lose(from)));
    }),
    { numRuns: 150 },
  );
});

test('an exclusion never adds cover', () => {
  fc.assert(
    fc.property(input, (from) => {
      const { conditionalAccess } = from.snapshot;
      if (conditionalAccess.kind !== 'read') throw new Error('Policies were read.');
      const value = conditionalAccess.value.map((one) => ({
        ...one,
        conditions: {
          ...one.conditions,
          users: one.conditions.users && {
            ...one.conditions.users,
            excludeUsers: [...(one.conditions.users.excludeUsers ?? []), 'u1'],
          },
        },
      }));
      const cover = (of: AssessInput): number =>
        coverRank.indexOf(run(of).people.find((one) => one.id === 'u1')!.cover);
      const after = withSnapshot(from, { conditionalAccess: { kind: 'read', value } });
      expect(cover(after)).toBeLessThanOrEqual(cover(from));
    }),
    { numRuns: 100 },
  );
});
