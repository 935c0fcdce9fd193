import * as v from 'valibot';
import { heldRole, scenarioExtras } from './scenario-extras-schema';
import { unrecognised } from './unrecognised-schema';

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const note = v.pipe(v.string(), v.maxLength(4000));
const names = v.pipe(v.array(name), v.maxLength(5000));
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const day = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/));
const instant = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/));
const onOff = v.picklist(['enabled', 'disabled']);
const threeWay = v.picklist(['default', 'enabled', 'disabled']);
const anyObject = v.record(v.string(), v.unknown());

export const methodNames = [
  ...['mobilePhone', 'alternateMobilePhone', 'officePhone', 'email', 'securityQuestion'],
  ...['microsoftAuthenticatorPush', 'microsoftAuthenticatorPasswordless'],
  ...['softwareOneTimePasscode', 'hardwareOneTimePasscode', 'fido2', 'fido2SecurityKey'],
  ...['passKeyDeviceBound', 'passKeyDeviceBoundAuthenticator', 'passKeyDeviceBoundWindowsHello'],
  ...['passKeySynced', 'windowsHelloForBusiness', 'macOsSecureEnclaveKey', 'externalAuthMethod'],
  ...['temporaryAccessPass', 'password', 'appPassword', 'qrCode'],
];

const tenant = v.strictObject({
  name,
  domain: name,
  initialDomain: name,
  cloud: v.picklist(['public', 'usGov', 'usGovDod', 'china']),
  createdOn: v.optional(day),
  licences: v.record(name, whole),
  securityDefaults: v.boolean(),
  dirSync: v.boolean(),
  federatedDomains: v.optional(
    v.array(
      v.strictObject({
        domain: name,
        /** Null: never set, as in domains that were federated long ago. */
        federatedIdpMfaBehavior: v.nullable(name),
        /** The older setting, which Graph lists only where it was set. */
        supportsMfa: v.optional(v.boolean()),
        /** Behaviours of further settings of the same domain. */
        further: v.optional(v.array(v.nullable(name))),
        /** No setting at all. */
        isEmpty: v.optional(v.boolean()),
      }),
    ),
  ),
  crossTenantInbound: v.optional(
    v.strictObject({
      default: v.boolean(),
      partners: v.array(v.strictObject({ tenant: name, isMfaAccepted: v.boolean() })),
    }),
  ),
});

const ampMethod = v.strictObject({
  state: onOff,
  includeTargets: v.optional(names),
  excludeTargets: v.optional(names),
  isSoftwareOathEnabled: v.optional(v.boolean()),
  isUsableForSignIn: v.optional(v.boolean()),
  isOfficePhoneAllowed: v.optional(v.boolean()),
  allowExternalIdToUseEmailOtp: v.optional(threeWay),
});

export const ampMethodIds = [
  ...['Fido2', 'MicrosoftAuthenticator', 'Sms', 'TemporaryAccessPass', 'HardwareOath'],
  ...['SoftwareOath', 'Voice', 'Email', 'X509Certificate', 'QRCodePin', 'External'],
];

const amp = v.strictObject({
  policyMigrationState: v.nullable(
    v.picklist(['preMigration', 'migrationInProgress', 'migrationComplete']),
  ),
  policyBytes: v.optional(whole),
  methods: v.record(v.picklist(ampMethodIds), ampMethod),
  systemCredentialPreferences: v.strictObject({
    state: threeWay,
    include: name,
    exclude: v.optional(name),
  }),
  registrationCampaign: v.strictObject({
    state: threeWay,
    targetedMethod: v.picklist(['fido2', 'microsoftAuthenticator']),
    include: names,
    exclude: names,
    snoozeDurationInDays: v.optional(v.pipe(whole, v.maxValue(14))),
  }),
  optOutSettings: v.strictObject({ passkeyDynamicMigration: v.boolean() }),
});

const group = v.strictObject({
  name,
  memberGroups: v.optional(names),
  roleAssignable: v.optional(v.boolean()),
  managementRestricted: v.optional(v.boolean()),
  createdDaysAgo: v.optional(whole),
});

const caPolicy = v.strictObject({
  name,
  state: v.picklist(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
  managedBy: v.optional(v.literal('microsoft')),
  /** The template it was made from; default none. */
  templateId: v.optional(name),
  users: v.partial(
    v.strictObject({
      include: names,
      includeGroups: names,
      includeRoles: names,
      includeGuestTypes: names,
      includeCohorts: names,
      exclude: names,
      excludeGroups: names,
      excludeRoles: names,
      excludeGuestTypes: names,
      excludeCohorts: names,
    }),
  ),
  apps: v.strictObject({ include: names, exclude: v.optional(names) }),
  clientApps: v.optional(names),
  locations: v.optional(v.strictObject({ include: names, exclude: names })),
  platforms: v.optional(names),
  grant: v.strictObject({
    operator: v.picklist(['OR', 'AND']),
    controls: v.array(v.picklist(['mfa', 'block', 'compliantDevice', 'domainJoinedDevice'])),
  }),
  authenticationStrength: v.optional(v.picklist(['mfa', 'passwordless', 'phishingResistant'])),
});

const cohort = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]*$/), v.maxLength(64)),
  count: whole,
  kind: v.picklist([
    ...(['member', 'student', 'frontline', 'sharedMailbox', 'roomMailbox'] as const),
    ...(['teamsRoomResource', 'serviceAccount', 'sharedAccount', 'dirSyncAccount'] as const),
    ...(['externalGuest', 'internalGuest'] as const),
  ]),
  enabled: v.optional(v.boolean()),
  perUserMfa: v.picklist(['disabled', 'enabled', 'enforced', 'notApplicable']),
  methods: v.array(v.picklist(methodNames)),
  defaultMethod: v.optional(
    v.picklist(['push', 'oath', 'sms', 'voiceMobile', 'voiceAlternateMobile', 'voiceOffice']),
  ),
  roles: v.optional(v.array(heldRole)),
  groups: v.optional(names),
  licence: v.optional(v.nullable(name)),
  cloudOnly: v.optional(v.boolean()),
  upnDomain: v.optional(v.picklist(['default', 'initial'])),
  homeTenant: v.optional(name),
  lastSignInDays: v.optional(v.nullable(whole)),
  smsSignIn: v.optional(v.boolean()),
  legacyAuth: v.optional(name),
  ropc: v.optional(v.boolean()),
  usesNps: v.optional(v.boolean()),
  perUserRead: v.optional(v.picklist(['403', '429', 'empty'])),
  inReport: v.optional(v.boolean()),
});

const refusals = v.optional(
  v.array(
    v.strictObject({
      data: name,
      status: v.pipe(whole, v.minValue(400)),
      needs: v.optional(note),
    }),
  ),
);

const graph = v.strictObject({
  bulkPerUserState: v.optional(v.strictObject({ nullForEvery: v.pipe(whole, v.minValue(1)) })),
  throttle: v.optional(
    v.strictObject({
      subRequests: v.union([whole, v.pipe(v.string(), v.regex(/^\d{1,3}(\.\d+)?%$/))]),
      retryAfterSeconds: v.pipe(v.array(whole), v.minLength(1)),
      insideBatchOnly: v.optional(v.boolean()),
    }),
  ),
  batchOutOfOrder: v.optional(v.boolean()),
  reportOldestRow: v.optional(instant),
  denied: refusals,
  unavailable: refusals,
  unrecognised: v.optional(unrecognised),
});

const tenantParts = {
  tenant,
  operator: v.strictObject({ upn: name, cohort: v.nullable(name), roles: names }),
  amp,
  groups: v.array(group),
  namedLocations: v.optional(
    v.array(v.strictObject({ name, ipRanges: names, trusted: v.boolean() })),
  ),
  conditionalAccess: v.array(caPolicy),
  cohorts: v.array(cohort),
  population: v.optional(
    v.strictObject({
      total: whole,
      perUserMfa: v.strictObject({ enforced: whole, enabled: whole }),
    }),
  ),
  audit: v.optional(
    v.array(v.strictObject({ at: instant, by: name, activity: name, detail: v.optional(note) })),
  ),
  answers: v.looseObject({ schema: v.literal('causeway-answers/1') }),
  choices: v.optional(v.looseObject({ schema: v.literal('causeway-choices/1') })),
  graph: v.optional(graph),
  ...scenarioExtras,
};

const fleetTenant = v.variant('access', [
  v.strictObject({ name, class: name, access: v.literal('ok'), ...tenantParts }),
  v.strictObject({
    ...{ name, class: name, detail: v.optional(note), tenant },
    access: v.picklist(['consentMissing', 'wrongTenant']),
  }),
]);

export const scenarioSchema = v.strictObject({
  schema: v.literal('causeway-scenario/1'),
  id: name,
  title: v.optional(note),
  persona: v.optional(name),
  asOf: day,
  about: v.optional(note),
  input: v.variant('kind', [
    v.strictObject({ kind: v.literal('tenant'), ...tenantParts }),
    v.strictObject({ kind: v.literal('fleet'), tenants: v.array(fleetTenant) }),
    v.strictObject({
      ...{ kind: v.literal('snapshot'), of: name, takenAt: instant },
      network: v.picklist(['none', 'ok']),
      host: v.optional(note),
      language: v.optional(name),
    }),
  ]),
  expected: v.optional(anyObject),
  mustNot: v.optional(v.array(note)),
});

export type Scenario = v.InferOutput<typeof scenarioSchema>;
export type TenantInput = Extract<Scenario['input'], { kind: 'tenant' }>;
export type Cohort = TenantInput['cohorts'][number];
export type CaPolicyInput = TenantInput['conditionalAccess'][number];
export type GraphBehaviour = NonNullable<TenantInput['graph']>;
