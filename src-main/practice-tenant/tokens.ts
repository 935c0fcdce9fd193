import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { Actor } from './call';
import type { JsonObject } from './json';

export const accessLifetimeSeconds = 3600;
const year = 365 * 24 * 3600;
/** Graph's application id, the audience of its access tokens. */
const graphAudience = 'https://graph.microsoft.com';

let processKey: KeyObject | undefined;

/** Made once a process: it proves nothing between practice tenants and takes a while to make. */
function signingKey(): KeyObject {
  processKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  return processKey;
}

interface Issued {
  readonly actor: Actor;
  readonly expiresAt: number;
}

/**
 * Signs and remembers tokens. They live on the wall clock: the tenant's clock may be pushed on by
 * weeks while somebody is signed in.
 */
export class TokenIssuer {
  readonly #key: KeyObject;
  readonly #keyId: string;
  readonly #issued = new Map<string, Issued>();
  readonly #tenantId: string;
  readonly #issuer: string;

  constructor(tenantId: string, origin: string) {
    this.#key = signingKey();
    const shown = createPublicKey(this.#key).export({ type: 'spki', format: 'der' });
    this.#keyId = createHash('sha256').update(shown).digest('base64url').slice(0, 27);
    this.#tenantId = tenantId;
    this.#issuer = `${origin}/${tenantId}/v2.0`;
  }

  keys(): JsonObject {
    const jwk = createPublicKey(this.#key).export({ format: 'jwk' });
    const { n, e } = jwk;
    return {
      keys: [
        {
          ...{ kty: 'RSA', use: 'sig', alg: 'RS256', kid: this.#keyId, issuer: this.#issuer },
          ...{ n: n ?? '', e: e ?? '' },
        },
      ],
    };
  }

  accessToken(
    actor: { id: string; upn: string },
    clientId: string,
    scopes: readonly string[],
    lifetimeSeconds = accessLifetimeSeconds,
  ): string {
    const token = this.#jwt(lifetimeSeconds, {
      ...{ aud: graphAudience, appid: clientId, oid: actor.id, sub: actor.id, upn: actor.upn },
      ...{ scp: scopes.join(' '), ver: '1.0', uti: randomBytes(12).toString('base64url') },
    });
    this.#issued.set(token, {
      actor: { ...actor, scopes: new Set(scopes.map((scope) => scope.toLowerCase())) },
      expiresAt: Date.now() + lifetimeSeconds * 1000,
    });
    return token;
  }

  /** The command line's token: every permission, as long as the server runs. */
  operatorToken(
    actor: { id: string; upn: string },
    clientId: string,
    scopes: readonly string[],
  ): string {
    return this.accessToken(actor, clientId, scopes, year);
  }

  idToken(
    actor: { id: string; upn: string; name: string },
    clientId: string,
    nonce: string | undefined,
  ): string {
    return this.#jwt(accessLifetimeSeconds, {
      ...{ aud: clientId, oid: actor.id, sub: actor.id, name: actor.name, ver: '2.0' },
      preferred_username: actor.upn,
      ...(nonce === undefined ? {} : { nonce }),
    });
  }

  actorOf(authorization: string | undefined): Actor | undefined {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    const issued = token === undefined ? undefined : this.#issued.get(token);
    return issued !== undefined && Date.now() < issued.expiresAt ? issued.actor : undefined;
  }

  #jwt(lifetimeSeconds: number, claims: JsonObject): string {
    const now = Math.floor(Date.now() / 1000);
    const payload = {
      ...{ iss: this.#issuer, tid: this.#tenantId, iat: now, nbf: now },
      exp: now + lifetimeSeconds,
      ...claims,
    };
    const encode = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = encode({ typ: 'JWT', alg: 'RS256', kid: this.#keyId });
    const body = `${head}.${encode(payload)}`;
    return `${body}.${sign('RSA-SHA256', Buffer.from(body), this.#key).toString('base64url')}`;
  }
}
