import { unitsByPath, type BucketName } from '../../shared/entra/graph-limits';
import { isJsonObject, type Json } from '../../shared/json';
import { parseJson } from './graph-error';

/** What one request takes from which bucket. */
export interface Charge {
  readonly bucket: BucketName;
  readonly units: number;
}

/**
 * The buckets a request draws from, the narrowest first: it leaves only when all have room.
 * `url` is a path with its query, with or without host and version.
 */
export function chargesOf(method: string, url: string): readonly Charge[] {
  const [path = '', query = ''] = url.split('?');
  const all: Charge = { bucket: 'global', units: 1 };
  if (/\/identity\/conditionalAccess(\/|$)|\/identityProtection\//.test(path)) {
    return [{ bucket: 'conditionalAccess', units: 1 }, all];
  }
  if (/\/reports\/|\/auditLogs\//.test(path)) {
    return [{ bucket: 'reports', units: 1 }, { bucket: 'appReports', units: 1 }, all];
  }
  const units = method === 'GET' ? readUnitsOf(path, query) : 1;
  const identity: Charge[] = [{ bucket: 'reads', units }, { bucket: 'appReads', units }, all];
  if (path.includes('/authenticationFlowsPolicy')) {
    identity.unshift({ bucket: 'identityProviders', units: 1 });
  }
  if (method !== 'GET') {
    const write = (['writes', 'tenantWrites', 'appWrites'] as const).map((bucket) => ({
      ...{ bucket, units: 1 },
    }));
    return [...write, ...identity];
  }
  if (/signInActivity/i.test(query)) return [{ bucket: 'signInActivity', units: 1 }, ...identity];
  const person = /\/authentication\/(requirements$)?/.exec(path);
  if (person === null || !path.includes('/users/')) return identity;
  const bucket = person[1] === undefined ? 'personMethods' : 'personStates';
  return [{ bucket, units: 1 }, ...identity];
}

/** `$select` and a small `$top` cost one less, `$expand` one more, never below 1. */
function readUnitsOf(path: string, query: string): number {
  const base = unitsByPath.find(([pattern]) => pattern.test(path))?.[1] ?? 1;
  const top = Number(/(?:^|&)\$top=(\d+)/.exec(query)?.[1] ?? 100);
  const has = (option: string): number => (query.includes(`${option}=`) ? 1 : 0);
  return Math.max(1, base - has('$select') - (top < 20 ? 1 : 0) + has('$expand'));
}

/** Parts of a `$batch` in the order of its body: each is charged, the envelope is not. */
export function chargesOfBatch(body: string | null): readonly (readonly Charge[])[] {
  const json = parseJson(body ?? '');
  const requests = isJsonObject(json) ? json['requests'] : undefined;
  if (!Array.isArray(requests)) return [];
  return (requests as readonly Json[]).map((part) => {
    if (!isJsonObject(part)) return [];
    const { method, url } = part;
    return chargesOf(
      typeof method === 'string' ? method : 'GET',
      typeof url === 'string' ? url : '',
    );
  });
}

/** Charges of several requests as one, buckets in the order they come up. */
export function sumOf(all: readonly (readonly Charge[])[]): readonly Charge[] {
  const units = new Map<BucketName, number>();
  for (const charge of all.flat()) {
    units.set(charge.bucket, (units.get(charge.bucket) ?? 0) + charge.units);
  }
  return [...units].map(([bucket, sum]) => ({ bucket, units: sum }));
}

/**
 * The bucket that refused a request, as `x-ms-throttle-scope` and `x-ms-throttle-information` name
 * it; the narrowest of the request's own where they are silent.
 */
export function refusedBucket(
  charges: readonly Charge[],
  headers: Readonly<Record<string, string>>,
): BucketName | null {
  const has = (bucket: BucketName): boolean => charges.some((one) => one.bucket === bucket);
  const narrowest = charges[0]?.bucket ?? null;
  const [scope = '', kind = ''] = (headers['x-ms-throttle-scope'] ?? '').split('/');
  const information = headers['x-ms-throttle-information'] ?? '';
  const isWrite = kind === 'Write' || information === 'WriteLimitExceeded';
  if (scope === '' && information === '') return narrowest;
  const named: readonly BucketName[] =
    scope === 'Application'
      ? ['appReports', isWrite ? 'appWrites' : 'appReads', 'global']
      : scope === 'Tenant'
        ? ['conditionalAccess', isWrite ? 'tenantWrites' : 'reads']
        : information === 'ResourceUnitLimitExceeded'
          ? ['reads']
          : isWrite
            ? ['writes']
            : [];
  return named.find(has) ?? narrowest;
}
