import { readScopes, writeScopes } from '../../shared/registration/graph-scopes';

export type ScopeKind = 'read' | 'write';

/**
 * Scopes of one token request. A write token also reads: what is about to be changed is read
 * with the same token. Outside the global cloud the resource is written out in full.
 * @param graphOrigin e.g. https://graph.microsoft.us; undefined: short names (global, practice)
 */
export function scopesFor(kind: ScopeKind, graphOrigin?: string): string[] {
  const names = kind === 'write' ? [...readScopes, ...writeScopes] : [...readScopes];
  return graphOrigin === undefined ? names : names.map((name) => `${graphOrigin}/${name}`);
}

/** What MSAL adds to every question: who it is, and going on without asking again. */
const signInScopes = ['openid', 'profile', 'email', 'offline_access'];
const harmless = new Set([...readScopes, ...signInScopes].map(scopeName));

/**
 * True where nothing but permissions to read is asked for. SECURITY: by a list of what may be asked,
 * so that a name nobody thought of, `.default` too, counts as a permission to change.
 * @param given every `scope` of one request; none or two of them are no question we know
 */
export function asksOnlyToRead(given: readonly string[]): boolean {
  const names = given.length === 1 ? (given[0] ?? '').split(' ').filter((one) => one !== '') : [];
  return names.length > 0 && names.every((name) => harmless.has(scopeName(name)));
}

/** Compares scopes by their own name: answers come with or without the resource, in any case. */
export function missingScopes(asked: readonly string[], granted: readonly string[]): string[] {
  const have = new Set(granted.map(scopeName));
  return asked.filter((scope) => !have.has(scopeName(scope)));
}

function scopeName(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
}
