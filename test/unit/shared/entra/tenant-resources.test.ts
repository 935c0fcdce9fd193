import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  crossTenantDefaultSchema,
  crossTenantPartnerSchema,
  domainSchema,
  listedSignInSchema,
  subscribedSkuSchema,
} from '../../../../shared/entra/tenant-resources';

const plan = { servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d' };
const sku = { skuPartNumber: 'SPB', capabilityStatus: 'Enabled', servicePlans: [plan] };
const signIn = {
  ...{ id: 's', userId: 'u', appId: 'a', authenticationProtocol: 'ropc' },
  createdDateTime: '2026-11-20T09:00:00Z',
};
const trust = { isMfaAccepted: true };

describe('what a source is read for must be told', () => {
  test.each<[string, v.GenericSchema, unknown, boolean]>([
    ['a product', subscribedSkuSchema, sku, true],
    ['a product with no plans at all', subscribedSkuSchema, { ...sku, servicePlans: [] }, true],
    [
      'a product without its plans',
      subscribedSkuSchema,
      { ...sku, servicePlans: undefined },
      false,
    ],
    ['plans that are null', subscribedSkuSchema, { ...sku, servicePlans: null }, false],
    ['a plan without its id', subscribedSkuSchema, { ...sku, servicePlans: [{}] }, false],
    ['a product in no state', subscribedSkuSchema, { ...sku, capabilityStatus: null }, false],
    ['a domain', domainSchema, { id: 'd', authenticationType: 'Federated' }, true],
    ['a domain of no type', domainSchema, { id: 'd' }, false],
    ['the default trust', crossTenantDefaultSchema, { inboundTrust: trust }, true],
    ['an empty object', crossTenantDefaultSchema, {}, false],
    ['a default that trusts nothing told', crossTenantDefaultSchema, { inboundTrust: {} }, false],
    ['a partner', crossTenantPartnerSchema, { tenantId: 't', inboundTrust: null }, true],
    ['a partner of no name', crossTenantPartnerSchema, { inboundTrust: trust }, false],
    ['a sign-in', listedSignInSchema, signIn, true],
    ['a sign-in of nobody', listedSignInSchema, { ...signIn, userId: null }, false],
    ['a sign-in to nothing', listedSignInSchema, { ...signIn, appId: undefined }, false],
    ['by no protocol', listedSignInSchema, { ...signIn, authenticationProtocol: null }, false],
    ['at no time', listedSignInSchema, { ...signIn, createdDateTime: 'yesterday' }, false],
  ])('%s', (_what, schema, row, expected) => {
    expect(v.safeParse(schema, row).success).toBe(expected);
  });
});
