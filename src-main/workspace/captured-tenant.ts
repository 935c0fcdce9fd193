import type { Assessment } from '../../shared/assess/assessment';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { primaryDomain } from './tenant-card';
import type { WorkspaceMeta } from './workspace-meta';

/**
 * The tenant of a capture, which nobody signs in to: its reading tells whose it is. Nothing for any
 * other source, and where the capture does not hold it.
 */
export function capturedTenant(
  { source }: Pick<WorkspaceMeta, 'source'>,
  { tenant }: Pick<Assessment, 'tenant'>,
  { organization }: Pick<Snapshot, 'organization'>,
): Partial<Pick<WorkspaceMeta, 'tenant'>> {
  if (source !== 'capture' || organization.kind !== 'read') return {};
  const { id, displayName: name, entraPlan: licence } = tenant;
  const domain = primaryDomain(organization.value);
  return { tenant: { id, name, domain, licence, account: '', roles: [] } };
}
