import { clouds, type CloudName } from '../../shared/entra/cloud';
import type { ConnectionOutcome, ConnectionView } from '../../shared/ipc/network-contract';
import type { Fetch } from '../graph/fetch';

export interface ConnectionPorts {
  /** The session that real tenants are reached through. */
  readonly fetch: Fetch;
  /** As Electron's `session.resolveProxy` answers, e.g. `PROXY proxy:8080; DIRECT`. */
  readonly resolveProxy: (url: string) => Promise<string>;
  readonly now: () => number;
}

type HostView = ConnectionView['hosts'][number];

/** Milliseconds; a proxy that asks somebody takes longer than any server. */
const limitMs = 15_000;

/** Chromium's words (net_error_list.h) by what a person can do about them. */
const outcomes: readonly (readonly [RegExp, ConnectionOutcome])[] = [
  [/PROXY|TUNNEL|PAC_/, 'proxy'],
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS/, 'name'],
  [/CERT|SSL|TLS/, 'certificate'],
  [/TIMED_OUT/, 'timeout'],
  [/REFUSED|RESET|CLOSED|UNREACHABLE|ACCESS_DENIED|BLOCKED|INTERNET_DISCONNECTED/, 'refused'],
];

/**
 * Asks each host of a cloud once, without an account and without a token: the sign-in service for
 * its public description, Graph for its public list of names. What they answer is not read.
 */
export async function testConnection(
  cloud: CloudName,
  ports: ConnectionPorts,
): Promise<ConnectionView> {
  const { authorityOrigin, graphOrigin } = clouds[cloud];
  const hosts = await Promise.all([
    askHost('signIn', `${authorityOrigin}/common/v2.0/.well-known/openid-configuration`, ports),
    askHost('graph', `${graphOrigin}/v1.0/`, ports),
  ]);
  return { cloud, hosts };
}

async function askHost(
  purpose: HostView['purpose'],
  url: string,
  ports: ConnectionPorts,
): Promise<HostView> {
  const proxy = proxyOf(await ports.resolveProxy(url).catch(() => ''));
  const startedAt = ports.now();
  const limit = AbortSignal.timeout(limitMs);
  let code: string | null = null;
  try {
    const response = await ports.fetch(url, {
      method: 'GET',
      redirect: 'error',
      credentials: 'omit',
      signal: limit,
    });
    // 407 comes from a proxy, whatever host was asked.
    if (response.status === 407) code = 'PROXY_AUTHENTICATION_REQUIRED';
    await response.body?.cancel();
  } catch (error) {
    code = limit.aborted ? 'TIMED_OUT' : codeOf(error);
  }
  const outcome = code === null ? 'reached' : outcomeOf(code);
  const milliseconds = Math.max(0, Math.round(ports.now() - startedAt));
  return { host: new URL(url).host, purpose, outcome, code, milliseconds, proxy };
}

export function outcomeOf(code: string): ConnectionOutcome {
  return outcomes.find(([words]) => words.test(code))?.[1] ?? 'other';
}

/** The network's word alone: a message may hold addresses. */
export function codeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  return /\b(?:ERR_[A-Z0-9_]+|E[A-Z]{4,})\b/.exec(message)?.[0] ?? 'UNKNOWN';
}

function proxyOf(answer: string): string | null {
  const [first = ''] = answer.split(';');
  return /^(?:PROXY|HTTPS|SOCKS[45]?)\s+(\S{1,200})$/.exec(first.trim())?.[1] ?? null;
}
