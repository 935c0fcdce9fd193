import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import type { Step } from '../../../../shared/plan/step';
import { kindRefusal } from '../../../../src-main/rollout/kind-refusals';

interface Case {
  readonly kind: Step['kind'];
  readonly planned?: JsonObject;
  readonly target?: string;
  readonly direction?: 'forward' | 'back';
  readonly bundle?: boolean;
  readonly policy?: JsonObject;
  readonly image?: JsonObject;
  readonly snapshot?: JsonObject;
  readonly answers?: JsonObject;
  readonly cloud?: string;
  readonly choices?: JsonObject;
  readonly at?: string;
}

const p1 = {
  skuPartNumber: 'AAD_PREMIUM',
  capabilityStatus: 'Enabled',
  prepaidUnits: { enabled: 5 },
  consumedUnits: 1,
  servicePlans: [
    {
      servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
      servicePlanName: 'AAD_PREMIUM',
      provisioningStatus: 'Success',
    },
  ],
};

/** What a step of this kind is refused for in a tenant where all else is in order. */
async function refusalOf(asked: Case): Promise<string | null> {
  const step = {
    ...{ id: 's01', kind: asked.kind, purpose: 'enableMethods', owned: [], prior: null },
    target: { type: 'policy', id: asked.target ?? 'Fido2', name: '' },
    planned: asked.planned ?? null,
    reverse: { kind: 'leave' },
    ...(asked.bundle === true ? { bundle: 'switch' } : {}),
  };
  const policy = {
    policyMigrationState: 'migrationInProgress',
    ...emailTo('disabled'),
    ...asked.policy,
  };
  const image = { policy, securityDefaults: false, conditionalAccess: [], ...asked.image };
  const snapshot = {
    policyBytes: 1_000,
    subscribedSkus: { kind: 'read', value: [p1] },
    groups: { kind: 'read', value: [] },
    ...asked.snapshot,
  };
  const motion = {
    ...{ step, direction: asked.direction ?? 'forward' },
    ...(asked.bundle === true ? { bundle: [step] } : {}),
  };
  const plan = { cloud: asked.cloud ?? 'global', steps: [], choices: asked.choices ?? {} };
  const fresh = { image, snapshot, answers: asked.answers ?? {}, people: new Map() };
  const refused = await kindRefusal({
    engine: { plan, refs: { created: () => null, evidence: () => null } },
    ...{ run: { signal: new AbortController().signal }, motion, fresh },
    now: Date.parse(asked.at ?? '2026-11-22T08:00:00Z'),
  } as never);
  return refused === null ? null : (refused.values['expected'] ?? refused.code);
}

const group = (more: JsonObject): JsonObject => ({
  groups: { kind: 'read', value: [{ id: 'g', groupTypes: [], ...more }] },
});
const member = { kind: 'group.add', target: 'G' } as const;
const emailOff = {
  kind: 'method.configure',
  target: 'Email',
  planned: { state: 'disabled' },
} as const;
const emailLess = {
  ...emailOff,
  policy: { authenticationMethodConfigurations: [] },
  planned: { excludeTargets: [{ id: 'g', targetType: 'group' }] },
};
const emailTo = (allowExternalIdToUseEmailOtp: string): JsonObject => ({
  authenticationMethodConfigurations: [
    { id: 'Email', state: 'enabled', allowExternalIdToUseEmailOtp },
  ],
});
const strength = { authenticationStrength: { id: 's' } };
const two = [{ id: 'a' }, { id: 'b' }];
const preferred = (lists: JsonObject): JsonObject => ({ systemCredentialPreferences: lists });
const forAll = { includeTargets: [{ id: 'all_users', targetType: 'group' }] };
const narrowed: Case = {
  kind: 'systemPreferred.set',
  planned: preferred({ state: 'default', includeTargets: two.slice(1) }),
  policy: preferred({ state: 'default', ...forAll }),
};
const widened: Case = {
  ...narrowed,
  planned: preferred({ state: 'default', ...forAll }),
  policy: preferred({ state: 'enabled', includeTargets: two.slice(1) }),
};
const state = (policyMigrationState: string): JsonObject => ({ policyMigrationState });
const complete = { kind: 'migration.state', planned: state('migrationComplete') } as const;
const legacyMfa = {
  verificationOptions: {
    ...{ callToPhone: false, textToPhone: true, appNotification: true },
    appCodeOrHardwareToken: false,
  },
};
const sspr = { scope: 'none' };
const both = { legacyMfa, sspr };

/** What it must be refused for, the step, and the nearest step that nothing refuses. */
const cases: readonly (readonly [string, Case, Case])[] = [
  [
    'migrationInProgress',
    { kind: 'method.configure', planned: { state: 'enabled' }, policy: state('preMigration') },
    { kind: 'method.configure', planned: { state: 'enabled' } },
  ],
  [
    'guardrail/size',
    { kind: 'method.configure', planned: { state: 'enabled' }, snapshot: { policyBytes: 20_001 } },
    { kind: 'method.configure', planned: { state: 'enabled' }, snapshot: { policyBytes: 20_000 } },
  ],
  ['securityDefaultsOff', { ...emailOff, image: { securityDefaults: true } }, emailOff],
  [
    'securityDefaultsOff',
    { ...emailLess, image: { securityDefaults: true } },
    { ...emailLess, image: { securityDefaults: true }, planned: { excludeTargets: [] } },
  ],
  [
    'securityDefaultsOff',
    { ...emailOff, image: { securityDefaults: null } },
    { ...emailOff, direction: 'back', image: { securityDefaults: null } },
  ],
  ['externalOtpOff', { ...emailOff, policy: emailTo('enabled') }, emailOff],
  // Most tenants' default is on, and what was not told may be.
  ['externalOtpOff', { ...emailOff, policy: emailTo('default') }, emailOff],
  [
    'stateKnown',
    {
      kind: 'migration.state',
      planned: state('migrationInProgress'),
      policy: { policyMigrationState: null },
    },
    { kind: 'migration.state', planned: state('migrationInProgress') },
  ],
  [
    'neverBackToPreMigration',
    { kind: 'migration.state', planned: state('preMigration') },
    { kind: 'migration.state', planned: state('preMigration'), direction: 'back' },
  ],
  [
    'legacyAnswers',
    { kind: 'migration.state', planned: state('migrationComplete') },
    { kind: 'migration.state', planned: state('migrationComplete'), direction: 'back' },
  ],
  ['legacyAnswers', { ...complete, answers: { legacyMfa } }, { ...complete, answers: both }],
  ['legacyAnswers', { ...complete, answers: { sspr } }, { ...complete, answers: both }],
  [
    'oneTarget',
    { kind: 'systemPreferred.set', planned: preferred({ includeTargets: two }) },
    { kind: 'systemPreferred.set', planned: preferred({ includeTargets: two.slice(1) }) },
  ],
  [
    'oneTarget',
    { kind: 'systemPreferred.set', planned: preferred({ excludeTargets: two }) },
    { kind: 'systemPreferred.set', planned: preferred({ excludeTargets: [] }) },
  ],
  ['lossChosen', narrowed, { ...narrowed, choices: { systemPreferred: {} } }],
  ['lossChosen', narrowed, { ...narrowed, direction: 'back' }],
  ['lossChosen', { ...narrowed, planned: preferred({ state: 'enabled', ...forAll }) }, widened],
  [
    'premiumLicence',
    { kind: 'ca.create', snapshot: { subscribedSkus: { kind: 'read', value: [] } } },
    { kind: 'ca.create' },
  ],
  [
    'premiumLicence',
    { kind: 'ca.create', snapshot: { subscribedSkus: { kind: 'unread', reason: 'refused' } } },
    { kind: 'ca.create' },
  ],
  [
    'oneControl',
    { kind: 'ca.create', planned: { grantControls: { builtInControls: ['mfa'], ...strength } } },
    { kind: 'ca.create', planned: { grantControls: { builtInControls: [], ...strength } } },
  ],
  [
    'securityDefaultsOff',
    { kind: 'ca.setState', planned: { state: 'enabled' }, image: { securityDefaults: true } },
    {
      ...{ kind: 'ca.setState', planned: { state: 'enabled' }, image: { securityDefaults: true } },
      bundle: true,
    },
  ],
  [
    'bundle',
    { kind: 'securityDefaults.set', planned: { isEnabled: false } },
    { kind: 'securityDefaults.set', planned: { isEnabled: false }, bundle: true },
  ],
  [
    'policiesOff',
    {
      ...{ kind: 'securityDefaults.set', planned: { isEnabled: true }, direction: 'back' },
      image: { conditionalAccess: [{ id: 'p', state: 'enabled' }] },
    },
    {
      ...{ kind: 'securityDefaults.set', planned: { isEnabled: true }, direction: 'back' },
      image: { conditionalAccess: [{ id: 'p', state: 'disabled' }] },
    },
  ],
  ['publicCloud', { kind: 'passkeyOptOut.set', cloud: 'usgov' }, { kind: 'passkeyOptOut.set' }],
  [
    'beforeFebruary2027',
    { kind: 'passkeyOptOut.set', at: '2027-02-01T00:00:00Z' },
    { kind: 'passkeyOptOut.set', at: '2027-01-31T23:59:59Z' },
  ],
  [
    'assignedCloudGroup',
    { ...member, snapshot: group({ groupTypes: ['DynamicMembership'] }) },
    { ...member, snapshot: group({ groupTypes: ['Unified'] }) },
  ],
  [
    'assignedCloudGroup',
    { ...member, snapshot: group({ onPremisesSyncEnabled: true }) },
    { ...member, snapshot: group({ onPremisesSyncEnabled: null }) },
  ],
];

describe('a step that its kind does not allow', () => {
  it.each(cases)('is refused for %s, and the nearest one is not', async (why, refused, allowed) => {
    expect(await refusalOf(refused)).toBe(why);
    expect(await refusalOf(allowed)).toBeNull();
  });

  it('is refused where what decides it was not read', async () => {
    const unread = 'plan/snapshot-incomplete';
    const groups = { groups: { kind: 'unread', reason: 'refused' } };
    expect(await refusalOf({ ...member, snapshot: groups })).toBe(unread);
    const on: Case = { kind: 'securityDefaults.set', planned: { isEnabled: true } };
    expect(await refusalOf({ ...on, image: { conditionalAccess: null } })).toBe(unread);
    const method: Case = { kind: 'method.configure', planned: { state: 'enabled' } };
    expect(await refusalOf({ ...method, image: { policy: null } })).toBe(unread);
  });
});
