import { createHash, randomBytes } from 'node:crypto';

export interface CodeGrant {
  readonly userId: string;
  readonly upn: string;
  readonly name: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
}

export interface RefreshGrant {
  readonly userId: string;
  readonly upn: string;
  readonly name: string;
  readonly clientId: string;
  readonly consented: readonly string[];
}

const codeLifetimeMs = 600_000;

/** Codes work once, for ten minutes; refresh tokens as long as the server runs. */
export class AuthorizationCodes {
  readonly #codes = new Map<string, { grant: CodeGrant; expiresAt: number }>();
  readonly #refresh = new Map<string, RefreshGrant>();
  readonly #consented = new Map<string, Set<string>>();

  issue(grant: CodeGrant): string {
    const code = `0.${randomBytes(48).toString('base64url')}`;
    this.#codes.set(code, { grant, expiresAt: Date.now() + codeLifetimeMs });
    return code;
  }

  /** Takes the code out, so that a second use finds nothing. */
  redeem(code: string): CodeGrant | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found !== undefined && Date.now() < found.expiresAt ? found.grant : undefined;
  }

  /** Consent adds up for an account and client, as in a tenant. */
  remember(grant: Omit<RefreshGrant, 'consented'>, scopes: readonly string[]): string {
    const key = `${grant.clientId} ${grant.userId}`;
    const all = this.#consented.get(key) ?? new Set<string>();
    for (const scope of scopes) all.add(scope.toLowerCase());
    this.#consented.set(key, all);
    const token = `1.${randomBytes(48).toString('base64url')}`;
    this.#refresh.set(token, { ...grant, consented: [] });
    return token;
  }

  recall(token: string): RefreshGrant | undefined {
    const grant = this.#refresh.get(token);
    if (grant === undefined) return undefined;
    const all = this.#consented.get(`${grant.clientId} ${grant.userId}`) ?? new Set<string>();
    return { ...grant, consented: [...all] };
  }
}

/** PKCE, S256 only. */
export function fitsChallenge(verifier: string, challenge: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge;
}
