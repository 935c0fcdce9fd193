import { describe, expect, it, test } from 'vitest';
import { judgeGuardrails } from '../../../../shared/lockout/guardrails';
import { judgePerson, simulatePlan } from '../../../../shared/lockout/simulate-lockout';
import { fateOf } from '../../../../shared/lockout/plan-fate';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep } from '../../../../shared/plan/post-image';
import { reverseOf, stepRequests } from '../../../../shared/plan/step-requests';
import { summarizePlan } from '../../../../shared/plan/summary';
import { stillUnsuited, unsuitedPeople } from '../../../../shared/plan/unsuited-people';
import type { Choices } from '../../../../shared/tenant/choice';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { planLines } from '../../../../src-main/cli/views/plan-view';
import { aGroup } from '../../../fixtures/graph-objects';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { rowWiseSimulation } from '../lockout/row-wise-simulation';
import { carriedOut } from './carried-out';
import { configured } from './exclusion-plans';
import { imageAfter, planReading } from './plans';

const signed = { reason: 'kiosk', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const whole = scenarioSnapshot(readScenario('S02'));
const radiusUsers = whole.users.flatMap(({ user, cohort }) =>
  cohort.id === 'enfApp' ? [user.id] : [],
);
const there = '99999999-9999-4999-8999-000000000001';
const target = (id: string) => ({ id, targetType: 'group' });

interface Case {
  readonly choice?: Partial<NonNullable<Choices['systemPreferred']>> | null;
  readonly excluded?: string;
  readonly members?: readonly string[];
  /** The group that is left out was made by an earlier plan. */
  readonly isOurs?: boolean;
  readonly change?: (snapshot: Snapshot) => Snapshot;
}

/** S02 has it on for everybody, Microsoft managed; some of its people sign in by RADIUS. */
function planFor({ choice = {}, excluded, members = [], isOurs = false, change }: Case): Plan {
  const { answers } = whole;
  const snapshot = change?.(whole.snapshot) ?? whole.snapshot;
  const { authenticationMethodsPolicy: policy, groups } = snapshot;
  if (policy.kind !== 'read' || groups.kind !== 'read' || answers === null) throw new Error('S02');
  const mark = 'cw-0123abcd-7';
  const names = isOurs
    ? { displayName: `Causeway: system-preferred exclusion ${mark}`, mailNickname: mark }
    : { displayName: 'NoPref', mailNickname: 'nopref' };
  const group = { ...aGroup(there), ...names };
  const npsExtension = { present: true, users: [{ upnPattern: 'enfApp*@*' }] };
  const preferred = policy.value.systemCredentialPreferences;
  return planReading({
    ...whole,
    answers: { ...answers, infrastructure: { ...answers.infrastructure, npsExtension } },
    snapshot: {
      ...snapshot,
      groups: read([...groups.value, group]),
      groupMembers: { ...snapshot.groupMembers, [there]: read([...members]) },
      authenticationMethodsPolicy: read({
        ...policy.value,
        systemCredentialPreferences: {
          ...preferred,
          state: 'default',
          includeTargets: [target('all_users')],
          excludeTargets: excluded === undefined ? [] : [target(excluded)],
        },
      }),
    },
    choices: {
      ...whole.choices,
      ...(choice === null
        ? {}
        : {
            systemPreferred: {
              ...{ value: 'default', include: 'all_users', exclude: 'unsuitedPeople' },
              ...signed,
              ...choice,
            },
          }),
    },
  }).plan;
}

const ofPreference = (plan: Plan) =>
  plan.steps.filter(({ purpose }) => purpose === 'systemPreferred');
const kindsOf = (plan: Plan) => ofPreference(plan).map(({ kind }) => kind);

describe('people it does not suit, where it is on for everybody', () => {
  const plan = planFor({});
  const [create, add, set, wait] = ofPreference(plan);

  it('are left out by a group of the plan’s own, by choice, and by nothing else', () => {
    expect(kindsOf(plan)).toEqual(['group.create', 'group.add', 'systemPreferred.set', 'soak']);
    expect(kindsOf(planFor({ choice: null }))).toEqual([]);
    const ids = add?.items?.map(({ userId }) => userId);
    expect([...(ids ?? [])].sort()).toEqual([...radiusUsers].sort());
    const prior = { state: 'default', includeTargets: [target('all_users')], excludeTargets: [] };
    const made = target(`created:${create?.id ?? ''}`);
    expect(set?.prior).toMatchObject({ systemCredentialPreferences: prior });
    expect(set?.planned).toMatchObject({
      systemCredentialPreferences: { ...prior, excludeTargets: [made] },
    });
    expect(set?.reverse).toEqual({ kind: 'restore', to: set?.prior });
    expect(add?.reverse).toEqual({ kind: 'items', as: 'group.remove' });
    expect(wait?.soakMinutes).toBe(60);
  });

  it('are told with the step: how many, whose choice, and what is sent', () => {
    const count = String(radiusUsers.length);
    expect(create?.why).toMatchObject({ key: 'why_preferred_exclude', values: { count } });
    expect(set?.why).toMatchObject({
      key: 'why_chosen_narrows',
      values: { count, by: 'gaa', reason: 'kiosk' },
    });
    expect(wait?.why.key).toBe('why_preferred_out_soak');
    const refs = { created: () => there, evidence: () => [], liveOwned: null };
    const body = { systemCredentialPreferences: { excludeTargets: [target(there)] } };
    expect(stepRequests(set ?? plan.steps[0]!, refs)).toMatchObject({
      value: [{ method: 'PATCH', version: 'beta', body }],
    });
  });

  it('are asked for their own default from that step on, and nobody else is', () => {
    const step = simulatePlan(plan).steps.find(({ stepId }) => stepId === set?.id);
    const changed = step?.changed.map(({ before, after }) => [
      after.userId,
      before.preference,
      after.preference,
    ]);
    expect(changed?.map(([id]) => id).sort()).toEqual([...radiusUsers].sort());
    for (const one of changed ?? []) expect(one.slice(1)).toEqual(['both', 'none']);
    for (const { before, after } of step?.changed ?? []) {
      expect(after).toEqual({ ...before, preference: 'none' });
    }
    expect(rowWiseSimulation(plan).find(({ stepId }) => stepId === set?.id)).toEqual(step);
  });

  it('stop nobody: both evaluators say of each account what they said before', () => {
    const at = plan.steps.indexOf(set ?? plan.steps[0]!);
    const before = imageAfter(plan, at);
    const after = imageAfter(plan, at + 1);
    const people = new Map(plan.people.map((one) => [one.id, one]));
    for (const { id } of plan.people) {
      const told = { people, emergencyAccess: plan.emergencyAccess, operatorId: id };
      const judge = (image: typeof before) =>
        judgeGuardrails({ ...told, image, now: plan.asOf }).failures;
      expect(judge(after)).toEqual(judge(before));
    }
  });

  it('come back by the way back', () => {
    const start = imageAfter(plan, 0);
    let image = imageAfter(plan);
    for (const step of [...plan.steps].reverse()) {
      const back = reverseOf(step);
      if (back !== null) image = applyStep(image, back);
    }
    for (const person of plan.people) {
      const judge = (one: typeof image) => judgePerson(one, person, plan.asOf).preference;
      expect(judge(image)).toBe(judge(start));
    }
  });
});

describe('the group that leaves them out', () => {
  it('never narrows whom it is on for, also where rings were chosen', () => {
    const plan = planFor({ choice: { include: 'rolloutGroup' } });
    expect(kindsOf(plan)).toEqual(['group.create', 'group.add', 'systemPreferred.set', 'soak']);
    const set = ofPreference(plan).find(({ kind }) => kind === 'systemPreferred.set');
    expect(set?.planned?.['systemCredentialPreferences']).toMatchObject({
      state: 'default',
      includeTargets: [target('all_users')],
    });
  });

  it('is filled by the plan where an earlier plan made it, and by hand where it is another’s', () => {
    const [first, ...others] = radiusUsers;
    const known = { excluded: there, members: [first ?? ''] };
    const ours = ofPreference(planFor({ ...known, isOurs: true }));
    expect(ours.map(({ kind, target: { id } }) => [kind, id])).toEqual([['group.add', there]]);
    expect(ours[0]?.items?.map(({ userId }) => userId).sort()).toEqual([...others].sort());
    const theirs = ofPreference(planFor(known));
    expect(theirs.map(({ manual }) => manual?.id)).toEqual(['preferred_exclude']);
    expect([...(theirs[0]?.manual?.userIds ?? [])].sort()).toEqual([...others].sort());
  });

  it('is filled by hand where something else uses it too, though its name is the plan’s', () => {
    const change = configured('Fido2', { excludeTargets: [target(there)] });
    const known = { excluded: there, members: radiusUsers.slice(0, 1), isOurs: true };
    const steps = ofPreference(planFor({ ...known, change }));
    expect(steps.map(({ manual }) => manual?.id)).toEqual(['preferred_exclude']);
  });

  it('has nothing to do where they are in it, or where it is turned off for all', () => {
    expect(kindsOf(planFor({ excluded: there, members: radiusUsers }))).toEqual([]);
    expect(kindsOf(planFor({ choice: { value: 'disabled' } }))).toEqual(['systemPreferred.set']);
  });

  it('is still there in a second plan, which has nothing left to do about it', () => {
    const plan = planFor({});
    const snapshot = carriedOut(plan, whole.snapshot);
    const again = planReading({
      ...whole,
      answers: plan.answers ?? whole.answers,
      choices: plan.choices,
      snapshot,
    });
    expect(again.plan.enforcement).toBe('nothingToMigrate');
    expect(again.plan.steps).toEqual([]);
  });
});

describe('a tenant with nothing to migrate', () => {
  const done = carriedOut(planFor({ choice: null }), whole.snapshot);
  const { answers, choices } = planFor({});

  test('gets what somebody chose, what makes it safe, and no more', () => {
    const { plan } = planReading({
      ...whole,
      answers: answers ?? whole.answers,
      choices,
      snapshot: done,
    });
    expect(plan.enforcement).toBe('nothingToMigrate');
    expect(kindsOf(plan)).toEqual(['group.create', 'group.add', 'systemPreferred.set', 'soak']);
    const purposes = new Set(plan.steps.map(({ purpose }) => purpose));
    expect([...purposes].sort()).toEqual(['emergencyAccess', 'finish', 'systemPreferred'].sort());
  });
});

describe('whom the plan still asks for what does not suit them', () => {
  it('is everybody of them without a choice, and nobody with it', () => {
    const open = (plan: Plan) => stillUnsuited(plan).map(({ person }) => person.id);
    expect(open(planFor({ choice: null })).sort()).toEqual([...radiusUsers].sort());
    expect(open(planFor({}))).toEqual([]);
    expect(open(planFor({ excluded: there }))).toEqual([]);
    const voice = { language: 'en', zone: 'UTC' } as const;
    const printed = (plan: Plan): string =>
      planLines(plan, summarizePlan(plan, fateOf(plan)), 'a.causeway', voice).join('\n');
    expect(printed(planFor({ choice: null }))).toContain('"exclude": "unsuitedPeople"');
    expect(printed(planFor({}))).not.toContain('unsuitedPeople');
  });

  it('is known with the reason', () => {
    for (const { reasons } of unsuitedPeople(planFor({}))) expect(reasons).toEqual(['radius']);
  });
});
