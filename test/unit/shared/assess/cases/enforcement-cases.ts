import { aGroup, aPolicy, type UserOptions } from '../../../../fixtures/graph-objects';
import { counts, emergency, fires, signed, silent, tenant, unreadBecause } from './case';
import type { FindingCase } from './case';

const worker = { id: 'worker', methods: ['fido2'], perUserMfa: 'enforced' } as const;
const robot = { id: 'robot', methods: ['fido2'], perUserMfa: 'enforced' } as const;
const guest = { id: 'guest', methods: [], user: { userType: 'Guest', creationType: 'Invitation' } };
const lettingOut = {
  excludeGuestsOrExternalUsers: {
    guestOrExternalUserTypes: 'b2bCollaborationGuest',
    externalTenants: { membershipKind: 'enumerated', members: ['partner'] },
  },
};
const everyone = aPolicy('all');
const mailOnly = aPolicy('mail', {
  conditions: { applications: { includeApplications: ['Office365'] } },
});
const offNetwork = (excludeLocations: string[], grant?: Record<string, unknown>) =>
  aPolicy('place', {
    conditions: { locations: { includeLocations: ['All'], excludeLocations } },
    ...(grant === undefined ? {} : { grant }),
  });
const reportOnly = aPolicy('trial', { state: 'enabledForReportingButNotEnforced' });
const unreadGroup = { groupMembers: { g: unreadBecause('refused', 403) } };
const but = (group: string) =>
  aPolicy('all', { users: { includeUsers: ['All'], excludeGroups: [group] } });
const oldGroup = {
  kind: 'read',
  value: [aGroup('old', { createdDateTime: '2026-01-01T00:00:00Z' })],
} as const;
const admins = { users: { includeUsers: ['ga1', 'ga2'] } };
const managed = aPolicy('m', { displayName: 'Microsoft-managed: MFA', state: 'disabled' });

const dim: UserOptions = { ...worker, user: { accountEnabled: null } };

export const enforcementCases: readonly FindingCase[] = [
  fires('PU-MFA-COVERED', 'people only', 'info', ['worker'], {
    more: [worker, robot],
    policies: [everyone],
    answers: { accounts: { serviceAccounts: [{ id: 'robot' }] } },
  }),
  fires('PU-MFA-COVERED', 'security defaults ask', 'info', ['worker'], {
    more: [worker],
    securityDefaults: true,
    isPremium: false,
  }),
  fires('PU-MFA-COVERED', 'but for a group that is gone', 'info', ['worker'], {
    more: [worker],
    policies: [but('g')],
    snapshot: { groupMembers: { g: unreadBecause('notFound', 404) } },
  }),
  silent('PU-MFA-COVERED', 'report-only', { more: [worker], policies: [reportOnly] }),
  silent('PU-MFA-COVERED', 'the account may be disabled', {
    more: [dim],
    policies: [everyone],
  }),
  fires('PU-MFA-NOT-COVERED', 'who may be disabled counts as enabled', 'blocker', ['worker'], {
    more: [dim],
  }),
  fires('PU-MFA-NOT-COVERED', 'every kind', 'blocker', ['robot', 'worker'], {
    more: [worker, robot],
    answers: { accounts: { serviceAccounts: [{ id: 'robot' }] } },
  }),
  fires('PU-MFA-NOT-COVERED', 'only a report-only policy', 'blocker', ['worker'], {
    more: [worker],
    policies: [reportOnly],
  }),
  fires('PU-MFA-NOT-COVERED', 'groups not read', 'blocker', ['worker'], {
    more: [worker],
    policies: [but('g')],
    snapshot: unreadGroup,
  }),
  fires('PU-MFA-NOT-COVERED', 'policies not read', 'blocker', ['worker'], {
    more: [worker],
    snapshot: { conditionalAccess: unreadBecause('refused', 403) },
  }),
  silent('PU-MFA-NOT-COVERED', 'no P1', { more: [worker], isPremium: false }),
  silent('PU-MFA-NOT-COVERED', 'emergency access', {
    more: emergency({ perUserMfa: 'enforced' }).users,
    answers: { accounts: emergency().accounts },
  }),
  fires('NO-ENFORCEMENT-AFTER-CLEAR', 'no P1, no security defaults', 'blocker', tenant, {
    more: [worker],
    isPremium: false,
  }),
  silent('NO-ENFORCEMENT-AFTER-CLEAR', 'security defaults on', {
    more: [worker],
    isPremium: false,
    securityDefaults: true,
  }),
  fires('CA-REPORT-ONLY-OR-PARTIAL', 'mail only', 'high', ['worker'], {
    more: [worker],
    policies: [mailOnly, reportOnly],
  }),
  silent('CA-REPORT-ONLY-OR-PARTIAL', 'no P1', {
    more: [worker],
    policies: [mailOnly],
    isPremium: false,
  }),
  silent('CA-REPORT-ONLY-OR-PARTIAL', 'all resources too', {
    more: [worker],
    policies: [mailOnly, everyone],
  }),
  fires('CA-LOCATION-GAP', 'trusted locations left out', 'high', ['worker'], {
    more: [worker],
    policies: [offNetwork(['AllTrusted'])],
  }),
  fires('CA-LOCATION-GAP', 'a named location left out', 'decision', ['worker'], {
    more: [worker],
    policies: [offNetwork(['office'])],
  }),
  fires('CA-LOCATION-GAP', 'a mere block', 'medium', ['worker'], {
    more: [worker],
    policies: [offNetwork(['office'], { operator: 'OR', builtInControls: ['block'] })],
  }),
  silent('CA-LOCATION-GAP', 'choice recorded', {
    more: [worker],
    policies: [offNetwork(['office'])],
    choices: { locationParity: { value: 'mfaEverywhere', ...signed } },
  }),
  silent('CA-LOCATION-GAP', 'enforced everywhere besides', {
    more: [worker],
    policies: [offNetwork(['AllTrusted']), everyone],
  }),
  fires('CA-REPORT-ONLY-NOT-COVERAGE', 'somebody leans on it', 'high', ['trial'], {
    policies: [reportOnly],
  }),
  silent('CA-REPORT-ONLY-NOT-COVERAGE', 'everybody in its scope is asked', {
    policies: [reportOnly, everyone],
  }),
  fires('PU-MFA-ENABLED-NOT-REGISTERED', 'enabled, nothing registered', 'high', ['new'], {
    more: [{ id: 'new', methods: [], perUserMfa: 'enabled' }],
  }),
  silent('PU-MFA-ENABLED-NOT-REGISTERED', 'enforced, or something registered', {
    more: [
      { id: 'new', methods: [], perUserMfa: 'enforced' },
      { id: 'old', methods: ['fido2'], perUserMfa: 'enabled' },
    ],
  }),
  fires('NOT-APPLICABLE', 'a guest', 'info', ['guest'], { more: [guest] }),
  silent('NOT-APPLICABLE', 'no guest', {}),
  fires('NO-TENANT-ENFORCEMENT', 'nothing asks', 'blocker', ['ga1', 'ga2'], { more: [guest] }),
  silent('NO-TENANT-ENFORCEMENT', 'allowed from managed devices only', {
    policies: [
      aPolicy('device', { grant: { operator: 'OR', builtInControls: ['compliantDevice'] } }),
    ],
  }),
  silent('NO-TENANT-ENFORCEMENT', 'security defaults on', { securityDefaults: true }),
  fires('GUEST-NOT-ENFORCED', 'staff covered, guests not', 'high', ['guest'], {
    more: [guest],
    policies: [
      aPolicy('staff', {
        users: { includeUsers: ['All'], excludeUsers: ['GuestsOrExternalUsers'] },
      }),
    ],
  }),
  fires('GUEST-NOT-ENFORCED', 'named partner tenants are let out', 'high', ['guest'], {
    more: [guest],
    policies: [aPolicy('all', { users: { includeUsers: ['All'], ...lettingOut } })],
  }),
  silent('GUEST-NOT-ENFORCED', 'nobody covered', { more: [guest] }),
  fires('EXCLUSION-GROUP-STALE', 'kept out by an old group', 'high', ['worker'], {
    more: [{ ...worker, perUserMfa: 'disabled' }],
    policies: [but('old')],
    groups: { old: ['worker'] },
    snapshot: { groups: oldGroup },
  }),
  silent('EXCLUSION-GROUP-STALE', 'a young group', {
    more: [worker],
    policies: [but('young')],
    groups: { young: ['worker'] },
  }),
  silent('EXCLUSION-GROUP-STALE', 'it holds an emergency access account', {
    more: [worker, ...emergency().users],
    policies: [but('old')],
    groups: { old: ['worker', 'bg1'] },
    snapshot: { groups: oldGroup },
    answers: { accounts: emergency().accounts },
  }),
  silent('EXCLUSION-GROUP-STALE', 'the emergency access account in it is disabled', {
    more: [worker, ...emergency({ user: { accountEnabled: false } }).users],
    policies: [but('old')],
    groups: { old: ['worker', 'bg1'] },
    snapshot: { groups: oldGroup },
    answers: { accounts: emergency().accounts },
  }),
  fires('MANAGED-POLICY-PRESENT', 'by name', 'medium', ['m'], { policies: [managed] }),
  fires('MANAGED-POLICY-PRESENT', 'by the audit log', 'medium', ['all'], {
    policies: [everyone],
    snapshot: { managedPolicyIds: { kind: 'read', value: ['all'] } },
  }),
  fires('MANAGED-POLICY-PRESENT', 'by the audit log, whatever the case', 'medium', ['AB-1'], {
    policies: [aPolicy('AB-1')],
    snapshot: { managedPolicyIds: { kind: 'read', value: ['ab-1'] } },
  }),
  fires('MANAGED-POLICY-PRESENT', 'by its template', 'medium', ['m'], {
    policies: [aPolicy('m', { templateId: '4200930C-0da2-4e33-ca01-000000000005' })],
  }),
  silent('MANAGED-POLICY-PRESENT', 'ours, from a template of the gallery', {
    policies: [aPolicy('m', { templateId: 'a3d0a415-b068-4326-9251-f9cdf9feeb64' })],
  }),
  silent('MANAGED-POLICY-PRESENT', 'ours', { policies: [everyone] }),
  fires('MANAGED-POLICY-NOT-OFFERED', '500 accounts', 'info', tenant, {
    more: Array.from({ length: 500 }, (_, n) => ({ ...worker, id: `w${n}` })),
  }),
  fires('MANAGED-POLICY-NOT-OFFERED', 'emergency access among the 500', 'info', tenant, {
    more: [
      ...Array.from({ length: 499 }, (_, n) => ({ ...worker, id: `w${n}` })),
      ...emergency({ perUserMfa: 'enforced' }).users,
    ],
    answers: { accounts: emergency().accounts },
  }),
  silent('MANAGED-POLICY-NOT-OFFERED', '499 accounts', {
    more: Array.from({ length: 499 }, (_, n) => ({ ...worker, id: `w${n}` })),
  }),
  fires('SD-NO-P1', 'on', 'info', tenant, { securityDefaults: true, isPremium: false }),
  silent('SD-NO-P1', 'off', { isPremium: false }),
  fires('SD-WITH-P1', 'no choice yet', 'decision', tenant, { securityDefaults: true }),
  silent('SD-WITH-P1', 'choice recorded', {
    securityDefaults: true,
    choices: { enforcement: { value: 'keepSecurityDefaults', ...signed } },
  }),
  fires('SD-TO-CA-GAP', 'chosen', 'high', tenant, {
    securityDefaults: true,
    choices: { enforcement: { value: 'securityDefaultsToConditionalAccess', ...signed } },
  }),
  silent('SD-TO-CA-GAP', 'chosen without P1', {
    securityDefaults: true,
    isPremium: false,
    choices: { enforcement: { value: 'securityDefaultsToConditionalAccess', ...signed } },
  }),
  fires('LICENCE-SHORTFALL', 'staff without a seat', 'decision', ['temp'], {
    more: [{ id: 'temp', methods: ['fido2'], hasP1: false }],
    policies: [aPolicy('admins', admins)],
  }),
  silent('LICENCE-SHORTFALL', 'choice recorded', {
    more: [{ id: 'temp', methods: ['fido2'], hasP1: false }],
    choices: { licences: { value: 'buySeats', ...signed } },
  }),
  counts('CA-REPORT-ONLY-NOT-COVERAGE', 'each policy once', 'high', 2, {
    policies: [reportOnly, aPolicy('trial2', { state: 'enabledForReportingButNotEnforced' })],
  }),
];
