/**
 * Where a source signs in. MSAL 7.2.1 refuses every authority that is not https (its
 * `validateAsUri`), the practice tenant speaks plain http on the loopback interface. So MSAL is
 * shown the same host and port with https, and our network client and browser opener put the
 * scheme back. Only an http origin on 127.0.0.1 with a port is ever mapped.
 */
export interface Authority {
  readonly kind: 'cloud' | 'practice';
  /** As MSAL sees it: https, no trailing slash. */
  readonly msalAuthority: string;
  /** host[:port] to trust without asking Microsoft's instance discovery; cloud hosts need none. */
  readonly knownAuthorities: readonly string[];
  /** Origins requests may go to, as MSAL writes them. */
  readonly msalOrigins: readonly string[];
  /** Tenant segment: a GUID, a domain, or `organizations`. */
  readonly tenant: string;
}

/** Hosts MSAL turns to by itself for a cloud origin (its built-in instance metadata). */
const cloudOrigins: Readonly<Record<string, readonly string[]>> = {
  'https://login.microsoftonline.com': ['https://login.microsoftonline.com'],
  'https://login.microsoftonline.us': ['https://login.microsoftonline.us'],
  'https://login.chinacloudapi.cn': [
    'https://login.chinacloudapi.cn',
    'https://login.partner.microsoftonline.cn',
  ],
  'https://login.partner.microsoftonline.cn': ['https://login.partner.microsoftonline.cn'],
};

const tenantPattern = /^[0-9a-z][0-9a-z.-]{0,127}$/i;

/**
 * Reads an authority such as https://login.microsoftonline.com/organizations or
 * http://127.0.0.1:50123/<tenant>. Undefined for anything else: another host, other schemes,
 * user info, query, a longer path.
 */
export function parseAuthority(text: string): Authority | undefined {
  const url = parseUrl(text);
  if (!url || url.username !== '' || url.password !== '' || url.search || url.hash) {
    return undefined;
  }
  const tenant = url.pathname.replace(/^\//, '').replace(/\/$/, '');
  if (!tenantPattern.test(tenant)) {
    return undefined;
  }
  if (isPracticeOrigin(url.origin)) {
    const origin = `https://${url.host}`;
    return {
      kind: 'practice',
      msalAuthority: `${origin}/${tenant}`,
      knownAuthorities: [url.host],
      msalOrigins: [origin],
      tenant,
    };
  }
  const origins = cloudOrigins[url.origin];
  if (!origins) {
    return undefined;
  }
  return {
    kind: 'cloud',
    msalAuthority: `${url.origin}/${tenant}`,
    knownAuthorities: [],
    msalOrigins: origins,
    tenant,
  };
}

/** The same authority for one tenant, once it is known. */
export function forTenant(authority: Authority, tenantId: string): string {
  return `${new URL(authority.msalAuthority).origin}/${tenantId}`;
}

/** MSAL's spelling of an address to the real one. Undefined: not an address of this authority. */
export function toRealUrl(authority: Authority, msalUrl: string): string | undefined {
  const url = parseUrl(msalUrl);
  if (!url || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (!authority.msalOrigins.includes(url.origin)) {
    return undefined;
  }
  if (authority.kind === 'practice') {
    return `http://${url.host}${url.pathname}${url.search}`;
  }
  return url.href;
}

/** True for http://127.0.0.1:port, the only origin that may be spoken to without TLS. */
export function isPracticeOrigin(origin: string): boolean {
  const url = parseUrl(origin);
  return url?.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== '';
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
