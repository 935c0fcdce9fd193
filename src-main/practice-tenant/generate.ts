import { pickOf } from './ids';
import type { Cohort, Scenario, TenantInput } from './scenario-schema';

/** Shares of a mixed tenant, per thousand accounts. What is left over are plain members. */
const mix: (Omit<Cohort, 'count'> & { share: number })[] = [
  {
    ...{ id: 'staffApp', share: 330, kind: 'member', perUserMfa: 'enforced' },
    methods: ['microsoftAuthenticatorPush'],
    ...{ groups: ['All staff'], defaultMethod: 'push' },
  },
  {
    ...{ id: 'staffBoth', share: 120, kind: 'member', perUserMfa: 'enforced' },
    methods: ['microsoftAuthenticatorPush', 'mobilePhone'],
    groups: ['All staff'],
  },
  {
    ...{ id: 'fieldPhone', share: 130, kind: 'frontline', perUserMfa: 'enforced' },
    methods: ['mobilePhone'],
    ...{ groups: ['Field'], defaultMethod: 'sms' },
  },
  {
    ...{ id: 'desk', share: 90, kind: 'member', perUserMfa: 'enabled' },
    methods: ['officePhone', 'email'],
    groups: ['All staff'],
  },
  {
    ...{ id: 'codes', share: 40, kind: 'member', perUserMfa: 'enforced' },
    methods: ['softwareOneTimePasscode'],
    groups: ['All staff'],
  },
  {
    ...{ id: 'keys', share: 50, kind: 'member', perUserMfa: 'disabled' },
    methods: ['passKeyDeviceBound', 'microsoftAuthenticatorPush'],
    groups: ['All staff', 'Pilot'],
  },
  {
    ...{ id: 'newcomer', share: 60, kind: 'member', perUserMfa: 'disabled', methods: [] },
    ...{ groups: ['All staff'], lastSignInDays: null },
  },
  {
    ...{ id: 'leaver', share: 40, kind: 'member', perUserMfa: 'disabled' },
    methods: [],
    enabled: false,
  },
  { ...{ id: 'shared', share: 20, kind: 'sharedMailbox', perUserMfa: 'disabled' }, methods: [] },
  {
    ...{ id: 'guest', share: 60, kind: 'externalGuest', perUserMfa: 'notApplicable' },
    methods: ['microsoftAuthenticatorPush'],
  },
];

const globalAdministrator = [{ role: 'Global Administrator', assignment: 'active' as const }];

/**
 * A tenant of any size: several departments, groups in groups, mixed methods and per-user states,
 * guests, administrators, emergency access accounts. Same size and seed, same tenant.
 */
export function generateScenario(options: { users: number; seed: number }): Scenario {
  const { users, seed } = options;
  const number = pickOf(9000, 'generated', String(seed)) + 1000;
  const domain = `harbour${number}.example`;
  const fixed: Cohort[] = [
    {
      ...{
        id: 'admin',
        count: 1,
        kind: 'member',
        perUserMfa: 'enforced',
        roles: globalAdministrator,
      },
      methods: ['microsoftAuthenticatorPush', 'mobilePhone'],
      groups: ['All staff', 'Pilot'],
    },
    {
      ...{ id: 'emergency', count: 2, kind: 'member', perUserMfa: 'disabled', licence: null },
      ...{ methods: ['fido2SecurityKey'], roles: globalAdministrator, upnDomain: 'initial' },
      ...{ groups: ['Emergency access'], cloudOnly: true },
    },
  ];
  const counts = mix.map((cohort) => Math.floor((Math.max(0, users - 3) * cohort.share) / 1000));
  const rest = Math.max(0, users - 3 - counts.reduce((sum, count) => sum + count, 0));
  const mixed = mix.map(({ share: _, ...cohort }, i): Cohort => ({
    ...cohort,
    count: counts[i] ?? 0,
  }));
  const plain: Cohort = {
    ...{ id: 'staff', count: rest, kind: 'member', perUserMfa: 'disabled' },
    methods: ['microsoftAuthenticatorPush'],
    groups: ['All staff'],
  };
  const input: TenantInput = {
    ...{
      kind: 'tenant',
      operator: { upn: `admin@${domain}`, cohort: 'admin', roles: ['Global Administrator'] },
    },
    tenant: {
      ...{ name: `Harbour Works ${number}`, domain, cloud: 'public', dirSync: false },
      initialDomain: `harbour${number}.onmicrosoft.com`,
      licences: { 'Microsoft 365 E3': users },
      securityDefaults: false,
    },
    amp: {
      policyMigrationState: 'preMigration',
      methods: {
        MicrosoftAuthenticator: { state: 'enabled', includeTargets: ['all_users'] },
        Fido2: { state: 'enabled', includeTargets: ['Pilot'] },
        Email: { state: 'enabled', includeTargets: ['all_users'] },
      },
      systemCredentialPreferences: { state: 'default', include: 'all_users' },
      registrationCampaign: {
        ...{ state: 'default', targetedMethod: 'fido2', include: ['all_users'], exclude: [] },
      },
      optOutSettings: { passkeyDynamicMigration: false },
    },
    groups: [
      { name: 'All staff', memberGroups: ['Field'], createdDaysAgo: 900 },
      ...['Field', 'Pilot'].map((name) => ({ name, createdDaysAgo: 400 })),
      { name: 'Emergency access', roleAssignable: true, createdDaysAgo: 800 },
    ],
    conditionalAccess: [],
    cohorts: [...fixed, ...mixed, plain].filter((cohort) => cohort.count > 0),
    answers: { schema: 'causeway-answers/1' },
  };
  return { schema: 'causeway-scenario/1', id: `G${seed}`, asOf: '2026-11-22', input };
}

/** The same tenant with more members, up to `users` accounts; never with fewer. */
export function growTenant(input: TenantInput, users: number): TenantInput {
  const missing = users - input.cohorts.reduce((sum, cohort) => sum + cohort.count, 0);
  if (missing <= 0) return input;
  const more: Cohort = {
    ...{ id: 'moreStaff', count: missing, kind: 'member', perUserMfa: 'disabled' },
    methods: ['microsoftAuthenticatorPush'],
  };
  const grown = { ...input, cohorts: [...input.cohorts, more] };
  delete grown.population;
  return grown;
}
