import { mayLack, missingScopes } from './scopes';
import { decodeClaims } from './token-claims';

/** What was asked for; every token must answer exactly this (T3). */
export interface TokenExpectation {
  /** Tenant GUID; undefined only for the very first sign-in of a source. */
  readonly tenantId: string | undefined;
  readonly homeAccountId: string | undefined;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Graph's application id and the origins it is known by. */
  readonly audiences: readonly string[];
}

/** The parts of MSAL's result that are compared. */
export interface TokenCandidate {
  readonly accessToken: string;
  readonly tenantId: string;
  readonly idTokenTenantId: string | undefined;
  readonly homeAccountId: string | undefined;
  readonly scopes: readonly string[];
}

export type TokenVerdict =
  | {
      readonly kind: 'accepted';
      readonly tenantId: string;
      /** Permissions to read that were asked for and not given: what needs them stays unread. */
      readonly lacking: readonly string[];
    }
  | { readonly kind: 'tenant-mismatch'; readonly got: string }
  | { readonly kind: 'account-mismatch' }
  | { readonly kind: 'application-mismatch' }
  | { readonly kind: 'scopes-missing'; readonly scopes: readonly string[] };

/**
 * MSAL 7.2.1 hands out another tenant's cached token, accepts an ID token of another tenant and
 * fewer scopes than asked, all without an error. This is the check it does not make.
 */
export function judgeToken(candidate: TokenCandidate, asked: TokenExpectation): TokenVerdict {
  const tenantId = (asked.tenantId ?? candidate.tenantId).toLowerCase();
  const claims = decodeClaims(candidate.accessToken);
  const tenants = [candidate.tenantId, candidate.idTokenTenantId, claims?.tid];
  const other = tenants.find((t) => t !== undefined && t.toLowerCase() !== tenantId);
  if (other !== undefined || tenantId === '') {
    return { kind: 'tenant-mismatch', got: other ?? '' };
  }
  if (candidate.idTokenTenantId === undefined) {
    return { kind: 'tenant-mismatch', got: '' };
  }
  if (asked.homeAccountId !== undefined && candidate.homeAccountId !== asked.homeAccountId) {
    return { kind: 'account-mismatch' };
  }
  if (claims) {
    const isOurApplication =
      claims.appid === undefined || claims.appid.toLowerCase() === asked.clientId.toLowerCase();
    const isForGraph =
      claims.aud === undefined || asked.audiences.includes(claims.aud.replace(/\/$/, ''));
    if (!isOurApplication || !isForGraph) {
      return { kind: 'application-mismatch' };
    }
  }
  const granted = claims?.scp === undefined ? candidate.scopes : claims.scp.split(' ');
  const missing = [
    ...new Set([
      ...missingScopes(asked.scopes, candidate.scopes),
      ...missingScopes(asked.scopes, granted),
    ]),
  ];
  if (!missing.every(mayLack)) return { kind: 'scopes-missing', scopes: missing };
  return { kind: 'accepted', tenantId, lacking: missing };
}
