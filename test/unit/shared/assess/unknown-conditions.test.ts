import { expect, test } from 'vitest';
import { coverageOf } from '../../../../shared/assess/coverage';
import type { Scope } from '../../../../shared/assess/membership';
import { aPolicy, type PolicyOptions } from '../../../fixtures/graph-objects';

const scope: Scope = {
  ...{ userId: 'u1', guestType: null, isGuest: false, activeRoleIds: [] },
  isInGroup: () => false,
};

const rows: readonly [name: string, options: PolicyOptions, cover: string][] = [
  [
    'an unknown part of applications',
    { conditions: { applications: { includeApplications: ['All'], excludeFoo: ['x'] } } },
    'partial',
  ],
  [
    'an unknown part of locations',
    { conditions: { locations: { includeLocations: ['All'], excludeCountries: ['JP'] } } },
    'partial',
  ],
  [
    'an unknown part of platforms',
    { conditions: { platforms: { includePlatforms: ['all'], excludeFamilies: ['tv'] } } },
    'partial',
  ],
  [
    'an unknown part of the grant',
    { grant: { operator: 'OR', builtInControls: ['mfa'], otherControls: ['captcha'] } },
    'partial',
  ],
  [
    'an unknown part of users: nobody is certainly asked',
    { users: { includeUsers: ['All'], excludeAdministrativeUnits: ['a'] } },
    'unknown',
  ],
  [
    'an unknown part of guests',
    {
      users: {
        ...{ includeUsers: ['All'] },
        excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: '', excludePartners: ['p'] },
      },
    },
    'unknown',
  ],
  [
    'an unknown part of the tenants of guests',
    {
      users: {
        ...{ includeUsers: ['All'] },
        excludeGuestsOrExternalUsers: { externalTenants: { membershipKind: 'all', cities: [1] } },
      },
    },
    'unknown',
  ],
  [
    'unknown parts that are empty, and annotations',
    {
      users: { includeUsers: ['All'], excludeUnits: [], 'excludeUsers@odata.context': 'x' },
      conditions: {
        applications: {
          ...{ includeApplications: ['All'], globalSecureAccess: null },
          '@odata.type': '#microsoft.graph.conditionalAccessApplications',
        },
      },
    },
    'enforced',
  ],
];

test.each(rows)('%s', (_name, options, cover) => {
  const input = { securityDefaults: false, isSyncAccount: false };
  expect(coverageOf(scope, { ...input, policies: [aPolicy('p', options)] }).cover).toBe(cover);
});
