import { expect, it } from 'vitest';
import { isUsedElsewhere } from '../../../../shared/plan/group-uses';
import { aMethodsPolicy, aPolicy, target } from '../../../fixtures/graph-objects';

const id = '99999999-9999-4999-8999-00000000000a';
const named = [target(id.toUpperCase())];
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
  expect(isUsedElsewhere({ policy: methods, policies }, id)).toBe(isUsed);
});
