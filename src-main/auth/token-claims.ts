import { isJsonObject } from '../../shared/json';

/** The claims we compare. Anything that is not text counts as missing. */
export interface TokenClaims {
  readonly tid?: string;
  readonly oid?: string;
  readonly appid?: string;
  readonly aud?: string;
  readonly scp?: string;
}

/**
 * Reads a JWT's payload without trusting it: used only to refuse, never to accept. Undefined for
 * an opaque token, which Entra may issue for Graph.
 */
export function decodeClaims(token: string): TokenClaims | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined || token.length > 65_536) {
    return undefined;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!isJsonObject(parsed)) {
    return undefined;
  }
  const claims: Record<string, string> = {};
  for (const name of ['tid', 'oid', 'aud', 'scp'] as const) {
    const value = parsed[name];
    if (typeof value === 'string') {
      claims[name] = value;
    }
  }
  const application = parsed['appid'] ?? parsed['azp'];
  if (typeof application === 'string') {
    claims['appid'] = application;
  }
  return claims;
}
