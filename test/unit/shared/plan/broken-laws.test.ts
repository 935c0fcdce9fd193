import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Step } from '../../../../shared/plan/step';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { laws, type LawName } from './laws';
import { kestrel } from './paths';
import { planScenario } from './plans';

const s02 = planScenario('S02').plan;
const s12 = planScenario('S12').plan;
/** S02 before its migration was begun. */
const before = planScenario(
  kestrel(({ amp }) => ({ amp: { ...amp, policyMigrationState: 'preMigration' } })),
).plan;

function without(plan: Plan, isOut: (step: Step) => boolean): Plan {
  return { ...plan, steps: plan.steps.filter((step) => !isOut(step)) };
}

function changed(plan: Plan, isMeant: (step: Step) => boolean, change: Partial<Step>): Plan {
  const steps = plan.steps.map((step) => (isMeant(step) ? { ...step, ...change } : step));
  return { ...plan, steps };
}

function moved(plan: Plan, isMeant: (step: Step) => boolean): Plan {
  const rest = plan.steps.filter((step) => !isMeant(step));
  return { ...plan, steps: [...plan.steps.filter(isMeant), ...rest] };
}

const isOn = (step: Step): boolean =>
  step.kind === 'ca.setState' && step.planned?.['state'] === 'enabled';
const ring1 = s02.rings[1]?.members ?? [];

/** A simulator that forgets everything as soon as there are two methods. */
const forgets: typeof judgePerson = (image, person, date) =>
  judgePerson(
    image,
    (person.methods?.length ?? 0) > 1 ? { ...person, methods: [], hasNoMethod: true } : person,
    date,
  );

/** A simulator that takes whoever is left out of a policy for the one it asks. */
const inverts: typeof judgePerson = (image, person, date) => {
  const conditionalAccess =
    image.conditionalAccess?.map((policy) => {
      const { users } = policy.conditions;
      if (users === null) return policy;
      const swapped = {
        ...users,
        includeUsers: users.excludeUsers,
        includeGroups: users.excludeGroups,
        excludeUsers: [],
        excludeGroups: [],
      };
      return { ...policy, conditions: { ...policy.conditions, users: swapped } };
    }) ?? null;
  return judgePerson({ ...image, conditionalAccess }, person, date);
};

/** Each law beside rules that break it: what the planner would do without the rule. */
const table: readonly [LawName, string, Plan, typeof judgePerson?][] = [
  [
    'keepsOrder',
    'clearing before enforcement (O11)',
    moved(s02, (one) => one.kind === 'perUserMfa.set'),
  ],
  ['keepsOrder', 'no week of report-only (O10)', without(s02, (one) => one.kind === 'soak')],
  [
    'keepsOrder',
    'completing before the methods are on (O5)',
    moved(s02, (one) => one.purpose === 'setComplete'),
  ],
  ['keepsOrder', 'enforcing before emergency access (O1)', moved(s02, isOn)],
  [
    'keepsOrder',
    'the operator secured last (O2)',
    {
      ...s12,
      steps: [
        ...s12.steps.filter((one) => one.purpose !== 'secureOperator'),
        ...s12.steps.filter((one) => one.purpose === 'secureOperator'),
      ],
    },
  ],
  ['keepsOrder', 'finish first (O30)', moved(s02, (one) => one.purpose === 'finish')],
  [
    'oneRingEach',
    'somebody in two rings',
    {
      ...s02,
      rings: s02.rings.map((ring) =>
        ring.ring === 2 ? { ...ring, members: [...ring.members, ...ring1] } : ring,
      ),
    },
  ],
  ['oneRingEach', 'somebody in none', { ...s02, rings: s02.rings.slice(0, -1) }],
  [
    'oneRingEach',
    'the scanner in a ring',
    {
      ...s02,
      rings: s02.rings.map((ring) =>
        ring.ring === 1
          ? { ...ring, members: [...ring.members, ...s02.tracks.flatMap((one) => one.members)] }
          : ring,
      ),
    },
  ],
  [
    'oneRingEach',
    'staff in the ring of administrators',
    {
      ...s02,
      rings: s02.rings.map((ring) =>
        ring.ring === 0
          ? { ...ring, members: [...ring.members, ...ring1] }
          : { ...ring, members: ring.members.filter((id) => !ring1.includes(id)) },
      ),
    },
  ],
  ['oneNamedPlaceEach', 'the scanner in no track', { ...s02, tracks: [] }],
  [
    'oneNamedPlaceEach',
    'the scanner in two tracks',
    { ...s02, tracks: [...s02.tracks, ...s02.tracks] },
  ],
  [
    'takenBackWhole',
    'a reverse that forgets the targets',
    changed(s02, (one) => one.kind === 'method.configure', {
      reverse: { kind: 'restore', to: { state: 'disabled' } },
    }),
  ],
  [
    'takenBackWhole',
    'clearing that keeps no state',
    changed(s02, (one) => one.kind === 'perUserMfa.set', { reverse: { kind: 'leave', why: '' } }),
  ],
  ['clearsOnlyCovered', 'policies that are never turned on', without(s02, isOn)],
  [
    'clearsOnlyCovered',
    'report-only taken for cover',
    changed(s02, isOn, { planned: { state: 'enabledForReportingButNotEnforced' } }),
  ],
  [
    'clearsOnlyCovered',
    'nobody joins the rollout group',
    without(s02, (one) => one.kind === 'group.add' && one.purpose === 'caEnforce'),
  ],
  [
    'unknownNeverWritten',
    'methods nobody read',
    { ...s02, people: s02.people.map((one) => ({ ...one, methods: null })) },
  ],
  ['stateOnlyWherePending', 'a state that is null', nullState()],
  [
    'noMethodBeforeProgress',
    'methods edited in preMigration (O4)',
    without(before, (one) => one.purpose === 'setInProgress'),
  ],
  [
    'noPoliciesWithoutP1',
    'policies without the licence',
    { ...s02, tenant: { ...s02.tenant, entraPlan: 'free' } },
  ],
  [
    'lastMethodIsGated',
    'phones off without a gate',
    noBlockers(without(s02, (one) => one.kind === 'gate')),
  ],
  [
    'lastMethodIsGated',
    'codes off behind the gates',
    noBlockers(without(codesOff(), (one) => one.kind === 'gate')),
  ],
  ['moreIsNeverWorse', 'a simulator that forgets', s02, forgets],
  ['exclusionNeverShutsOut', 'an exclusion read as inclusion', s02, inverts],
];

function noBlockers(plan: Plan): Plan {
  return { ...plan, findings: plan.findings.filter((one) => one.severity !== 'blocker') };
}

function nullState(): Plan {
  const policy = s02.baseline.authenticationMethodsPolicy;
  if (policy.kind !== 'read') throw new Error('S02 reads its policy');
  const value = { ...policy.value, policyMigrationState: null };
  return {
    ...s02,
    baseline: { ...s02.baseline, authenticationMethodsPolicy: { kind: 'read', value } },
  };
}

/** Software codes are turned off again at once: three people hold nothing else. */
function codesOff(): Plan {
  const at = s02.steps.findIndex((one) => one.target.id === 'SoftwareOath');
  const on = s02.steps[at];
  if (on === undefined) throw new Error('S02 turns codes on');
  const off: Step = { ...on, planned: { state: 'disabled' }, owned: ['state'] };
  return { ...s02, steps: [...s02.steps.slice(0, at + 1), off, ...s02.steps.slice(at + 1)] };
}

describe('a broken rule', () => {
  it.each(table)('%s turns red: %s', (name, _, broken, judge) => {
    expect(laws[name](broken, judge)).not.toEqual([]);
  });

  it('is what every law is tried with', () => {
    expect([...new Set(table.map(([name]) => name))].sort()).toEqual(Object.keys(laws).sort());
  });

  it('is the only reason: the plans themselves keep every law', () => {
    for (const id of ['S01', 'S02', 'S12'] as const) {
      const { plan } = planScenario(id);
      for (const [name, law] of Object.entries(laws))
        expect(law(plan), `${id} ${name}`).toEqual([]);
    }
  });
});
