import type { Authority } from './authority';
import { toRealUrl } from './authority';
import { asksOnlyToRead } from './scopes';

/** What the browser is about to be sent to, with the way to end the wait for it. */
export interface AuthorizeRequest {
  /** Real address to open. */
  readonly url: string;
  /** MSAL's own listener on 127.0.0.1. */
  readonly listenerPort: number;
  readonly state: string;
}

/**
 * Checks the address MSAL wants opened (T6): the source's own authority and authorize endpoint,
 * answers by form post, PKCE with S256, redirect to the loopback interface with a port, and in
 * read-only mode no permission to change. Undefined when anything differs; then nothing is opened.
 */
export function checkAuthorizeUrl(
  authority: Authority,
  clientId: string,
  msalUrl: string,
  mayWrite: boolean,
): AuthorizeRequest | undefined {
  const real = toRealUrl(authority, msalUrl);
  if (real === undefined || real.length > 16_384) {
    return undefined;
  }
  const url = new URL(real);
  const only = (name: string): string | undefined => {
    const values = url.searchParams.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  const segments = url.pathname.split('/').filter((part) => part !== '');
  const isAuthorize =
    segments.length === 4 && segments.slice(1).join('/') === 'oauth2/v2.0/authorize';
  const state = only('state');
  const challenge = only('code_challenge') ?? '';
  const port = loopbackPort(only('redirect_uri') ?? '');
  const isTooMuch = !mayWrite && !asksOnlyToRead(url.searchParams.getAll('scope'));
  if (
    isTooMuch ||
    !isAuthorize ||
    state === undefined ||
    state === '' ||
    port === undefined ||
    only('client_id') !== clientId ||
    only('response_mode') !== 'form_post' ||
    only('response_type') !== 'code' ||
    only('code_challenge_method') !== 'S256' ||
    !/^[\w-]{43}$/.test(challenge)
  ) {
    return undefined;
  }
  return { url: real, listenerPort: port, state };
}

function loopbackPort(redirect: string): number | undefined {
  const match = /^http:\/\/localhost:(\d{1,5})\/?$/.exec(redirect);
  const port = match ? Number(match[1]) : 0;
  return port > 0 && port < 65_536 ? port : undefined;
}
