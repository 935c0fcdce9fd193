import { randomUUID } from 'node:crypto';
import type { Answer } from './answer';
import { fitsChallenge, type AuthorizationCodes } from './authorization-codes';
import type { ConsentRefusals } from './consent-refusals';
import type { Directory } from './directory';
import { readScopes, type ScopeRequest } from './oauth-scopes';
import { accessLifetimeSeconds, type TokenIssuer } from './tokens';

export interface SignInParts {
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly refusals: ConsentRefusals;
  readonly origin: string;
  readonly clientId: string;
  readonly codes: AuthorizationCodes;
}

interface Holder {
  userId: string;
  upn: string;
  name: string;
  clientId: string;
}

/** `/oauth2/v2.0/token`: authorization_code with PKCE, and refresh_token. */
export function answerToken(parts: SignInParts, form: URLSearchParams): Answer {
  const clientId = form.get('client_id') ?? '';
  if (clientId !== parts.clientId) {
    return refuseToken('unauthorized_client', 700016, `Application '${clientId}' was not found.`);
  }
  const scopes = readScopes(form.get('scope') ?? '');
  if (scopes.unknown !== undefined) {
    return refuseToken('invalid_scope', 70011, `The scope '${scopes.unknown}' does not exist.`);
  }
  const refusal = parts.refusals.of('token', scopes.permissions);
  if (refusal !== undefined) {
    return refuseToken(refusal.error, refusal.number ?? 65001, 'A permission is not given.');
  }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeemCode(parts, form, scopes);
    case 'refresh_token':
      return refresh(parts, form, scopes);
    default:
      return refuseToken('unsupported_grant_type', 70003, 'The grant type is not supported.');
  }
}

function redeemCode(parts: SignInParts, form: URLSearchParams, asked: ScopeRequest): Answer {
  const grant = parts.codes.redeem(form.get('code') ?? '');
  if (grant === undefined) {
    return refuseToken('invalid_grant', 54005, 'The code was already redeemed or has expired.');
  }
  if (grant.redirectUri !== form.get('redirect_uri')) {
    return refuseToken('invalid_grant', 500112, 'The redirect address does not match the request.');
  }
  if (!fitsChallenge(form.get('code_verifier') ?? '', grant.challenge)) {
    return refuseToken('invalid_grant', 501481, 'The code verifier does not match the challenge.');
  }
  const permissions = asked.permissions.length > 0 ? asked.permissions : grant.scopes;
  const refused = permissions.find((scope) => !grant.scopes.includes(scope));
  if (refused !== undefined) return needsConsent(refused);
  const { nonce } = grant;
  return grantTokens(parts, grant, permissions, asked.asked, nonce);
}

/** Silently only what was consented to before: a new permission needs a person. */
function refresh(parts: SignInParts, form: URLSearchParams, asked: ScopeRequest): Answer {
  const grant = parts.codes.recall(form.get('refresh_token') ?? '');
  if (grant === undefined || grant.clientId !== parts.clientId) {
    return refuseToken('invalid_grant', 9002313, 'The refresh token is not valid.');
  }
  const refused = asked.permissions.find((scope) => !grant.consented.includes(scope.toLowerCase()));
  if (refused !== undefined) return needsConsent(refused);
  return grantTokens(parts, grant, asked.permissions, asked.asked, undefined);
}

function needsConsent(scope: string): Answer {
  const text = `The user has not consented to '${scope}'.`;
  return refuseToken('invalid_grant', 65001, text, 'consent_required');
}

function grantTokens(
  parts: SignInParts,
  holder: Holder,
  permissions: readonly string[],
  asked: readonly string[],
  nonce: string | undefined,
): Answer {
  const { tokens, codes, directory } = parts;
  const actor = { id: holder.userId, upn: holder.upn, name: holder.name };
  const keep = { userId: actor.id, upn: actor.upn, name: actor.name, clientId: holder.clientId };
  const scope = [...new Set([...asked, 'openid', 'profile'])].filter((s) => s !== 'offline_access');
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      scope: scope.join(' '),
      expires_in: accessLifetimeSeconds,
      ext_expires_in: accessLifetimeSeconds,
      access_token: tokens.accessToken(actor, holder.clientId, permissions),
      refresh_token: codes.remember(keep, permissions),
      id_token: tokens.idToken(actor, holder.clientId, nonce),
      client_info: clientInfo(actor.id, directory.facts.id),
    },
    headers: { Pragma: 'no-cache' },
  };
}

/** MSAL names the account by this: object id and home tenant. */
export function clientInfo(userId: string, tenantId: string): string {
  return Buffer.from(JSON.stringify({ uid: userId, utid: tenantId })).toString('base64url');
}

/** An OAuth error as the service words it: the AADSTS number leads. */
export function refuseToken(
  error: string,
  number: number,
  text: string,
  suberror?: string,
): Answer {
  return {
    status: 400,
    body: {
      error,
      error_description: `AADSTS${number}: ${text}`,
      error_codes: [number],
      timestamp: new Date().toISOString(),
      trace_id: randomUUID(),
      correlation_id: randomUUID(),
      ...(suberror === undefined ? {} : { suberror }),
    },
  };
}
