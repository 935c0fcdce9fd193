import { describe, expect, it } from 'vitest';
import { compareSnapshots } from '../../../../shared/assess/compare-snapshots';
import { term } from '../../../../shared/i18n/terms';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { aSnapshot } from '../../../fixtures/a-snapshot';

const trust = (isMfaAccepted: boolean, tenantId: string | null = null) => ({
  tenantId,
  inboundTrust: { isMfaAccepted },
});
const strength = (...allowedCombinations: string[]) => ({
  ...{ id: 'S-1', displayName: 'Keys only', policyType: 'custom', allowedCombinations },
});
const sku = (capabilityStatus: string, seats: number, consumedUnits = 1) => ({
  ...{ skuId: 'K', skuPartNumber: 'SPB', capabilityStatus, consumedUnits },
  prepaidUnits: { enabled: seats },
  servicePlans: [{ servicePlanId: 'p', servicePlanName: 'P1', provisioningStatus: null }],
});
const federation = (federatedIdpMfaBehavior: string | null, id = 'F') =>
  read([{ id, federatedIdpMfaBehavior, supportsMfa: null }]);
const rollout = (isEnabled: boolean, ...groups: string[]) => ({
  ...{ id: 'R', displayName: 'Pilot', feature: 'passwordHashSync', isEnabled },
  ...{ isAppliedToOrganization: false, appliesTo: groups.map((id) => ({ id })) },
});
const relationship = (status: string) => ({
  ...{ id: 'G', displayName: 'Help', status, customer: null },
});

const before = aSnapshot({
  snapshot: {
    crossTenantDefault: read(trust(false)),
    crossTenantPartners: read([trust(true, 'T-1')]),
    federation: { 'fed.example': federation(null) },
    authenticationStrengths: read([strength('fido2')]),
    subscribedSkus: read([sku('Enabled', 40)]),
    stagedRollout: read([rollout(true, 'a', 'b')]),
    onPremisesSynchronization: read([{ id: 'O', features: { passwordSyncEnabled: true } }]),
    authorizationPolicy: read({ allowedToUseSSPR: true }),
    partnerRelationships: read([relationship('active')]),
  },
});

function changes(after: Partial<Snapshot>) {
  return compareSnapshots(before, { ...before, ...after });
}

const cases: readonly (readonly [string, Partial<Snapshot>, string, string, readonly string[]])[] =
  [
    [
      'the default trust',
      { crossTenantDefault: read(trust(true)) },
      ...(['crossTenantTrust', 'default', ['inboundTrust']] as const),
    ],
    [
      'trust in one tenant',
      { crossTenantPartners: read([trust(false, 'T-1')]) },
      ...(['crossTenantTrust', 't-1', ['inboundTrust']] as const),
    ],
    [
      'federation',
      { federation: { 'fed.example': federation('rejectMfaByFederatedIdp') } },
      ...(['federation', 'fed.example/f', ['federatedIdpMfaBehavior']] as const),
    ],
    [
      'a strength',
      { authenticationStrengths: read([strength('fido2', 'password,sms')]) },
      ...(['authenticationStrength', 's-1', ['allowedCombinations']] as const),
    ],
    [
      'a licence that runs out',
      { subscribedSkus: read([sku('Suspended', 40)]) },
      ...(['licence', 'k', ['capabilityStatus']] as const),
    ],
    ['seats', { subscribedSkus: read([sku('Enabled', 50)]) }, 'licence', 'k', ['seats']],
    [
      'staged rollout',
      { stagedRollout: read([rollout(false, 'b', 'c')]) },
      ...(['stagedRollout', 'r', ['appliesTo', 'isEnabled']] as const),
    ],
    [
      'synchronization',
      {
        onPremisesSynchronization: read([{ id: 'O', features: { passwordSyncEnabled: false } }]),
      },
      ...(['synchronization', 'o', ['features']] as const),
    ],
    [
      'reset of administrators',
      { authorizationPolicy: read({ allowedToUseSSPR: false }) },
      ...(['authorizationPolicy', 'authorizationpolicy', ['allowedToUseSSPR']] as const),
    ],
    [
      'a relationship',
      { partnerRelationships: read([relationship('expired')]) },
      ...(['partnerRelationship', 'g', ['status']] as const),
    ],
  ];

describe('settings beside the policies', () => {
  it.each(cases)('%s', (_name, after, kind, id, fields) => {
    const { policies, people, notCompared } = changes(after);
    expect(policies.map((one) => [one.kind, one.id, one.change])).toEqual([[kind, id, 'changed']]);
    expect(policies[0]?.fields.map(({ field }) => field)).toEqual(fields);
    expect([people, notCompared]).toEqual([[], []]);
    for (const language of ['en', 'ja'] as const) {
      expect(term(kind, 'object', language)).not.toBe(kind);
    }
  });

  it('that came or went', () => {
    const { policies } = changes({
      authenticationStrengths: read([]),
      crossTenantPartners: read([trust(true, 'T-1'), trust(false, 'T-2')]),
    });
    expect(policies.map(({ kind, id, change }) => [kind, id, change])).toEqual([
      ['crossTenantTrust', 't-2', 'added'],
      ['authenticationStrength', 's-1', 'removed'],
    ]);
  });

  it('do not change with the order of a list or with seats taken', () => {
    const { policies } = changes({
      stagedRollout: read([rollout(true, 'b', 'a')]),
      subscribedSkus: read([sku('Enabled', 40, 39)]),
    });
    expect(policies).toEqual([]);
  });

  it('are named where one reading lacks them, and not called gone', () => {
    const { stagedRollout: _, federation: __, ...rest } = before;
    const { policies, notCompared } = compareSnapshots(before, {
      ...rest,
      crossTenantPartners: unread('refused'),
      authenticationStrengths: unread('network'),
      subscribedSkus: unread('throttled'),
      authorizationPolicy: unread('refused'),
    });
    expect(policies).toEqual([]);
    expect(notCompared).toEqual([
      ...['authenticationStrengths', 'authorizationPolicy', 'crossTenantAccess', 'federation'],
      ...['stagedRollout', 'subscribedSkus'],
    ]);
  });

  it('of a domain that was not read keep still, the others are compared', () => {
    const two = {
      ...before,
      federation: { 'fed.example': federation(null), 'b.example': federation(null) },
    };
    const { policies, notCompared } = compareSnapshots(two, {
      ...two,
      federation: {
        'fed.example': unread('refused'),
        'b.example': federation('enforceMfaByFederatedIdp'),
      },
    });
    expect(policies.map(({ id }) => id)).toEqual(['b.example/f']);
    expect(notCompared).toEqual(['federation']);
  });
});
