import { isJsonObject, type Json, type JsonObject } from '../../shared/json';

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
  const parsed = payloadOf(token);
  if (parsed === undefined) return undefined;
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

/** When a token ends, in ms since 1970; null: it does not tell. */
export function endOfToken(token: string): number | null {
  const seconds = payloadOf(token)?.['exp'];
  return typeof seconds === 'number' ? seconds * 1000 : null;
}

function payloadOf(token: string): JsonObject | undefined {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined || token.length > 65_536) {
    return undefined;
  }
  let parsed: Json;
  try {
    parsed = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Json;
  } catch {
    return undefined;
  }
  return isJsonObject(parsed) ? parsed : undefined;
}
