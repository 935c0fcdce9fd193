import { expect, it } from 'vitest';
import type { Step } from '../../../../shared/plan/step';
import { kindRefusal } from '../../../../src-main/rollout/kind-refusals';

interface Case {
  /** Groups within the one that a policy leaves out; null: nobody told. */
  readonly within: readonly string[] | null;
  readonly purpose?: Step['purpose'];
  readonly direction?: 'forward' | 'back';
  readonly policies?: readonly object[] | null;
  readonly target?: string;
}

/** What people cannot be added to the group `g` for. */
async function refusalOf({ within, ...asked }: Case): Promise<string | null> {
  const step = {
    ...{ id: 's01', kind: 'group.add', purpose: asked.purpose ?? 'systemPreferred' },
    ...{ owned: [], prior: null, planned: null, reverse: { kind: 'leave' } },
    target: { type: 'group', id: asked.target ?? 'g', name: '' },
  };
  const leavesOut = { conditions: { users: { excludeGroups: ['outer'] } } };
  const refused = await kindRefusal({
    engine: { plan: { steps: [] }, refs: { created: () => 'g', evidence: () => null } },
    motion: { step, direction: asked.direction ?? 'forward' },
    fresh: {
      image: {
        policy: { authenticationMethodConfigurations: [] },
        conditionalAccess: asked.policies === undefined ? [leavesOut] : asked.policies,
      },
      snapshot: {
        groups: { kind: 'read', value: ['g', 'outer'].map((id) => ({ id, groupTypes: [] })) },
        groupMembers: {},
        nestedGroups: within === null ? {} : { outer: { kind: 'read', value: within } },
      },
    },
  } as never);
  return refused === null ? null : (refused.values['expected'] ?? refused.code);
}

it.each<readonly [string, Case, string | null]>([
  ['nothing else uses', { within: [] }, null],
  ['lies within one that a policy leaves out', { within: ['g'] }, 'groupForThisAlone'],
  ['may lie within one', { within: null }, 'groupForThisAlone'],
  ['policies may name', { within: [], policies: null }, 'plan/snapshot-incomplete'],
  ['is filled for another purpose', { within: ['g'], purpose: 'enableMethods' }, null],
  ['people are taken out of again', { within: ['g'], direction: 'back' }, null],
  ['the plan made', { within: ['g'], target: 'created:s01' }, null],
])('a group that %s', async (_, asked, expected) => {
  expect(await refusalOf(asked)).toBe(expected);
});
