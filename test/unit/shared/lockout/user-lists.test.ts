import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { methodConfigurationSchema } from '../../../../shared/entra/method-configuration';
import { valueOf } from '../../../../shared/assess/membership';
import { comparedToStart } from '../../../../shared/lockout/compare-verdicts';
import type { Person } from '../../../../shared/assess/people';
import { PeoplePlaces } from '../../../../shared/people-places';
import { PersonClasses } from '../../../../shared/lockout/person-classes';
import { judgePerson, simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { UserLists } from '../../../../shared/lockout/user-lists';
import type { PersonVerdict } from '../../../../shared/lockout/verdict';
import type { Plan } from '../../../../shared/plan/plan';
import { bundleOf } from '../../../../shared/plan/bundle';
import { applyStep, imageOfPlan, type TenantImage } from '../../../../shared/plan/post-image';
import { read } from '../../../../shared/tenant/snapshot';
import { enlargedPlan } from '../../../fixtures/enlarged-plan';
import { aPolicy } from '../../../fixtures/graph-objects';
import { stableId } from '../../../fixtures/stable-id';
import { planScenario } from '../plan/plans';
import { anImage, aPerson } from './people';

const { plan } = planScenario('S02');
const wide = upperIds(enlargedPlan(plan, 3));
/** Graph writes ids in lower case, what was captured or filed elsewhere need not. */
const ids = wide.people.map(({ id }, n) => (n % 3 === 0 ? id.toUpperCase() : id));

/** Half of the people with an id in upper case. */
function upperIds(one: Plan): Plan {
  const people = one.people.map((person, n) =>
    n % 2 === 0 ? person : { ...person, id: person.id.toUpperCase() },
  );
  return { ...one, people };
}

function classesOf(people: readonly Person[], image: TenantImage, lists = new UserLists()) {
  return new PersonClasses(people, new PeoplePlaces(people), image, lists);
}

type Lists = readonly (readonly string[])[];

/** The plan with these users named one by one: left out of its policies, targeted by its methods. */
function naming(lists: Lists): Plan {
  const policies = valueOf(wide.baseline.conditionalAccess);
  const policy = valueOf(wide.baseline.authenticationMethodsPolicy);
  if (policies === null || policy === null) throw new Error('S02 reads both');
  const pick = (n: number): readonly string[] => lists[n % lists.length] ?? [];
  const named = [
    aPolicy(stableId('policy', 'asks'), {
      users: { includeUsers: ['All'], excludeUsers: [...pick(0)] },
    }),
    aPolicy(stableId('policy', 'blocks'), {
      users: { includeUsers: [...pick(1)] },
      grant: { builtInControls: ['block'] },
    }),
  ];
  const configurations = policy.authenticationMethodConfigurations.map((one, n) =>
    v.parse(methodConfigurationSchema, {
      ...one,
      includeTargets: pick(n + 2).map((id, at) => ({
        targetType: 'user',
        id,
        authenticationMode: at % 2 === 0 ? 'any' : 'push',
      })),
    }),
  );
  return {
    ...wide,
    baseline: {
      ...wide.baseline,
      conditionalAccess: read([...policies, ...named]),
      authenticationMethodsPolicy: read({
        ...policy,
        authenticationMethodConfigurations: configurations,
      }),
    },
  };
}

/** Everybody’s verdict at the end, as the simulation’s steps add up to it. */
function lastVerdicts(one: Plan): ReadonlyMap<string, PersonVerdict> {
  const start = imageOfPlan(one);
  const now = new Map(
    one.people.map((person) => [person.id, judgePerson(start, person, one.asOf)] as const),
  );
  for (const { changed } of simulatePlan(one).steps) {
    for (const { after } of changed) now.set(after.userId, after);
  }
  return now;
}

function lastImage(one: Plan): TenantImage {
  return one.steps.reduce(
    (image, step) =>
      bundleOf(one.steps, step)[0] === step
        ? bundleOf(one.steps, step).reduce(applyStep, image)
        : image,
    imageOfPlan(one),
  );
}

const someLists = fc.array(fc.subarray(ids, { maxLength: 40 }), { minLength: 1, maxLength: 5 });
/** Steps that touch the same people twice: the last word counts. */
const doubled: Plan = {
  ...wide,
  steps: wide.steps.map((step) =>
    step.kind === 'group.add' && step.items !== undefined
      ? {
          ...step,
          items: [
            ...step.items,
            ...step.items
              .filter((_, n) => n % 2 === 0)
              .map((item) => ({ ...item, planned: 'notMember' as const })),
          ],
        }
      : step,
  ),
};

describe('users who are named one by one', () => {
  it('are judged as each of them alone would be, whatever lists they stand in', () => {
    fc.assert(
      fc.property(someLists, (lists) => {
        const one = naming(lists);
        const image = lastImage(one);
        const found = lastVerdicts(one);
        for (const person of one.people.filter(({ enabled }) => enabled)) {
          const start = judgePerson(imageOfPlan(one), person, one.asOf);
          const fresh = comparedToStart(start, judgePerson(image, person, one.asOf));
          const { verdict, askedBy, orderedMethods } = fresh;
          expect(found.get(person.id)).toMatchObject({ verdict, askedBy, orderedMethods });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are judged by the last word of a step that names them twice', () => {
    const image = lastImage(doubled);
    const found = lastVerdicts(doubled);
    for (const person of doubled.people.filter(({ enabled }) => enabled)) {
      const start = judgePerson(imageOfPlan(doubled), person, doubled.asOf);
      const fresh = comparedToStart(start, judgePerson(image, person, doubled.asOf));
      expect(found.get(person.id)?.verdict, person.id).toBe(fresh.verdict);
    }
  });

  it('are as many classes as there are ways to be named, not as there are names', () => {
    const one = naming([ids]);
    const image = imageOfPlan(one);
    const people = one.people.filter(({ enabled }) => enabled);
    const lists = new UserLists();
    lists.add(image);
    const classes = classesOf(people, image, lists).size;
    const unnamed = imageOfPlan(wide);
    const before = classesOf(people, unnamed).size;
    // Twice at most: targets of one method say one of two things.
    expect(classes).toBeLessThanOrEqual(2 * before);
  });

  it('are told apart by what a target says of them', () => {
    const image = imageOfPlan(naming([['a', 'b']]));
    const lists = new UserLists();
    lists.add(image);
    expect(lists.keyOf('A')).not.toBe(lists.keyOf('b'));
    expect(lists.keyOf('b')).not.toBe('');
    expect(lists.keyOf('c')).toBe('');
  });

  it('who were alike part where two steps do the same to two groups', () => {
    const [one, other] = [aPerson({ id: 'u1' }), aPerson({ id: 'u2' })];
    const classes = classesOf([one, other], anImage());
    const start = classes.classOf[0] ?? -1;
    expect(classes.classOf[1]).toBe(start);
    const joined = classes.after(start, { kind: 'join', group: 'g1' });
    expect(classes.after(start, { kind: 'join', group: 'g2' })).not.toBe(joined);
    expect(classes.after(joined, { kind: 'leave', group: 'g1' })).toBe(start);
  });

  it('from another tenant are told apart as policies tell them apart', () => {
    const only = (types: string) =>
      aPolicy(stableId('policy', types), {
        users: {
          includeUsers: ['All'],
          excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: types },
        },
      });
    const guest = { kind: 'externalGuest', isGuest: true, methods: [], hasNoMethod: true } as const;
    const people = [
      aPerson({ ...guest, id: 'u1' }),
      aPerson({ ...guest, id: 'u2', isExternalMember: true }),
    ];
    for (const [types, asked] of [
      ['b2bCollaborationGuest', ['nothing', 'conditionalAccess']],
      ['b2bCollaborationMember', ['conditionalAccess', 'nothing']],
    ] as const) {
      const image = anImage({ policies: [only(types)] });
      expect(people.map((one) => judgePerson(image, one, '2026-11-22').askedBy)).toEqual(asked);
      const classes = classesOf(people, image);
      expect(classes.classOf[0]).not.toBe(classes.classOf[1]);
    }
  });

  it('are named whatever the case of their ids, on either side', () => {
    const upper = aPerson({ id: 'ABC' });
    const lower = aPerson({ id: 'def' });
    const image = anImage({
      policies: [aPolicy('p', { users: { includeUsers: ['abc', 'DEF'] } })],
    });
    expect([upper, lower].map((one) => judgePerson(image, one, '2026-11-22').askedBy)).toEqual([
      ...['conditionalAccess', 'conditionalAccess'],
    ]);
  });
});
