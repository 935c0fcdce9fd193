import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import { sameRest } from '../../../../src-main/rollout/same-rest';

const step = { owned: ['state'] } as unknown as Step;
const one = '11111111-0000-4000-8000-00000000000a';
const two = '22222222-0000-4000-8000-00000000000b';
const byId: JsonObject = {
  ...{ id: 'x', state: 'enabled', displayName: 'All', '@odata.context': 'one' },
  ...{ modifiedDateTime: '2026-11-22T12:00:00Z', sessionControls: null },
  conditions: { users: { includeUsers: [one, two], excludeUsers: [] }, platforms: null },
  targets: [{ id: one, isRequired: true }, { id: two }],
  grantControls: { operator: 'OR' },
  excludeTargets: [],
  profiles: [{ name: 'a', keys: ['k1', 'k2'] }, { name: 'b' }],
};
const listed = (more: object): JsonObject => ({ ...byId, ...more });

it.each([
  ['its own field', { state: 'disabled' }],
  ['when it was changed, and what Graph notes of itself', { modifiedDateTime: '', '@odata.id': 1 }],
  ['the order of a list', { targets: [{ id: two }, { id: one, isRequired: true }] }],
  ['the order of what has no id', { profiles: [{ name: 'b' }, { name: 'A', keys: ['k2', 'k1'] }] }],
  ['null for what is empty', { excludeTargets: null, conditions: { platforms: {} } }],
  ['times Graph writes by itself', { targets: [{ id: one, createdDateTime: '2' }, { id: two }] }],
  ['how an id is written', { conditions: { users: { includeUsers: [two, one.toUpperCase()] } } }],
  ['what only one of them shows', { more: 1, targets: [{ id: one, isNew: 1 }, { id: two }] }],
])('takes no notice of %s', (_, more) => {
  expect(sameRest(step, listed(more), byId)).toBe(true);
  expect(sameRest(step, byId, listed(more))).toBe(true);
});

it.each([
  ['another name', { displayName: 'Some' }],
  ['one person fewer', { conditions: { users: { includeUsers: [one] } } }],
  ['somebody else', { targets: [{ id: one, isRequired: true }, { id: 'all_users' }] }],
  ['a target that is asked less of', { targets: [{ id: one, isRequired: false }, { id: two }] }],
  ['somebody left out', { conditions: { users: { excludeUsers: [one] } } }],
  ['nobody included any more', { conditions: { users: { includeUsers: [] } } }],
  ['a group left out', { excludeTargets: [{ id: two }] }],
  ['a control where there is none', { sessionControls: { signInFrequency: { value: 4 } } }],
  ['no control where there is one', { grantControls: null }],
  ['a place where there is none', { conditions: { platforms: { includePlatforms: ['iOS'] } } }],
  ['two of a kind that has no id', { profiles: [{ name: 'a' }, { name: 'a', keys: ['k1'] }] }],
  ['a list of another sort', { targets: 'none' }],
])('notices %s', (_, more) => {
  expect(sameRest(step, listed(more), byId)).toBe(false);
  expect(sameRest(step, byId, listed(more))).toBe(false);
});

it('knows nothing of what is no object', () => {
  expect(sameRest(step, null, byId)).toBe(false);
});
