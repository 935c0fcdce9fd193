import type { AccountInfo } from '@azure/msal-node';
import type { Failure } from '../../shared/diagnostic';
import type { Result } from '../../shared/result';
import type { JudgedResult } from './judge-result';
import { missingScopes } from './scopes';

/** A token this close to its end is renewed before it is used, as MSAL does. */
const spareMs = 5 * 60_000;

/** Whose token to read is wanted, and for what. */
export interface WantedToRead {
  readonly account: AccountInfo | undefined;
  readonly tenantId: string;
  /** In full, as the cloud names them. */
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The last token to read that stood (T3), for reads that come while a page is open in the browser:
 * MSAL is not called meanwhile (T7), and may be waiting for minutes.
 */
export class TokenInMemory {
  #held: JudgedResult | undefined;
  #isPageOpen = false;

  settle(answer: Result<JudgedResult, Failure>): void {
    this.#held = answer.ok ? answer.value : undefined;
  }

  forget(): void {
    this.#held = undefined;
  }

  /** While a page is open; at any other time MSAL tells. */
  async during<T>(page: () => Promise<T>): Promise<T> {
    this.#isPageOpen = true;
    try {
      return await page();
    } finally {
      this.#isPageOpen = false;
    }
  }

  /** Undefined: none is held of this account in this tenant, with all of these and long enough to live. */
  find({ account, tenantId, scopes, now }: WantedToRead): string | undefined {
    const held = this.#held;
    if (!this.#isPageOpen || account === undefined || held === undefined) return undefined;
    // SECURITY: the rules that a token of MSAL's memory is held to (T2, T3).
    if (held.tenantId.toLowerCase() !== tenantId) return undefined;
    if (held.account.homeAccountId !== account.homeAccountId) return undefined;
    if (missingScopes(scopes, held.scopes).length > 0) return undefined;
    const endsAt = held.expiresOn?.getTime() ?? 0;
    return endsAt - now > spareMs ? held.accessToken : undefined;
  }
}
