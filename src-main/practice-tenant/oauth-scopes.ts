import { grantableScopes } from './graph-routes';

const openId = ['openid', 'profile', 'email', 'offline_access'];

export interface ScopeRequest {
  /** Graph permissions, by their short names. */
  readonly permissions: readonly string[];
  /** As asked, for the answer's `scope`. */
  readonly asked: readonly string[];
  /** The first one nobody knows: the whole request fails (AADSTS70011). */
  readonly unknown: string | undefined;
}

/** Reads a `scope` parameter: short names, or with the resource in front. */
export function readScopes(text: string): ScopeRequest {
  const asked = text.split(' ').filter((scope) => scope !== '');
  const known = new Map(grantableScopes.map((scope) => [scope.toLowerCase(), scope]));
  const permissions: string[] = [];
  for (const scope of asked) {
    const short = scope.replace(/^https?:\/\/[^/]+\//, '').toLowerCase();
    if (openId.includes(short)) continue;
    const permission = known.get(short);
    if (permission === undefined) return { permissions, asked, unknown: scope };
    permissions.push(permission);
  }
  return { permissions, asked, unknown: undefined };
}
