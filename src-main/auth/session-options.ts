import type { AccountInfo } from '@azure/msal-node';
import type { WriteScope } from '../../shared/registration/graph-scopes';
import type { BrowserQuestion } from './ask-in-browser';
import type { Authority } from './authority';
import type { FetchPort } from './network-client';

export interface TokenOptions {
  /** Permissions that this write takes. Default: all that anything is written with. */
  readonly scopes?: readonly WriteScope[];
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
  readonly tenantId: string | undefined;
  /** Its own proof is asked for, whoever is signed in to the browser. */
  readonly isProof?: boolean | undefined;
  /** Only this account will do. */
  readonly account?: AccountInfo | undefined;
  readonly claims?: string | undefined;
  /** In full, as the cloud names them. */
  readonly scopes: readonly string[];
  readonly signal?: AbortSignal | undefined;
}
