import { guidOf } from './ids';

export function tenantIdOf(initialDomain: string): string {
  return guidOf('tenant', initialDomain);
}

export function groupIdOf(tenantId: string, name: string): string {
  return guidOf('group', tenantId, name);
}

export function locationIdOf(tenantId: string, name: string): string {
  return guidOf('namedLocation', tenantId, name);
}

/** The public client that the sign-in pages know; the same for every practice tenant. */
export const practiceClientId = guidOf('client', 'causeway practice');
