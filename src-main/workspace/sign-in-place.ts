import { clouds, type CloudName } from '../../shared/entra/cloud';
import type { KeptPlace } from '../auth/kept-sign-ins';
import type { PracticeHost } from './practice-host';
import type { WorkspaceMeta } from './workspace-meta';

/** Where a workspace signs in. The authority is a cloud's or a practice tenant's. */
export interface SignInPlace {
  readonly authority: string;
  readonly clientId: string;
  /** A second registration for changing, where there is one. */
  readonly writeClientId?: string;
  readonly graphUrl: string;
  readonly cloud: CloudName;
  /** Known after the first sign-in: no other tenant will do then. */
  readonly tenantId: string | undefined;
}

/** Where a workspace of a cloud signs in: at its tenant, once one is known. */
export function cloudPlace(
  meta: Pick<WorkspaceMeta, 'cloud' | 'clientId' | 'writeClientId' | 'tenant' | 'authorityTenant'>,
): SignInPlace {
  const cloud = clouds[meta.cloud];
  const segment = meta.tenant?.id ?? meta.authorityTenant ?? 'organizations';
  return {
    authority: `${cloud.authorityOrigin}/${segment}`,
    clientId: meta.clientId ?? '',
    ...(meta.writeClientId === null ? {} : { writeClientId: meta.writeClientId }),
    graphUrl: cloud.graphOrigin,
    cloud: meta.cloud,
    tenantId: meta.tenant?.id,
  };
}

/** Where a workspace of a practice tenant signs in. */
export function practicePlace(
  { tenant }: Pick<PracticeHost, 'tenant'>,
  tenantId: string | undefined,
): SignInPlace {
  const { graphUrl, authority, clientId } = tenant;
  return { authority, clientId, graphUrl, cloud: 'global', tenantId };
}

/** The kept sign-in of a workspace; undefined: it has none, as nobody has signed in there yet. */
export function keptPlace(
  meta: Pick<WorkspaceMeta, 'source' | 'cloud' | 'clientId'> & {
    readonly tenant: { readonly id: string } | null;
  },
): KeptPlace | undefined {
  const { source, cloud, clientId, tenant } = meta;
  return source === 'https' && clientId !== null && tenant !== null
    ? { origin: clouds[cloud].authorityOrigin, clientId, tenantId: tenant.id }
    : undefined;
}
