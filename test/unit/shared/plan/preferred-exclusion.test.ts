import { describe, expect, it, test } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import type { Answers } from '../../../../shared/tenant/answer';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import type { Choices } from '../../../../shared/tenant/choice';
import { aGroup } from '../../../fixtures/graph-objects';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { planReading } from './plans';

const whole = scenarioSnapshot(readScenario('S02'));
const signed = { reason: 'kiosk', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const noPref = '99999999-9999-4999-8999-000000000001';
const pilot = '99999999-9999-4999-8999-000000000002';
const twin = '99999999-9999-4999-8999-000000000003';
const gone = '99999999-9999-4999-8999-00000000000f';
const target = (id: string) => ({ id, targetType: 'group' });

interface Case {
  readonly state?: string;
  readonly excluded?: readonly string[];
  readonly members?: readonly string[];
  readonly choices?: Partial<Choices>;
  readonly answers?: Partial<Answers>;
}

function planFor({
  state = 'disabled',
  excluded = [],
  members = [],
  choices = {},
  answers = {},
}: Case): Plan {
  const { snapshot } = whole;
  const { authenticationMethodsPolicy: policy, groups } = snapshot;
  if (policy.kind !== 'read' || groups.kind !== 'read') throw new Error('unread');
  const named = [
    [noPref, 'NoPref'],
    [pilot, 'Pilot'],
    [twin, 'Twin'],
    [gone.replace('f', 'e'), 'Twin'],
  ] as const;
  const changed: Snapshot = {
    ...snapshot,
    groups: read([
      ...groups.value,
      ...named.map(([id, displayName]) => ({ ...aGroup(id), displayName })),
    ]),
    groupMembers: { ...snapshot.groupMembers, [noPref]: read([...members]), [pilot]: read([]) },
    authenticationMethodsPolicy: read({
      ...policy.value,
      systemCredentialPreferences: {
        state,
        includeTargets: [target('all_users')],
        excludeTargets: excluded.map(target),
      },
    }),
  };
  if (whole.answers === null) throw new Error('no answers');
  return planReading({
    ...whole,
    snapshot: changed,
    choices: { ...whole.choices, ...choices },
    answers: { ...whole.answers, ...answers },
  }).plan;
}

type Preferred = Omit<NonNullable<Choices['systemPreferred']>, keyof typeof signed>;
const chosen = (choice: Preferred): Partial<Choices> => ({
  systemPreferred: { ...choice, ...signed },
});
const planned = (plan: Plan) =>
  plan.steps
    .filter(({ kind }) => kind === 'systemPreferred.set')
    .map((step) => step.planned?.['systemCredentialPreferences']);

describe('who is left out of system-preferred authentication', () => {
  it('stays left out from the pilot to the last step', () => {
    const steps = planned(planFor({ excluded: [noPref] }));
    expect(steps).toMatchObject([
      { excludeTargets: [target(noPref)] },
      { includeTargets: [target('all_users')], excludeTargets: [target(noPref)] },
    ]);
  });

  it('is the chosen group where it goes ring by ring', () => {
    const choice = { value: 'enabled', include: 'rolloutGroup', exclude: 'NoPref' } as const;
    const steps = planned(planFor({ choices: chosen(choice) }));
    expect(steps).toHaveLength(2);
    for (const step of steps) expect(step).toMatchObject({ excludeTargets: [target(noPref)] });
  });

  it('stays where a choice names nobody to leave out', () => {
    const choices = chosen({ value: 'enabled', include: 'all_users' });
    expect(planned(planFor({ excluded: [noPref], choices }))).toMatchObject([
      { excludeTargets: [target(noPref)] },
    ]);
  });

  it('is as it was where the choice names the group that is left out already', () => {
    const choices = chosen({ value: 'enabled', include: 'all_users', exclude: 'NoPref' });
    expect(planned(planFor({ excluded: [noPref], choices }))).toMatchObject([
      { excludeTargets: [target(noPref)] },
    ]);
  });

  test.each(['all_users', 'rolloutGroup'])('is one group at most: %s', (include) => {
    const choices = chosen({ value: 'enabled', include, exclude: 'Pilot' });
    expect(() => planFor({ excluded: [noPref], choices })).toThrow('one_excluded_group');
  });
});

describe('people it does not suit, where a group is left out already', () => {
  const npsExtension = { present: true, users: [{ upnPattern: 'enfApp*@*' }] };
  const radius = { infrastructure: { ...whole.answers?.infrastructure, npsExtension } };
  const byHand = (plan: Plan) =>
    plan.steps.find(({ manual }) => manual?.id === 'preferred_exclude')?.manual?.userIds;

  it('come into that group by hand before it goes on for anybody', () => {
    const plan = planFor({ excluded: [noPref], answers: radius });
    const ids = whole.users.flatMap(({ user, cohort }) =>
      cohort.id === 'enfApp' ? [user.id] : [],
    );
    expect([...(byHand(plan) ?? [])].sort()).toEqual([...ids].sort());
    expect(planned(plan)).toMatchObject([
      { excludeTargets: [target(noPref)] },
      { excludeTargets: [target(noPref)] },
    ]);
    const kinds = plan.steps.filter(({ purpose }) => purpose === 'systemPreferred');
    expect(kinds.map(({ kind }) => kind).slice(0, 3)).toEqual([
      'group.create',
      'manual',
      'systemPreferred.set',
    ]);
    // Those who are in it already need nothing.
    expect(byHand(planFor({ excluded: [noPref], members: ids, answers: radius }))).toBeUndefined();
  });

  it('have a group of their own where no other is there', () => {
    const plan = planFor({ answers: radius });
    expect(byHand(plan)).toBeUndefined();
    expect(planned(plan)).toMatchObject([
      { excludeTargets: [{ id: expect.stringMatching(/^created:/) as string }] },
      { excludeTargets: [{ id: expect.stringMatching(/^created:/) as string }] },
    ]);
  });
});

describe('a group that a choice names', () => {
  const campaign = (include: string[], exclude: string[] = []): Partial<Choices> => ({
    registrationCampaign: { value: 'enabled', include, exclude, ...signed },
  });

  test.each([
    ['system-preferred', chosen({ value: 'enabled', include: 'Does not exist' })],
    ['its exclusion', chosen({ value: 'enabled', include: 'Pilot', exclude: 'Does not exist' })],
    ['the campaign', campaign(['Does not exist'])],
    ['its exclusion', campaign(['all_users'], ['Does not exist'])],
    ['an id that is gone', chosen({ value: 'enabled', include: gone })],
  ])('is there: %s', (_, choices) => {
    expect(() => planFor({ choices })).toThrow('group_there');
  });

  test.each([
    ['system-preferred', chosen({ value: 'enabled', include: 'Twin' })],
    ['its exclusion', chosen({ value: 'enabled', include: 'Pilot', exclude: 'Twin' })],
    ['the campaign', campaign(['Twin'])],
    ['its exclusion', campaign(['all_users'], ['Twin'])],
  ])('is the only one of its name: %s', (_, choices) => {
    expect(() => planFor({ choices })).toThrow('unambiguous_group');
  });

  it('is written by its id', () => {
    const choices = chosen({ value: 'enabled', include: 'Pilot', exclude: noPref.toUpperCase() });
    expect(planned(planFor({ choices }))).toMatchObject([
      { includeTargets: [target(pilot)], excludeTargets: [target(noPref)] },
    ]);
  });
});
