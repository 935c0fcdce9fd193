import type { FindingCode } from '../assess/finding-codes';
import type { Enforcement } from '../tenant/choice';
import type { FleetTenant } from './fleet';

/** Groups of tenants in the order in which they want to be looked at (findings.md 8). */
export const triageClasses = [
  ...(['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10'] as const),
];
export type TriageClass = (typeof triageClasses)[number];

const byEnforcement: Readonly<Partial<Record<Enforcement | 'notAssessed', TriageClass>>> = {
  perUserToSecurityDefaults: 'F5',
  turnOnSecurityDefaults: 'F5',
  perUserToConditionalAccess: 'F6',
  conditionalAccess: 'F6',
  decideLicences: 'F6',
  securityDefaultsToConditionalAccess: 'F6',
  keepSecurityDefaults: 'F7',
};

/** The first group a tenant fits; another cloud is asked for before F6. */
export function triageOf({ assessment, reason }: FleetTenant): TriageClass {
  if (assessment === undefined) return reason === 'auth/tenant-mismatch' ? 'F1' : 'F2';
  const has = (code: FindingCode): boolean =>
    assessment.findings.some((finding) => finding.code === code);
  if (has('WRONG-TENANT')) return 'F1';
  if (has('TENANT-CONSENT-MISSING')) return 'F2';
  if (has('ADMIN-PHONE-ONLY')) return 'F3';
  if (has('NPS-DEPENDENCY')) return 'F4';
  const destination = byEnforcement[assessment.recommendation.enforcement];
  if (destination === 'F5') return 'F5';
  if (has('CLOUD-NOT-PUBLIC')) return 'F9';
  return destination ?? (has('THROTTLED') ? 'F8' : 'F10');
}

/** Tenants by group, then the larger ones first, then by name. */
export function inTriageOrder(tenants: readonly FleetTenant[]): readonly FleetTenant[] {
  const rank = (tenant: FleetTenant): number => triageClasses.indexOf(triageOf(tenant));
  const accounts = ({ assessment }: FleetTenant): number => assessment?.counts.accounts ?? 0;
  return [...tenants].sort(
    (a, b) => rank(a) - rank(b) || accounts(b) - accounts(a) || (a.name < b.name ? -1 : 1),
  );
}
