import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import { exclusionRefusal } from '../../../../src-main/rollout/outside-exclusions';

const group = 'aa000000-0000-4000-8000-000000000001';
const off = 'disabled';
const reporting = 'enabledForReportingButNotEnforced';

/** Somebody else's policy that leaves the group out. */
function policyIn(state: string, excludeGroups: readonly string[] = [group]): JsonObject {
  const conditions = { users: { excludeGroups } };
  return { id: 'others', displayName: 'Made by others', state, conditions };
}

/** Why people are not taken out, by the policies of the plan's baseline and those of now. */
function refusalOf(
  before: readonly JsonObject[],
  now: readonly JsonObject[],
  direction: 'forward' | 'back' = 'back',
): string | null {
  const read = (value: readonly JsonObject[]): object => ({ kind: 'read', value });
  const step = { id: 's01', kind: 'group.remove', target: { type: 'group', id: group } };
  const refused = exclusionRefusal(
    { plan: { steps: [], baseline: { conditionalAccess: read(before) } } } as never,
    { step, direction } as never,
    step as never,
    { snapshot: { conditionalAccess: read(now) } } as never,
  );
  return refused?.values['policies'] ?? null;
}

it('goes back under a policy that was in force and left the group out before', () => {
  expect(refusalOf([policyIn('enabled')], [policyIn('enabled')])).toBeNull();
});

it.each([off, reporting])('refuses a policy that was %s then and is in force now', (state) => {
  expect(refusalOf([policyIn(state)], [policyIn('enabled')])).toBe('Made by others');
});

it('refuses a policy that began to leave the group out since, or was made since', () => {
  expect(refusalOf([policyIn('enabled', [])], [policyIn('enabled')])).toBe('Made by others');
  expect(refusalOf([], [policyIn('enabled')])).toBe('Made by others');
});

it('refuses a policy that was in force before and asks others, or for more, since', () => {
  const before = policyIn('enabled');
  const conditions = { users: { excludeGroups: [group], includeUsers: ['All'] } };
  const grantControls = { operator: 'OR', builtInControls: ['block'] };
  for (const more of [{ conditions }, { grantControls }]) {
    expect(refusalOf([before], [{ ...before, ...more }])).toBe('Made by others');
  }
  // Another name asks nobody for anything.
  const displayName = 'Renamed by others';
  expect(refusalOf([before], [{ ...before, displayName }])).toBeNull();
});

it('does not mind a policy that asks nobody now', () => {
  for (const state of [off, reporting]) {
    expect(refusalOf([], [policyIn(state)])).toBeNull();
  }
});

it('refuses going forward whatever was before', () => {
  const policy = policyIn('enabled');
  expect(refusalOf([policy], [policy], 'forward')).toBe('Made by others');
});

it('names each policy, by its id where it has no name', () => {
  const second = { ...policyIn('enabled'), id: 'nameless', displayName: null };
  expect(refusalOf([], [second, policyIn('enabled')])).toBe('Made by others\nnameless');
});
