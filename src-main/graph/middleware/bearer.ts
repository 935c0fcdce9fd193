import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Failure } from '../../../shared/diagnostic';
import type { WriteScope } from '../../../shared/registration/graph-scopes';
import type { Result } from '../../../shared/result';
import { parseJson } from '../graph-error';
import { unlessCut } from '../unless-cut';
import { scopesOfWrite } from '../write-table';
import { callOf, type Call } from './call';
import { headersOf } from './headers-of';

/** `scopes`: permissions that a write takes, and no others are asked for because of it. */
export type GetToken = (
  purpose: 'read' | 'write',
  options?: { readonly claims?: string; readonly scopes?: readonly WriteScope[] },
) => Promise<Result<string, Failure>>;

/**
 * Attaches the token of this source. On a claims challenge a read asks once more with the claims
 * (T5); a write comes back as it is, so that the engine stops and a person signs in. The next write
 * then brings what was demanded.
 */
export class Bearer implements Middleware {
  #next: Middleware | null = null;
  /** What the last write was refused for; null: it was not. */
  #demanded: string | null = null;

  constructor(private readonly getToken: GetToken | null) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    const call = callOf(context);
    if (!(await this.attach(call, context))) return;
    await this.#next?.execute(context);
    const claims = challengeOf(call);
    if (call.lane === 'write' && call.response !== null) this.#demanded = claims;
    if (claims === null || call.lane === 'write' || call.claims !== null) return;
    call.claims = claims;
    if (await this.attach(call, context)) await this.#next?.execute(context);
  }

  private async attach(call: Call, context: Context): Promise<boolean> {
    if (this.getToken === null) return true;
    const scopes =
      call.lane === 'write'
        ? scopesOfWrite(call.method, call.path, parseJson(call.body ?? ''))
        : call.asWriter;
    const claims = call.claims ?? (scopes === null ? null : this.#demanded);
    const options = {
      ...(claims === null ? {} : { claims }),
      ...(scopes === null ? {} : { scopes }),
    };
    const purpose = scopes === null ? 'read' : 'write';
    const token = await unlessCut(this.getToken(purpose, options), call.signal);
    if (!token.ok) {
      call.fail(token.failure);
      return false;
    }
    const headers = { ...headersOf(context), authorization: `Bearer ${token.value}` };
    context.options = { ...context.options, headers };
    return true;
  }
}

/**
 * The base64 claims of a challenge, decoded; null when there is none. 403 where Conditional Access
 * asks for more for an act (domain.md 2, errors).
 */
function challengeOf(call: Call): string | null {
  if (call.response?.status !== 401 && call.response?.status !== 403) return null;
  const header = call.response.headers['www-authenticate'] ?? '';
  const match = /claims="([A-Za-z0-9+/_=-]{1,8192})"/.exec(header);
  return match?.[1] === undefined ? null : Buffer.from(match[1], 'base64').toString('utf8');
}
