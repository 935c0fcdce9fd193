import fc from 'fast-check';
import type { Answers } from '../../../../shared/tenant/answer';
import {
  readScenario,
  type ScenarioCohort,
  type ScenarioFile,
  type ScenarioMethod,
} from '../../../fixtures/scenario-file';
import { choices, managed, policies } from './random-choices';

const base = readScenario('S02');

const methodNames = [
  'microsoftAuthenticatorPush',
  'mobilePhone',
  'officePhone',
  'softwareOneTimePasscode',
  'fido2SecurityKey',
  'email',
  'temporaryAccessPass',
  'someNewMethod',
];
const rarely = ['serviceAccount', 'sharedMailbox', 'student', 'externalGuest'];
const kinds = ['member', 'member', 'member', ...rarely];

const cohort: fc.Arbitrary<Omit<ScenarioCohort, 'id'>> = fc
  .record({
    count: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom(...kinds),
    perUserMfa: fc.constantFrom('disabled' as const, 'enabled' as const, 'enforced' as const),
    methods: fc.uniqueArray(fc.constantFrom(...methodNames), { maxLength: 3 }),
    isAdmin: fc.boolean(),
    enabled: fc.constantFrom(true, true, true, false),
    inReport: fc.constantFrom(true, true, true, true, false),
    inGroup: fc.boolean(),
    // One cohort without it, and the tenant has too few seats.
    hasLicence: fc.integer({ min: 0, max: 19 }).map((n) => n !== 0),
  })
  .map(({ isAdmin, inGroup, hasLicence, kind, perUserMfa, ...rest }) => ({
    ...rest,
    kind,
    perUserMfa: kind === 'externalGuest' ? ('notApplicable' as const) : perUserMfa,
    ...(isAdmin && kind === 'member'
      ? { roles: [{ role: 'Global Administrator', assignment: 'active' as const }] }
      : {}),
    ...(hasLicence ? {} : { licence: null }),
    ...(inGroup ? { groups: ['SSPR-Users'] } : {}),
  }));

const method: fc.Arbitrary<ScenarioMethod> = fc.record({
  state: fc.constantFrom('enabled', 'disabled'),
  includeTargets: fc.constantFrom(['all_users'], ['SSPR-Users']),
});

const answer = fc.constantFrom(true, false, null);

/** How many cohorts of members use RADIUS (null: nobody told), and by what. */
const radius = fc.record({
  present: fc.constantFrom(false, false, true),
  howMany: fc.constantFrom(null, 2, 10),
  radiusClients: fc.constantFrom(
    null,
    ...([['PAP'], ['EAP'], ['PAP', 'CHAPv2']] as const).map((protocols) =>
      protocols.map((protocol) => ({ name: protocol, protocol, users: 1 })),
    ),
  ),
});

/** What partners accept, and whether MFA of the domain's own provider counts. */
const outside = fc.record({
  trust: fc.record({ default: fc.boolean(), partners: fc.array(fc.boolean(), { maxLength: 2 }) }),
  federation: fc.constantFrom(null, null, 'enforceMfaByFederatedIdp', 'rejectMfaByFederatedIdp'),
});

const emergency: ScenarioCohort = {
  id: 'bg',
  count: 2,
  kind: 'member',
  perUserMfa: 'disabled',
  methods: ['fido2SecurityKey'],
  roles: [{ role: 'Global Administrator', assignment: 'active' }],
  upnDomain: 'initial',
};

/** Tenants of up to some twenty accounts: every destination, unknown facts, open answers. */
export const randomScenario: fc.Arbitrary<ScenarioFile> = fc
  .record({
    operator: cohort,
    cohorts: fc.array(cohort, { minLength: 1, maxLength: 7 }),
    securityDefaults: fc.boolean(),
    isPremium: fc.boolean(),
    state: fc.constantFrom('preMigration', 'migrationInProgress', 'migrationComplete', null),
    methods: fc.dictionary(
      fc.constantFrom(
        'Fido2',
        'MicrosoftAuthenticator',
        'Sms',
        'Voice',
        'SoftwareOath',
        'TemporaryAccessPass',
      ),
      method,
    ),
    options: fc.record({
      callToPhone: answer,
      textToPhone: answer,
      appNotification: answer,
      appCodeOrHardwareToken: answer,
    }),
    cloud: fc.constantFrom('public', 'public', 'usGov'),
    trustedIps: fc.constantFrom<string[] | null>([], ['203.0.113.10/32'], null),
    preferred: fc.constantFrom('default', 'default', 'enabled', 'disabled'),
    campaign: fc.constantFrom('default', 'default', 'enabled', 'disabled'),
    policy: policies,
    managed,
    modernAuth: fc.constantFrom(null, true, false),
    hasEmergencyAccess: fc.boolean(),
    radius,
    outside,
    choices,
  })
  .map((random) => {
    if (base.input.kind !== 'tenant') throw new Error('S02 is a tenant');
    // The operator has a cohort alone, so that patterns of the answers match every other one: a
    // member that signed in, so that it is on, and that has a per-user state, as no guest has.
    const { perUserMfa } = random.operator;
    const operator: ScenarioCohort = {
      ...random.operator,
      ...{ id: 'op', count: 1, kind: 'member', enabled: true },
      perUserMfa: perUserMfa === 'notApplicable' ? 'disabled' : perUserMfa,
    };
    const others = random.cohorts.map((one, n) => ({ ...one, id: `c${String(n)}` }));
    const cohorts = [operator, ...others, ...(random.hasEmergencyAccess ? [emergency] : [])];
    const policy = random.securityDefaults ? null : random.policy;
    const upns = (kind: string): { upnPattern: string }[] =>
      cohorts
        .filter((one) => one.kind === kind)
        .map((one) => ({ upnPattern: `${one.id}*@kestrel.example` }));
    const { howMany, ...nps } = random.radius;
    const radiusUsers = upns('member').filter(({ upnPattern }) => !upnPattern.startsWith('bg'));
    const answers: Answers = {
      schema: 'causeway-answers/1',
      legacyMfa: { verificationOptions: random.options, trustedIps: random.trustedIps },
      accounts: {
        emergencyAccess: random.hasEmergencyAccess
          ? [{ upnPattern: 'bg?@kestrelexample.onmicrosoft.com' }]
          : [],
        serviceAccounts: upns('serviceAccount'),
        sharedMailboxes: upns('sharedMailbox'),
      },
      populations: { pupils: upns('student') },
      infrastructure: {
        exchangeModernAuth: random.modernAuth,
        npsExtension: {
          ...nps,
          users: howMany === null ? null : radiusUsers.slice(0, howMany),
        },
      },
    };
    const { trust, federation } = random.outside;
    const named = radiusUsers.filter(({ upnPattern }) => upnPattern.startsWith('c'));
    const chosen =
      typeof random.choices === 'function'
        ? named.length === 0
          ? {}
          : random.choices(named)
        : random.choices;
    return {
      ...base,
      // A failing run prints the tenant; what S02 expects is of no use there.
      expected: { ...base.expected, findings: [], recommendation: { enforcement: '' } },
      input: {
        ...base.input,
        operator: {
          upn: 'operator@kestrel.example',
          cohort: 'op',
          roles: ['Global Administrator'],
        },
        tenant: {
          ...base.input.tenant,
          cloud: random.cloud,
          securityDefaults: random.securityDefaults,
          federatedDomains:
            federation === null
              ? []
              : [{ domain: 'kestrel.example', federatedIdpMfaBehavior: federation }],
          crossTenantInbound: {
            default: trust.default,
            partners: trust.partners.map((isMfaAccepted, n) => ({
              tenant: `partner ${String(n)}`,
              isMfaAccepted,
            })),
          },
          licences: random.isPremium
            ? { 'Microsoft 365 Business Premium': 40 }
            : { 'Microsoft 365 Business Standard': 40 },
        },
        amp: {
          ...base.input.amp,
          policyMigrationState: random.state,
          methods: random.methods,
          systemCredentialPreferences: { state: random.preferred, include: 'all_users' },
          registrationCampaign: { ...base.input.amp.registrationCampaign, state: random.campaign },
        },
        conditionalAccess: [policy, random.securityDefaults ? null : random.managed].filter(
          (one) => one !== null,
        ),
        cohorts,
        answers,
        choices: { schema: 'causeway-choices/1' as const, ...chosen },
      },
    };
  });
