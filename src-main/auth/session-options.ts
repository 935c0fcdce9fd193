import type { AccountInfo } from '@azure/msal-node';
import type { BrowserQuestion } from './ask-in-browser';
import type { Authority } from './authority';
import type { FetchPort } from './network-client';
import type { ScopeKind } from './scopes';

export interface TokenOptions {
  /** Claims of a 401 `insufficient_claims` challenge; one silent try is made with them (T5). */
  readonly claims?: string;
  /** Ends a browser question that this call had to open. */
  readonly signal?: AbortSignal;
}

export interface SessionOptions {
  readonly authority: Authority;
  readonly clientId: string;
  readonly graphOrigin?: string | undefined;
  readonly fetch: FetchPort;
  openBrowser(url: string): Promise<void>;
  readonly locale?: string | undefined;
  readonly pages?: BrowserQuestion['pages'];
  readonly answered?: BrowserQuestion['answered'];
  readonly now: () => number;
  /** False: read-only mode, in which no permission to change is asked for. */
  mayWrite(): boolean;
  /** True: a vault may come to keep this sign-in. */
  readonly mayKeep?: boolean;
}

export interface OpenedSession {
  readonly tenantId: string;
  readonly account: AccountInfo;
}

/** One question to a person in the browser. */
export interface Question {
  readonly kind: ScopeKind;
  readonly tenantId: string | undefined;
  /** Only this account will do. */
  readonly account?: AccountInfo | undefined;
  readonly claims?: string | undefined;
  /** These alone instead of those of the kind. */
  readonly scopes?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}
