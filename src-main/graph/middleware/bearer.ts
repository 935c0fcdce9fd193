import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Failure } from '../../../shared/diagnostic';
import type { Result } from '../../../shared/result';
import { unlessCut } from '../unless-cut';
import { callOf, type Call } from './call';

export type GetToken = (
  purpose: 'read' | 'write',
  options?: { claims?: string },
) => Promise<Result<string, Failure>>;

/**
 * Attaches the token of this source. On a claims challenge a read asks once more with the claims
 * (T5); a write comes back as it is, so that the engine stops and a person signs in.
 */
export class Bearer implements Middleware {
  #next: Middleware | null = null;

  constructor(private readonly getToken: GetToken | null) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    if (!(await this.attach(call, context))) return;
    await this.#next?.execute(context);
    const claims = challengeOf(call);
    if (claims === null || call.lane === 'write' || call.claims !== null) return;
    call.claims = claims;
    if (await this.attach(call, context)) await this.#next?.execute(context);
  }

  private async attach(call: Call, context: Context): Promise<boolean> {
    if (this.getToken === null) return true;
    const options = call.claims === null ? undefined : { claims: call.claims };
    const token = await unlessCut(this.getToken(call.lane, options), call.signal);
    if (!token.ok) {
      call.fail(token.failure);
      return false;
    }
    const headers = new Headers(context.options?.headers);
    headers.set('authorization', `Bearer ${token.value}`);
    context.options = { ...context.options, headers: Object.fromEntries(headers) };
    return true;
  }
}

/** The base64 claims of a 401 challenge, decoded; null when there is none. */
function challengeOf(call: Call): string | null {
  if (call.response?.status !== 401) return null;
  const header = call.response.headers['www-authenticate'] ?? '';
  const match = /claims="([A-Za-z0-9+/_=-]{1,8192})"/.exec(header);
  return match?.[1] === undefined ? null : Buffer.from(match[1], 'base64').toString('utf8');
}
