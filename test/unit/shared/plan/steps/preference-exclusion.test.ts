import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../../../shared/plan/plan';
import { read, unread, type Read } from '../../../../../shared/tenant/snapshot';
import { aGroup } from '../../../../fixtures/graph-objects';
import { readScenario } from '../../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../../fixtures/scenario-snapshot';
import { planReading } from '../plans';

const whole = scenarioSnapshot(readScenario('S02'));
const signed = { reason: 'kiosk', by: 'gaa', at: '2026-11-22T12:00:00Z' };
const there = '99999999-9999-4999-8999-000000000001';
const mark = 'cw-0123abcd-7';
const radiusUsers = whole.users.flatMap(({ user, cohort }) =>
  cohort.id === 'enfApp' ? [user.id] : [],
);

interface Case {
  readonly state: 'default' | 'disabled';
  /** Members of the exclusion group an earlier plan made; undefined: nobody is left out yet. */
  readonly members?: Read<readonly string[]>;
  /** Nobody chose to leave them out. */
  readonly isUnasked?: boolean;
}

/** S02, where some of its people sign in by RADIUS. */
function planFor({ state, members, isUnasked = false }: Case): Plan {
  const { snapshot, answers } = whole;
  const { authenticationMethodsPolicy: policy, groups } = snapshot;
  if (policy.kind !== 'read' || groups.kind !== 'read' || answers === null) throw new Error('S02');
  const displayName = `Causeway: system-preferred exclusion ${mark}`;
  const group = { ...aGroup(there), displayName, mailNickname: mark };
  const npsExtension = { present: true, users: [{ upnPattern: 'enfApp*@*' }] };
  const target = (id: string) => ({ id, targetType: 'group' });
  return planReading({
    ...whole,
    answers: { ...answers, infrastructure: { ...answers.infrastructure, npsExtension } },
    choices: {
      ...whole.choices,
      systemPreferred: {
        value: state === 'default' ? 'default' : 'enabled',
        include: state === 'default' ? 'all_users' : 'rolloutGroup',
        ...(isUnasked ? {} : { exclude: 'unsuitedPeople' }),
        ...signed,
      },
    },
    snapshot: {
      ...snapshot,
      groups: read([...groups.value, group]),
      groupMembers: { ...snapshot.groupMembers, [there]: members ?? read([]) },
      authenticationMethodsPolicy: read({
        ...policy.value,
        systemCredentialPreferences: {
          state,
          includeTargets: [target('all_users')],
          excludeTargets: members === undefined ? [] : [target(there)],
        },
      }),
    },
  }).plan;
}

const ofPreference = (plan: Plan) =>
  plan.steps.filter(({ purpose }) => purpose === 'systemPreferred');

describe('the plan’s own exclusion group', () => {
  it('is filled by the plan, and by hand where its members were not read', () => {
    const known = ofPreference(planFor({ state: 'default', members: read([]) }));
    expect(known.map(({ kind }) => kind)).toEqual(['group.add']);
    const steps = ofPreference(planFor({ state: 'default', members: unread('refused') }));
    expect(steps.map(({ manual }) => manual?.id)).toEqual(['preferred_exclude']);
    expect([...(steps[0]?.manual?.userIds ?? [])].sort()).toEqual([...radiusUsers].sort());
  });
});

describe('people whom the preferred prompt does not suit', () => {
  it('are left out where somebody chose that, and nowhere else', () => {
    const kinds = (isUnasked: boolean) =>
      ofPreference(planFor({ state: 'default', isUnasked })).map(({ kind }) => kind);
    expect(kinds(false)).toEqual(['group.create', 'group.add', 'systemPreferred.set', 'soak']);
    expect(kinds(true)).toEqual([]);
  });

  it('come with no ring where it goes ring by ring', () => {
    const rings = ofPreference(planFor({ state: 'disabled' })).filter(
      ({ kind, ring }) => kind === 'group.add' && ring !== undefined,
    );
    const joined = rings.flatMap(({ items }) => (items ?? []).map(({ userId }) => userId));
    expect(joined.length).toBeGreaterThan(5);
    expect(joined.filter((id) => radiusUsers.includes(id))).toEqual([]);
  });
});
