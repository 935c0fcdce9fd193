import type { AssessContext } from '../assess-context';
import { finding, subject, tenantFinding, type Finder } from '../make-finding';

/** The token or the organization belongs to another tenant than the chosen one, which is known. */
export function isWrongTenant({ snapshot, input }: AssessContext): boolean {
  const chosen = snapshot.tenantId.toLowerCase();
  // A tenant that refused to tell its id is not another one.
  if (chosen === '') return false;
  const organizationId =
    snapshot.organization.kind === 'read' ? snapshot.organization.value.id : null;
  return [input.session?.tokenTenantId, organizationId].some(
    (id) => id !== undefined && id !== null && id.toLowerCase() !== chosen,
  );
}

/** The run, not the tenant: THROTTLED and NO-NETWORK stay out of the plan's hash. */
export const findSession: Finder = (context) => {
  const { snapshot, input } = context;
  const run = subject('run', 'run');
  return [
    ...finding('THROTTLED', 'info', snapshot.throttledRequests > 0 ? [run] : [], {
      requests: snapshot.throttledRequests,
    }),
    ...finding('NO-NETWORK', 'info', input.session?.isOffline === true ? [run] : []),
    ...tenantFinding('WRONG-TENANT', 'blocker', context, isWrongTenant(context)),
    ...tenantFinding(
      'TENANT-CONSENT-MISSING',
      'high',
      context,
      input.session?.isConsentMissing === true,
    ),
  ];
};
