import type { IncomingMessage } from 'node:http';
import type { Answer } from './answer';
import { AuthorizationCodes } from './authorization-codes';
import type { ConsentRefusals } from './consent-refusals';
import type { Directory } from './directory';
import { renderAuthorize } from './sign-in-pages';
import { answerToken, type SignInParts } from './token-endpoint';
import type { TokenIssuer } from './tokens';

export interface SignInSetup {
  directory: Directory;
  tokens: TokenIssuer;
  refusals: ConsentRefusals;
  origin: string;
  clientId: string;
}

/** The authority: discovery, the page that lists accounts, tokens, keys, sign-out. */
export class SignIn {
  readonly #parts: SignInParts;

  constructor(setup: SignInSetup) {
    this.#parts = { ...setup, codes: new AuthorizationCodes() };
  }

  /** Undefined: not an address of the authority. */
  answer(request: IncomingMessage, body: string): Answer | undefined {
    const { origin, directory, tokens } = this.#parts;
    const url = new URL(request.url ?? '/', origin);
    const [, tenant = '', ...rest] = url.pathname.split('/');
    const path = rest.join('/').toLowerCase();
    const method = request.method ?? 'GET';
    if (path === 'discovery/instance' && method === 'GET') return this.#instances(url);
    if (!authorityPaths.includes(path)) return undefined;
    if (!isOurTenant(tenant, directory.facts.id)) return unknownTenant(tenant);
    if (path === 'v2.0/.well-known/openid-configuration') return this.#configuration();
    if (path === 'discovery/v2.0/keys') return { status: 200, body: tokens.keys() };
    if (path === 'oauth2/v2.0/token') {
      return method === 'POST'
        ? answerToken(this.#parts, new URLSearchParams(body))
        : { status: 405, headers: { Allow: 'POST' } };
    }
    if (path === 'oauth2/v2.0/logout') return loggedOut(url);
    const asked = method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    return renderAuthorize(this.#parts, asked, request.headers['accept-language'] ?? '');
  }

  #configuration(): Answer {
    const { origin, directory } = this.#parts;
    const base = `${origin}/${directory.facts.id}`;
    return {
      status: 200,
      body: {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
        response_modes_supported: ['query', 'form_post'],
        response_types_supported: ['code'],
        scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
        claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'name', 'tid', 'oid'],
      },
    };
  }

  #instances(asked: URL): Answer {
    const { origin, directory } = this.#parts;
    const { host } = new URL(origin);
    const endpoint = asked.searchParams.get('authorization_endpoint');
    const tenant = endpoint === null ? directory.facts.id : tenantOf(endpoint);
    return {
      status: 200,
      body: {
        tenant_discovery_endpoint: `${origin}/${tenant}/v2.0/.well-known/openid-configuration`,
        'api-version': '1.1',
        metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
      },
    };
  }
}

const authorityPaths = [
  ...['v2.0/.well-known/openid-configuration', 'discovery/v2.0/keys'],
  ...['oauth2/v2.0/token', 'oauth2/v2.0/authorize', 'oauth2/v2.0/logout'],
];

function tenantOf(endpoint: string): string {
  return /^https?:\/\/[^/]+\/([^/?#]+)/.exec(endpoint)?.[1] ?? 'common';
}

function isOurTenant(tenant: string, id: string): boolean {
  return [id, 'organizations', 'common'].includes(tenant.toLowerCase());
}

function unknownTenant(tenant: string): Answer {
  return {
    status: 400,
    body: {
      error: 'invalid_tenant',
      error_description: `AADSTS90002: Tenant '${tenant}' not found.`,
      error_codes: [90002],
    },
  };
}

/** Nothing is kept between requests, so there is nothing to forget. */
function loggedOut(url: URL): Answer {
  const back = url.searchParams.get('post_logout_redirect_uri');
  if (back !== null && /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/.test(back)) {
    return { status: 302, headers: { Location: back } };
  }
  return {
    status: 200,
    text: 'Signed out. サインアウトしました。',
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  };
}
