import type { ReadRow } from './read-row';
import { peopleReads } from './reads-of-people';
import { policyReads } from './reads-of-policies';
import { tenantReads } from './reads-of-tenant';

/**
 * Every GET of the product, in one list (DESIGN.md 5): what is not in it is not sent. Addresses
 * with `{…}` are filled in by `reads-by-id.ts`.
 */
export const reads = {
  ...tenantReads,
  ...peopleReads,
  ...policyReads,
} as const satisfies Readonly<Record<string, ReadRow>>;
export type ReadName = keyof typeof reads;
