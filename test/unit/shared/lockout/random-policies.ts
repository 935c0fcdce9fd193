import fc from 'fast-check';
import * as v from 'valibot';
import {
  conditionalAccessPolicySchema,
  type ConditionalAccessPolicy,
} from '../../../../shared/entra/conditional-access-policy';

/** Ids the random policies and people share. */
export const userIds = ['u1', 'u2', 'u3'];
export const groupIds = ['g1', 'g2', 'unread'];
export const roleIds = ['62e90394-69f5-4237-9190-012177145e10', 'role-2'];

const some = <T>(...values: T[]): fc.Arbitrary<T[]> => fc.subarray(values);

const users = fc.record({
  includeUsers: some('All', 'GuestsOrExternalUsers', ...userIds),
  excludeUsers: some('GuestsOrExternalUsers', ...userIds),
  includeGroups: some(...groupIds),
  excludeGroups: some(...groupIds),
  includeRoles: some(...roleIds),
  excludeRoles: some(...roleIds),
  includeGuestsOrExternalUsers: fc.constantFrom(null, {
    guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest',
  }),
});

const applications = fc.record({
  includeApplications: fc.constantFrom(['All'], ['None'], ['Office365'], ['app-1', 'app-2'], []),
  excludeApplications: some('Office365', 'app-1', 'app-2'),
  includeUserActions: fc.constantFrom([], [], ['urn:user:registersecurityinfo']),
});

const locations = fc.option(
  fc.record({
    includeLocations: fc.constantFrom(['All'], ['AllTrusted'], ['place-1'], ['place-1', 'place-2']),
    excludeLocations: some('AllTrusted', 'place-1', 'place-2'),
  }),
  { nil: null },
);

const platforms = fc.option(
  fc.record({
    includePlatforms: fc.constantFrom(['all'], ['iOS'], ['android', 'iOS']),
    excludePlatforms: some('iOS', 'android'),
  }),
  { nil: null },
);

/** Microsoft's own, one known by its id alone, some without an id, and some of one's own making. */
const strengths = [
  ...['2', '3', '4', '9'].map((n) => ({ id: `00000000-0000-0000-0000-00000000000${n}` })),
  ...[{}, { allowedCombinations: ['fido2'], combinationConfigurations: [] }],
  ...[
    ['fido2'],
    ['windowsHelloForBusiness', 'password,softwareOath', 'password,hardwareOath'],
    ['deviceBasedPush', 'password,microsoftAuthenticatorPush'],
    ['password,voice', 'softwareOath'],
    ['fido2', 'palmScan'],
  ].flatMap((allowedCombinations, place) =>
    [{ combinationConfigurations: [] }, {}].map((more, at) => ({
      id: `7e1a2b3c-0000-4000-8000-0000000000${String(place)}${String(at)}`,
      ...{ allowedCombinations, ...more },
    })),
  ),
];

const grantControls = fc.option(
  fc.record({
    operator: fc.constantFrom('OR', 'AND'),
    builtInControls: some('mfa', 'block', 'compliantDevice'),
    authenticationStrength: fc.constantFrom(null, null, ...strengths),
    termsOfUse: fc.constantFrom([], [], ['terms']),
  }),
  { nil: null },
);

/** Conditional Access policies as admins and portals make them, contradictions included. */
export const randomPolicy: fc.Arbitrary<ConditionalAccessPolicy> = fc
  .record({
    id: fc.uuid(),
    state: fc.constantFrom('enabled', 'enabled', 'disabled', 'enabledForReportingButNotEnforced'),
    conditions: fc.record({
      users,
      applications,
      clientAppTypes: fc.constantFrom(['all'], ['browser'], ['exchangeActiveSync', 'other'], null),
      locations,
      platforms,
      signInRiskLevels: fc.constantFrom([], ['high']),
    }),
    grantControls,
  })
  .map((policy) => v.parse(conditionalAccessPolicySchema, policy));
