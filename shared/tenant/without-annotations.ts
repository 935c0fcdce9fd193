import { isJsonObject, type Json } from '../json';
import type { Read, Snapshot } from './snapshot';

/**
 * The snapshot with its policies as they are, without what the answer says about itself: names such
 * as `includeTargets@odata.context` carry the server's address, and a plan made from it would be
 * another one on another host or port. The types stay. Everything else is the same object.
 */
export function withoutAnnotations(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    authenticationMethodsPolicy: bareRead(snapshot.authenticationMethodsPolicy),
    securityDefaults: bareRead(snapshot.securityDefaults),
    conditionalAccess: bareRead(snapshot.conditionalAccess),
    crossTenantDefault: bareRead(snapshot.crossTenantDefault),
  };
}

function bareRead<T>(read: Read<T>): Read<T> {
  return read.kind === 'read' ? { ...read, value: bare(read.value as Json) as T } : read;
}

function bare(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => bare(item));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !key.includes('@') || key === '@odata.type');
  return Object.fromEntries(kept.map(([key, item]) => [key, bare(item)]));
}
