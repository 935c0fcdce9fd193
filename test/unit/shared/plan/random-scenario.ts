import fc from 'fast-check';
import type { Answers } from '../../../../shared/tenant/answer';
import type { ScenarioCohort, ScenarioFile, ScenarioMethod } from '../../../fixtures/scenario-file';
import { readScenario } from '../../../fixtures/scenario-file';

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
const kinds = [
  'member',
  'member',
  'member',
  'serviceAccount',
  'sharedMailbox',
  'student',
  'externalGuest',
];

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
  })
  .map(({ isAdmin, inGroup, kind, perUserMfa, ...rest }) => ({
    ...rest,
    kind,
    perUserMfa: kind === 'externalGuest' ? ('notApplicable' as const) : perUserMfa,
    ...(isAdmin && kind === 'member'
      ? { roles: [{ role: 'Global Administrator', assignment: 'active' as const }] }
      : {}),
    ...(inGroup ? { groups: ['SSPR-Users'] } : {}),
  }));

const method: fc.Arbitrary<ScenarioMethod> = fc.record({
  state: fc.constantFrom('enabled', 'disabled'),
  includeTargets: fc.constantFrom(['all_users'], ['SSPR-Users']),
});

const answer = fc.constantFrom(true, false, null);

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
  })
  .map((random) => {
    if (base.input.kind !== 'tenant') throw new Error('S02 is a tenant');
    // The operator has a cohort alone, so that patterns of the answers match every other one.
    const operator: ScenarioCohort = { ...random.operator, id: 'op', count: 1, kind: 'member' };
    const others = random.cohorts.map((one, n) => ({ ...one, id: `c${String(n)}` }));
    const cohorts = [operator, ...others];
    const upns = (kind: string): { upnPattern: string }[] =>
      cohorts
        .filter((one) => one.kind === kind)
        .map((one) => ({ upnPattern: `${one.id}*@kestrel.example` }));
    const answers: Answers = {
      schema: 'causeway-answers/1',
      legacyMfa: { verificationOptions: random.options, trustedIps: random.trustedIps },
      accounts: {
        emergencyAccess: [],
        serviceAccounts: upns('serviceAccount'),
        sharedMailboxes: upns('sharedMailbox'),
      },
      populations: { pupils: upns('student') },
    };
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
          licences: random.isPremium
            ? { 'Microsoft 365 Business Premium': 40 }
            : { 'Microsoft 365 Business Standard': 40 },
        },
        amp: { ...base.input.amp, policyMigrationState: random.state, methods: random.methods },
        conditionalAccess: [],
        cohorts,
        answers,
      },
    };
  });
