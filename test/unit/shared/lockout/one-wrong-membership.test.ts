import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { judgeGuardrails } from '../../../../shared/lockout/guardrails';
import type { TenantImage } from '../../../../shared/plan/post-image';
import { read } from '../../../../shared/tenant/snapshot';
import { everyMethod } from './both-evaluators';
import { aPerson, anImage, withGroups } from './people';

/** Everybody in the outer group is blocked; the operator is in it through the inner one. */
const blocked = v.parse(conditionalAccessPolicySchema, {
  ...{ id: 'p', state: 'enabled' },
  conditions: {
    users: { includeGroups: ['outer'] },
    applications: { includeApplications: ['All'] },
    clientAppTypes: ['all'],
  },
  grantControls: { operator: 'OR', builtInControls: ['block'] },
});
const ids = ['bg1', 'bg2'];
const right = anImage({
  users: [...ids.map((id) => ({ id, roles: ['globalAdministrator'] as const })), { id: 'op' }],
  methods: everyMethod,
  policies: [blocked],
  snapshot: {
    groupMembers: withGroups({ outer: ['op'], inner: ['op'] }),
    nestedGroups: { outer: read(['inner']), inner: read([]) },
  },
});

function codes(image: TenantImage): readonly string[] {
  const account = (id: string) =>
    aPerson({ id, upn: `${id}@practice.onmicrosoft.com`, isGlobalAdministrator: 'active' });
  const people = new Map([...ids.map(account), aPerson({ id: 'op' })].map((one) => [one.id, one]));
  const { failures } = judgeGuardrails({
    ...{ image, people, emergencyAccess: ids, operatorId: 'op' },
    now: '2026-11-22T12:00:00Z',
  });
  return failures.map((one) => one.values['check'] ?? one.code);
}

/** An index that leaves out who comes in through a group within. */
const wrongIndex = new Map<string, ReadonlySet<string>>([
  ['outer', new Set<string>()],
  ['inner', new Set(['op'])],
]);
/** Lists as a reading would tell them that does not follow groups within. */
const wrongLists = {
  ...right.told,
  groupMembers: withGroups({ outer: [], inner: [] }),
};

describe('a reading of nested groups that is wrong', () => {
  it('is not there: both refuse', () => {
    expect(codes(right)).toEqual(['notStopped']);
  });

  it('in the rules is caught by the trial', () => {
    expect(codes({ ...right, groups: wrongIndex })).toEqual(['guardrail/evaluators-disagree']);
  });

  it('in the trial is caught by the rules', () => {
    expect(codes({ ...right, told: wrongLists })).toEqual(['guardrail/evaluators-disagree']);
  });

  it('would pass everybody if the two shared it', () => {
    expect(codes({ ...right, groups: wrongIndex, told: wrongLists })).toEqual([]);
  });

  it('in Graph’s own answer is caught where a group within says otherwise', () => {
    const groupMembers = withGroups({ outer: [], inner: ['op'] });
    const image = anImage({
      users: [...ids.map((id) => ({ id, roles: ['globalAdministrator'] as const })), { id: 'op' }],
      methods: everyMethod,
      policies: [blocked],
      snapshot: { groupMembers, nestedGroups: right.told.nestedGroups ?? {} },
    });
    expect(codes(image)).toEqual(['guardrail/evaluators-disagree']);
  });
});
