import type { CloudName } from '../../shared/entra/cloud';
import { limits } from '../../shared/entra/retirement-dates';
import { legacyWindowDays } from '../../shared/entra/sign-in-window';
import { collectorScript } from '../../shared/exports/collector';
import type { Language } from '../../shared/i18n/format';
import { readScopes } from '../../shared/registration/graph-scopes';
import { fileLimits } from '../files/file-limits';
import type { ReadRow } from '../graph/read-row';
import { reads, type ReadName } from '../graph/reads';

/** Reads that feed a section of the snapshot; the others belong to steps that change a tenant. */
type Collected = {
  [Name in ReadName]: (typeof reads)[Name]['source'] extends null ? never : Name;
}[ReadName];

/** As many as the tour asks: `read-sms-sign-in`, `read-default-methods`, `read-sign-in-windows`. */
const mostPhoneHolders = 500;
const mostLogPages = 20;

/** A row of the script: when it is its turn, and the line that reads it. */
interface Call {
  /** Lists first: what is read one by one comes of them. */
  readonly turn: number;
  readonly line: (name: string) => string;
}

const list: Call = { turn: 0, line: (name) => `Read-List '${name}'` };
const since = (days: number, line = (call: string) => call): Call => ({
  turn: 1,
  line: (name) => line(`Read-List '${name}' ${days}`),
});
const each = (turn: number, values: string): Call => ({
  turn,
  line: (name) => `Read-Each '${name}' ${values}`,
});
const inCloud = (condition: string): Call => ({
  turn: 6,
  line: (name) =>
    `if (${condition}) { Read-Each '${name}' (Get-PhoneHolders ${mostPhoneHolders}) }`,
});

/** Everybody once more, only for rings that go by an attribute. */
const ifAsked: Call = { turn: 8, line: (name) => `if ($Attributes) { Read-List '${name}' }` };

/** How each read is made. A read that is added to the list and not here is no program. */
const calls: Readonly<Record<Collected, Call>> = {
  organization: list,
  domains: list,
  subscribedSkus: list,
  onPremisesSynchronization: list,
  delegatedAdminRelationships: list,
  groups: list,
  roleAssignments: list,
  roleSchedules: list,
  roleDefinitions: list,
  roleEligibility: list,
  directoryRoles: list,
  managedPolicyAudits: list,
  users: list,
  usersPlain: {
    turn: 0,
    line: (name) =>
      `if (-not $done.Contains('users')) { $people.Clear(); $states.Clear(); Read-List '${name}' }`,
  },
  userAttributes: ifAsked,
  extensionAttributes: ifAsked,
  registration: list,
  authenticationMethodsPolicy: list,
  authenticationMethodsPolicyV1: list,
  securityDefaults: list,
  conditionalAccess: list,
  conditionalAccessTemplates: list,
  authorizationPolicy: list,
  featureRolloutPolicies: list,
  namedLocations: list,
  authenticationStrengths: list,
  crossTenantDefault: list,
  crossTenantPartners: list,
  ropcSignIns: since(legacyWindowDays),
  radiusSignIns: since(legacyWindowDays),
  legacySignIns: since(legacyWindowDays),
  recentSignIns: since(
    limits.reportOnlySoakDays,
    (call) => `if ($script:hasReportOnly) { ${call} ${mostLogPages} }`,
  ),
  federationConfiguration: each(2, '$federated'),
  roleMembers: each(2, '$roleIds'),
  transitiveMembers: each(3, '(Get-Groups)'),
  members: each(4, '$nested'),
  requirements: {
    turn: 5,
    line: (name) =>
      `foreach ($some in 'Get-Sample', 'Get-Unsampled') { Read-Each '${name}' (& $some) }`,
  },
  methods: each(5, '(Get-Untold)'),
  signInPreferences: {
    turn: 6,
    line: (name) =>
      `if ($script:isPromptOff) { Read-Each '${name}' (Get-Untold | Select-Object -First ${mostPhoneHolders}) }`,
  },
  phoneMethods: inCloud("$Cloud -ne 'china'"),
  phoneMethodsBeta: inCloud("$Cloud -eq 'china'"),
  lastSignIn: each(7, '(Get-Named)'),
};

/** Answers in which a group may be named: by a policy's scope, a method's target, or a role. */
const namesGroups: readonly Collected[] = [
  ...(['authenticationMethodsPolicy', 'authenticationMethodsPolicyV1'] as const),
  ...(['conditionalAccess', 'featureRolloutPolicies', 'roleMembers'] as const),
  ...(['roleAssignments', 'roleEligibility', 'roleSchedules'] as const),
];

/** Its name where a folder is chosen. */
export const collectorName = 'collector.ps1';

/** The collector: a PowerShell script with every read of the list; `cloud` is its default. */
export function collector(cloud: CloudName, language: Language): string {
  const rows = Object.entries<ReadRow>(reads).filter(([, row]) => row.source !== null);
  const inOrder = Object.entries(calls).sort(([, a], [, b]) => a.turn - b.turn);
  return collectorScript({
    cloud,
    language,
    scopes: readScopes,
    reads: rows.map(([name, row]) => [name, row.url]),
    namesGroups,
    calls: inOrder.map(([name, call]) => call.line(name)),
    limits: fileLimits.capture,
  });
}
