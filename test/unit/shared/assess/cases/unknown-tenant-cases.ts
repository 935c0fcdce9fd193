import { read } from '../../../../../shared/tenant/snapshot';
import { aGroup, aPolicy } from '../../../../fixtures/graph-objects';
import { domain } from '../../../../fixtures/a-snapshot';
import { emergency, notEvaluated, tenant, unknownFires, unreadBecause } from './case';
import type { FindingCase, Options } from './case';

const refused = unreadBecause('refused', 403);
const worker = { id: 'worker', methods: ['fido2'], perUserMfa: 'enforced' } as const;
const but = (group: string) =>
  aPolicy('all', { users: { includeUsers: ['All'], excludeGroups: [group] } });
const unreadGroup = { policies: [but('g')], snapshot: { groupMembers: { g: refused } } };
const notFoundGroup = { groupMembers: { g: unreadBecause('notFound', 404) } };
const listedGroup: Options = {
  ...{ more: [worker], policies: [but('g')] },
  snapshot: { ...notFoundGroup, groups: read([aGroup('G')]) },
};
const noLicences: Options = { securityDefaults: true, snapshot: { subscribedSkus: refused } };
const usable = {
  methods: {
    Fido2: {},
    Sms: { includeTargets: [{ id: 'all_users', targetType: 'group', isUsableForSignIn: true }] },
  },
};
const sound = { more: emergency().users, answers: { accounts: emergency().accounts } };

/** Policies, groups, licences and logs that were not read: not reported as none (findings 2.7). */
export const unknownTenantCases: readonly FindingCase[] = [
  notEvaluated('MIG-STATE-PENDING', 'policy not read', 'authenticationMethodsPolicy', {
    snapshot: { authenticationMethodsPolicy: refused },
  }),
  notEvaluated('MIG-STATE-COMPLETE', 'policy not read', 'authenticationMethodsPolicy', {
    snapshot: { authenticationMethodsPolicy: refused },
  }),
  unknownFires('SMS-SIGNIN-ON', 'readiness not read', 'medium', ['Sms.isUsableForSignIn'], usable),
  notEvaluated('SMS-SIGNIN-RETIRES', 'readiness refused', 'smsSignIn', {
    ...usable,
    snapshot: { smsSignInReady: refused },
  }),
  notEvaluated('SMS-SIGNIN-RETIRES', 'readiness not asked', 'smsSignIn', usable),
  notEvaluated('PU-MFA-COVERED', 'an exclusion group not read', 'groupMembers', {
    more: [worker],
    ...unreadGroup,
  }),
  unknownFires('PU-MFA-NOT-COVERED', 'an exclusion group not read', 'blocker', ['worker'], {
    more: [worker],
    ...unreadGroup,
  }),
  notEvaluated('PU-MFA-COVERED', 'a listed group not found', 'groupMembers', listedGroup),
  notEvaluated('PU-MFA-COVERED', 'a group not found, groups not read', 'groupMembers', {
    ...listedGroup,
    snapshot: { ...notFoundGroup, groups: refused },
  }),
  unknownFires('PU-MFA-NOT-COVERED', 'a group not found', 'blocker', ['worker'], listedGroup),
  unknownFires('PU-MFA-NOT-COVERED', 'policies not read', 'blocker', ['worker'], {
    more: [worker],
    snapshot: { conditionalAccess: refused },
  }),
  unknownFires('CA-REPORT-ONLY-OR-PARTIAL', 'licences not read', 'high', ['worker'], {
    more: [worker],
    policies: [
      aPolicy('mail', { conditions: { applications: { includeApplications: ['Office365'] } } }),
    ],
    snapshot: { subscribedSkus: refused },
  }),
  notEvaluated('CA-REPORT-ONLY-OR-PARTIAL', 'policies not read', 'conditionalAccess', {
    more: [worker],
    snapshot: { conditionalAccess: refused },
  }),
  notEvaluated('CA-LOCATION-GAP', 'named locations not read', 'namedLocations', {
    more: [worker],
    policies: [
      aPolicy('place', {
        conditions: { locations: { includeLocations: ['All'], excludeLocations: ['office'] } },
      }),
    ],
    snapshot: { namedLocations: refused },
  }),
  notEvaluated('CA-REPORT-ONLY-NOT-COVERAGE', 'policies not read', 'conditionalAccess', {
    snapshot: { conditionalAccess: refused },
  }),
  notEvaluated('NO-TENANT-ENFORCEMENT', 'policies not read', 'conditionalAccess', {
    snapshot: { conditionalAccess: refused },
  }),
  notEvaluated('EXCLUSION-GROUP-STALE', 'groups not read', 'groups', {
    more: [{ ...worker, perUserMfa: 'disabled' }],
    policies: [but('old')],
    groups: { old: ['worker'] },
    snapshot: { groups: refused },
  }),
  notEvaluated('MANAGED-POLICY-PRESENT', 'the audit log not read', 'directoryAudits', {
    policies: [aPolicy('all')],
    snapshot: { managedPolicyIds: refused },
  }),
  unknownFires('MANAGED-POLICY-PRESENT', 'the audit log not read: by name', 'medium', ['m'], {
    policies: [aPolicy('m', { displayName: 'Microsoft-managed: MFA' })],
    snapshot: { managedPolicyIds: refused },
  }),
  notEvaluated('SD-NO-P1', 'licences not read', 'subscribedSkus', noLicences),
  notEvaluated('SD-WITH-P1', 'licences not read', 'subscribedSkus', noLicences),
  notEvaluated('NO-ENFORCEMENT-AFTER-CLEAR', 'licences not read', 'subscribedSkus', {
    more: [worker],
    snapshot: { subscribedSkus: refused },
  }),
  notEvaluated('LICENCE-SHORTFALL', 'assigned plans not read', 'users', {
    more: [{ id: 'temp', methods: ['fido2'], user: { assignedPlans: null } }],
  }),
  unknownFires('BG-NOT-EXCLUDED', 'groups not read', 'blocker', ['bg1', 'bg2'], {
    ...sound,
    ...unreadGroup,
  }),
  unknownFires('BG-GROUP-UNPROTECTED', 'the properties not read', 'medium', ['g'], {
    ...sound,
    policies: [but('g')],
    groups: { g: ['bg1', 'bg2'] },
    snapshot: {
      groups: {
        kind: 'read',
        value: [aGroup('g', { isAssignableToRole: null, isManagementRestricted: null })],
      },
    },
  }),
  unknownFires('SINGLE-GLOBAL-ADMIN', 'roles not read', 'blocker', tenant, {
    snapshot: { roles: refused },
  }),
  unknownFires('ADFS-MFA-BEHAVIOUR', 'behaviour not read', 'decision', ['fed.example'], {
    snapshot: {
      domains: {
        kind: 'read',
        value: [
          domain('fed.example', { authenticationType: 'Federated', federatedIdpMfaBehavior: null }),
        ],
      },
    },
  }),
  notEvaluated('ADFS-MFA-BEHAVIOUR', 'domains not read', 'domains', {
    snapshot: { domains: refused },
  }),
];
