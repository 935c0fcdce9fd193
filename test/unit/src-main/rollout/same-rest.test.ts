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
  conditions: { users: { includeUsers: [one, two] }, platforms: null },
  targets: [{ id: one, isRequired: true }, { id: two }],
};
const listed = (more: object): JsonObject => ({ ...byId, ...more });

it.each([
  ['its own field', { state: 'disabled' }],
  ['when it was changed, and what Graph notes of itself', { modifiedDateTime: '', '@odata.id': 1 }],
  ['the order of a list', { targets: [{ id: two }, { id: one, isRequired: true }] }],
  ['how an id is written', { conditions: { users: { includeUsers: [two, one.toUpperCase()] } } }],
  ['what only one of them shows', { more: 1, targets: [{ id: one, isNew: 1 }, { id: two }] }],
])('takes no notice of %s', (_, more) => {
  expect(sameRest(step, listed(more), byId)).toBe(true);
});

it.each([
  ['another name', { displayName: 'Some' }],
  ['one person fewer', { conditions: { users: { includeUsers: [one] } } }],
  ['somebody else', { targets: [{ id: one, isRequired: true }, { id: 'all_users' }] }],
  ['a target that is asked less of', { targets: [{ id: one, isRequired: false }, { id: two }] }],
  ['a list of another sort', { targets: 'none' }],
])('notices %s', (_, more) => {
  expect(sameRest(step, listed(more), byId)).toBe(false);
});

it('knows nothing of what is no object', () => {
  expect(sameRest(step, null, byId)).toBe(false);
});
