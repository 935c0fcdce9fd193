import type { Version } from './call';
import type { TenantInput } from './scenario-schema';

export type PracticeCloud = TenantInput['tenant']['cloud'];

interface Gap {
  readonly path: RegExp;
  readonly versions: readonly Version[];
  readonly clouds: readonly PracticeCloud[];
  /** The part of the path that this cloud's metadata does not have. */
  readonly segment: string;
}

const both: readonly Version[] = ['v1.0', 'beta'];
const others: readonly PracticeCloud[] = ['usGov', 'usGovDod', 'china'];

/** From the v1.0 metadata of each cloud and the cloud lines of Graph's API pages. */
const gaps: readonly Gap[] = [
  {
    path: /^\/policies\/authenticationMethodsPolicy(\/|$)/i,
    ...{ versions: ['v1.0'], clouds: ['china'], segment: 'authenticationMethodsPolicy' },
  },
  {
    path: /^\/(me|users\/[^/]+)\/authentication\//i,
    ...{ versions: ['v1.0'], clouds: ['china'], segment: 'authentication' },
  },
  {
    path: /^\/tenantRelationships\/delegatedAdmin/i,
    ...{ versions: both, clouds: others, segment: 'delegatedAdminRelationships' },
  },
];

/** The segment Graph does not know in this cloud; undefined: the address exists. */
export function missingSegment(
  cloud: PracticeCloud,
  version: Version,
  path: string,
): string | undefined {
  const fits = (gap: Gap): boolean =>
    gap.clouds.includes(cloud) && gap.versions.includes(version) && gap.path.test(path);
  return gaps.find(fits)?.segment;
}

/** The QR code method is in no other cloud's v1.0. */
export function hasQrCode(cloud: PracticeCloud, version: Version): boolean {
  return cloud === 'public' || version === 'beta';
}

/** SMS and voice end in the public cloud alone, and with them the way to opt out. */
export function hasOptOut(cloud: PracticeCloud): boolean {
  return cloud === 'public';
}

/** A cloud as the command line and captures name it. */
export function practiceCloud(name: string | undefined): PracticeCloud {
  if (name === 'usgov') return 'usGov';
  if (name === 'usgovdod') return 'usGovDod';
  return name === 'china' ? 'china' : 'public';
}
