import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SignInRequest } from '../../../../src-main/auth/token-broker';

/** What the authority answers differently from an honest one. */
export interface Tricks {
  /** `tid` of ID and access token, instead of the tenant that was asked. */
  tokenTenant?: string;
  /** Scopes granted, instead of those asked. */
  grant?: (asked: string[]) => string[];
  audience?: string;
  /** Home tenant of the account, when it is a guest or a partner in the tenant asked. */
  homeTenant?: string;
  appId?: string;
  userId?: string;
  tokenError?: { error: string; error_description: string; suberror?: string };
  /** A refusal by what was asked. */
  refuse?: (asked: string[]) => Tricks['tokenError'];
  /** How long an access token lives; less than five minutes, and the next one is asked for. */
  tokenSeconds?: number;
  holdDiscovery?: boolean;
  holdToken?: boolean;
  answerHtml?: boolean;
}

export interface FakeAuthority {
  readonly origin: string;
  readonly tricks: Tricks;
  readonly asked: { path: string; form: Record<string, string> }[];
  /** Every code and token it gave out. */
  readonly given: string[];
  /** Follows the authorize address as a browser would; the answer is form-posted back. */
  visit(authorizeUrl: string, choice?: 'sign-in' | 'deny'): Promise<number>;
  close(): Promise<void>;
}

export const tenantA = '11111111-aaaa-4aaa-8aaa-111111111111';
export const tenantB = '22222222-bbbb-4bbb-8bbb-222222222222';
export const clientId = '33333333-cccc-4ccc-8ccc-333333333333';

/** A small sign-in service: form post, PKCE, refresh; lies where told to. */
export async function startFakeAuthority(): Promise<FakeAuthority> {
  const tricks: Tricks = {};
  const asked: FakeAuthority['asked'] = [];
  const given: string[] = [];
  const codes = new Map<string, { challenge: string; scopes: string[]; tenant: string }>();
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const form = Object.fromEntries(new URLSearchParams(await read(request)));
    asked.push({ path: url.pathname, form });
    const tenant = url.pathname.split('/')[1] ?? '';
    if (tricks.answerHtml) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>proxy</p>');
    } else if (url.pathname.endsWith('/openid-configuration')) {
      if (!tricks.holdDiscovery) {
        json(response, 200, {
          issuer: `${origin}/${tenant}/v2.0`,
          authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
          token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
          jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
        });
      }
    } else if (url.pathname.endsWith('/token')) {
      if (!tricks.holdToken) {
        token(response, tenant, form);
      }
    } else {
      json(response, 404, {});
    }
  }

  function token(response: ServerResponse, tenant: string, form: Record<string, string>): void {
    const refused = tricks.tokenError ?? tricks.refuse?.((form['scope'] ?? '').split(' '));
    if (refused) {
      json(response, 400, refused);
      return;
    }
    const code = codes.get(form['code'] ?? '');
    codes.delete(form['code'] ?? '');
    if (form['grant_type'] === 'authorization_code') {
      const challenge = createHash('sha256')
        .update(form['code_verifier'] ?? '')
        .digest('base64url');
      if (!code || code.challenge !== challenge) {
        json(response, 400, { error: 'invalid_grant', error_description: 'AADSTS70000: code' });
        return;
      }
    }
    const tid = tricks.tokenTenant ?? (tenant === 'organizations' ? tenantA : tenant);
    const oid = tricks.userId ?? 'dddddddd-dddd-4ddd-8ddd-dddddddddddd';
    const wanted = (form['scope'] ?? '').split(' ').filter((scope) => scope !== '');
    const granted = tricks.grant ? tricks.grant(wanted) : wanted;
    const claims = {
      tid,
      oid,
      sub: oid,
      preferred_username: 'operator@contoso.example',
      name: 'Operator',
    };
    const tokens = {
      token_type: 'Bearer',
      expires_in: tricks.tokenSeconds ?? 3600,
      scope: granted.join(' '),
      access_token: jwt({
        ...claims,
        appid: tricks.appId ?? clientId,
        aud: tricks.audience ?? 'https://graph.microsoft.com',
        scp: granted.join(' '),
        uti: randomBytes(6).toString('hex'),
      }),
      refresh_token: randomBytes(12).toString('hex'),
      id_token: jwt({ ...claims, aud: clientId, iss: `${origin}/${tid}/v2.0` }),
      client_info: Buffer.from(
        JSON.stringify({ uid: oid, utid: tricks.homeTenant ?? tid }),
      ).toString('base64url'),
    };
    given.push(tokens.access_token, tokens.refresh_token, tokens.id_token);
    json(response, 200, tokens);
  }

  return {
    origin,
    tricks,
    asked,
    given,
    visit: async (authorizeUrl, choice = 'sign-in') => {
      const url = new URL(authorizeUrl);
      const value = (name: string): string => url.searchParams.get(name) ?? '';
      const body = new URLSearchParams({ state: value('state') });
      if (choice === 'deny') {
        body.set('error', 'access_denied');
      } else {
        const code = randomBytes(8).toString('hex');
        given.push(code);
        codes.set(code, {
          challenge: value('code_challenge'),
          scopes: value('scope').split(' '),
          tenant: url.pathname.split('/')[1] ?? '',
        });
        body.set('code', code);
      }
      const redirect = value('redirect_uri').replace('localhost', '127.0.0.1');
      return (await fetch(redirect, { method: 'POST', body })).status;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A sign-in at this service in tenant A, by a person who says yes. */
export function requestTo(
  authority: FakeAuthority,
  changes: Partial<SignInRequest> = {},
): SignInRequest {
  return {
    authority: `${authority.origin}/${tenantA}`,
    clientId,
    fetch: (url, init) => fetch(url, init),
    openBrowser: async (url) => void (await authority.visit(url)),
    signal: new AbortController().signal,
    mayWrite: () => true,
    now: () => Date.now(),
    ...changes,
  };
}

/** `ok`, or the code of the failure. */
export function codeOf(answer: { ok: boolean; failure?: { code: string } }): string {
  return answer.ok ? 'ok' : (answer.failure?.code ?? '');
}

export function jwt(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2ln`;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
