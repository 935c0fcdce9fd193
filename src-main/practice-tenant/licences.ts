import { guidOf } from './ids';
import type { JsonObject } from './json';

/** Service plan ids of Entra ID P1 and P2, as licence detection looks for them. */
const p1Plan = { id: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', name: 'AAD_PREMIUM' };
const p2Plan = { id: 'eec0eb4f-6444-4f95-aba0-50c24d67f998', name: 'AAD_PREMIUM_P2' };
const exchangePlan = { id: '9aaf7827-d63c-4b61-89c3-182f06f82e5c', name: 'EXCHANGE_S_STANDARD' };

interface Product {
  skuId: string;
  partNumber: string;
  plan: 'none' | 'p1' | 'p2';
}

const products: Record<string, Product> = {
  'Microsoft 365 Business Basic': {
    skuId: '3b555118-da6a-4418-894f-7df1e2096870',
    partNumber: 'O365_BUSINESS_ESSENTIALS',
    plan: 'none',
  },
  'Microsoft 365 Business Standard': {
    skuId: 'f245ecc8-75af-4f8e-b61f-27d8114de5f3',
    partNumber: 'O365_BUSINESS_PREMIUM',
    plan: 'none',
  },
  'Microsoft 365 Business Premium': {
    skuId: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
    partNumber: 'SPB',
    plan: 'p1',
  },
  'Microsoft 365 E3': {
    skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965',
    partNumber: 'SPE_E3',
    plan: 'p1',
  },
  'Microsoft 365 F3': {
    skuId: '66b55226-6b4f-492c-910c-a3b7a3c9d993',
    partNumber: 'SPE_F1',
    plan: 'p1',
  },
  'Microsoft 365 A3 faculty': {
    skuId: '4b590615-0888-425a-a965-b3bf7789848d',
    partNumber: 'M365EDU_A3_FACULTY',
    plan: 'p1',
  },
  'Microsoft 365 A3 student use benefit': {
    skuId: '18250162-5d87-4436-a834-d795c15c80f3',
    partNumber: 'M365EDU_A3_STUUSEBNFT',
    plan: 'p1',
  },
  'Microsoft 365 G3 GCC High': {
    skuId: 'aea38a85-9bd5-4981-aa00-616b411205bf',
    partNumber: 'SPE_E3_USGOV_GCCHIGH',
    plan: 'p1',
  },
  'Microsoft 365 E5': {
    skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    partNumber: 'SPE_E5',
    plan: 'p2',
  },
};

/** A product of the table; an unknown name is a product without Entra ID premium. */
export function productOf(name: string): Product {
  const known = products[name];
  if (known !== undefined) return known;
  const plan = /\bP2\b|\bE5\b/.test(name) ? 'p2' : /\bP1\b|\bE3\b/.test(name) ? 'p1' : 'none';
  const partNumber = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return { skuId: guidOf('sku', name), partNumber, plan };
}

function plansOf(product: Product): { id: string; name: string; service: string }[] {
  return [
    { ...exchangePlan, service: 'exchange' },
    ...(product.plan === 'none' ? [] : [{ ...p1Plan, service: 'AADPremiumService' }]),
    ...(product.plan === 'p2' ? [{ ...p2Plan, service: 'AADPremiumService' }] : []),
  ];
}

export function planLevel(licences: Record<string, number>): 'none' | 'p1' | 'p2' {
  const levels = Object.keys(licences).map((name) => productOf(name).plan);
  return levels.includes('p2') ? 'p2' : levels.includes('p1') ? 'p1' : 'none';
}

/** One row of `/subscribedSkus`. */
export function subscribedSku(
  tenantId: string,
  name: string,
  seats: number,
  consumed: number,
): JsonObject {
  const product = productOf(name);
  return {
    id: `${tenantId}_${product.skuId}`,
    accountId: tenantId,
    accountName: 'practice',
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: consumed,
    prepaidUnits: { enabled: seats, suspended: 0, warning: 0, lockedOut: 0 },
    servicePlans: plansOf(product).map((plan) => ({
      servicePlanId: plan.id,
      servicePlanName: plan.name,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
    skuId: product.skuId,
    skuPartNumber: product.partNumber,
    subscriptionIds: [guidOf('subscription', tenantId, name)],
  };
}

export function assignedPlans(name: string, at: string): JsonObject[] {
  return plansOf(productOf(name)).map((plan) => ({
    assignedDateTime: at,
    capabilityStatus: 'Enabled',
    service: plan.service,
    servicePlanId: plan.id,
  }));
}
