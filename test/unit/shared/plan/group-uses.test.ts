import { expect, it } from 'vitest';
import { mayBeUsedElsewhere } from '../../../../shared/plan/group-uses';
import { read, unread } from '../../../../shared/tenant/snapshot';
import { aGroup, aMethodsPolicy, aPolicy, target } from '../../../fixtures/graph-objects';

const id = '99999999-9999-4999-8999-00000000000a';
const named = [target(id.toUpperCase())];
const outer = '99999999-9999-4999-8999-00000000000b';
const groups = read([aGroup(id), aGroup(outer)]);
const alone = { groups, groupMembers: {}, nestedGroups: { [outer]: read([]) } };
const policy = aMethodsPolicy({ Fido2: {} });
const campaignOf = (fields: object) => ({
  ...policy,
  registrationEnforcement: { authenticationMethodsRegistrationCampaign: fields as never },
});
const preferenceOf = (fields: object) => ({
  ...policy,
  systemCredentialPreferences: {
    ...{ state: 'default' as const, includeTargets: [], excludeTargets: [] },
    ...fields,
  },
});
const withKeysFor = aMethodsPolicy({ Fido2: { excludeTargets: named } });
const spares = aPolicy('spares', { users: { includeUsers: ['All'], excludeGroups: [id] } });

it.each([
  ['nothing', policy, [], false],
  [
    'system-preferred authentication leaves out',
    preferenceOf({ excludeTargets: named }),
    [],
    false,
  ],
  ['system-preferred authentication is for', preferenceOf({ includeTargets: named }), [], true],
  ['a method leaves out', withKeysFor, [], true],
  ['the campaign leaves out', campaignOf({ excludeTargets: named }), [], true],
  ['a Conditional Access policy leaves out', policy, [spares], true],
])('a group that %s is known as such', (_, methods, policies, isUsed) => {
  expect(mayBeUsedElsewhere({ policy: methods, policies, snapshot: alone }, id)).toBe(isUsed);
});

const about = [target(outer)];
const asks = aPolicy('asks', { users: { includeGroups: [outer.toUpperCase()] } });
const leavesOut = aPolicy('leaves out', {
  users: { includeUsers: ['All'], excludeGroups: [outer] },
});

it.each([
  ['a policy is for', policy, [asks]],
  ['a policy leaves out', policy, [leavesOut]],
  ['a method is for', aMethodsPolicy({ Fido2: { includeTargets: about } }), []],
  ['a method leaves out', aMethodsPolicy({ Fido2: { excludeTargets: about } }), []],
  ['the campaign leaves out', campaignOf({ excludeTargets: about }), []],
  ['system-preferred authentication is for', preferenceOf({ includeTargets: about }), []],
])('a group within one that %s is used by it too', (_, methods, policies) => {
  const within = (...ids: readonly string[]) => ({
    ...{ groups, groupMembers: {} },
    nestedGroups: { [outer.toUpperCase()]: read(ids) },
  });
  const judge = (snapshot: Parameters<typeof mayBeUsedElsewhere>[0]['snapshot']): boolean =>
    mayBeUsedElsewhere({ policy: methods, policies, snapshot }, id);
  expect(judge(within('deeper', id.toUpperCase()))).toBe(true);
  expect(judge(within('deeper'))).toBe(false);
});

it.each([
  ['nothing else is told', {}, {}, true],
  ['it was not read', {}, { [outer]: unread('notAsked') }, true],
  ['the other holds everybody of it', { [id]: ['a'], [outer]: ['a', 'b'] }, {}, true],
  ['the other lacks somebody of it', { [id]: ['a', 'c'], [outer]: ['a', 'b'] }, {}, false],
  ['nobody is in it', { [id]: [], [outer]: ['b'] }, {}, true],
])('where nobody told what lies within the other, and %s', (_, members, nestedGroups, isUsed) => {
  const groupMembers = Object.fromEntries(
    Object.entries(members).map(([group, ids]) => [group, read(ids as readonly string[])]),
  );
  const snapshot = { groups, groupMembers, nestedGroups };
  expect(mayBeUsedElsewhere({ policy, policies: [asks], snapshot }, id)).toBe(isUsed);
});

it('a group that the list of groups lacks counts too, where its members were read', () => {
  const known = { groups: read([aGroup(id)]), groupMembers: {} };
  const judge = (more: object): boolean =>
    mayBeUsedElsewhere({ policy, policies: [asks], snapshot: { ...known, ...more } }, id);
  expect(judge({ nestedGroups: { [outer]: read([id]) } })).toBe(true);
  expect(judge({ groupMembers: { [outer]: unread('notFound') } })).toBe(true);
  expect(judge({ nestedGroups: { [outer]: read([]) } })).toBe(false);
});

it('a group may be used where the groups were not read', () => {
  const snapshot = { ...alone, groups: unread('refused') };
  expect(mayBeUsedElsewhere({ policy, policies: [], snapshot }, id)).toBe(true);
});
