import type { AuthenticationResult, PublicClientApplication } from '@azure/msal-node';
import { failure, type Failure } from '../../shared/diagnostic';
import { err, ok, type Result } from '../../shared/result';
import { namingScopes, toAuthFailure } from './auth-failure';
import type { Authority } from './authority';
import { checkAuthorizeUrl, type AuthorizeRequest } from './authorize-url';
import { endBrowserWait } from './cancel-sign-in';

export interface BrowserQuestion {
  readonly authority: Authority;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Authority of one tenant, once known. */
  readonly tenantAuthority?: string | undefined;
  readonly prompt?: 'select_account' | 'login' | undefined;
  readonly loginHint?: string | undefined;
  readonly claims?: string | undefined;
  /** Language of the sign-in pages. */
  readonly locale?: string | undefined;
  /** Whole HTML pages the browser shows at the end. */
  readonly pages?: { readonly done: string; readonly failed: string } | undefined;
  openBrowser(url: string): Promise<void>;
  /** The browser has answered, whatever it said: the person can come back to the window. */
  readonly answered?: (() => void) | undefined;
  /** False: an address that asks for more than to read is not opened. */
  mayWrite(): boolean;
  readonly signal: AbortSignal;
  /** Ends MSAL's own network request when the question is over. */
  abortNetwork(): void;
  readonly limitMs?: number | undefined;
  /** Bytes in use; MSAL reads a posted answer whole, whatever its size. */
  readonly memoryInUse?: (() => number) | undefined;
}

type EndReason = 'cancelled' | 'timed-out' | 'overloaded';

const fiveMinutesMs = 300_000;
const memoryJumpBytes = 134_217_728;

// One browser question in this process: two listeners would answer each other's windows (T6).
let isAsking = false;

/**
 * Signs in through the system browser. Ends within a second when the signal aborts, after five
 * minutes, or when memory jumps; in each case no port stays open.
 */
export async function askInBrowser(
  client: PublicClientApplication,
  question: BrowserQuestion,
): Promise<Result<AuthenticationResult, Failure>> {
  if (question.signal.aborted) {
    return err(failure('auth/cancelled'));
  }
  if (isAsking) {
    return err(failure('auth/sign-in-open'));
  }
  isAsking = true;
  const state: {
    ended?: EndReason;
    pending?: AuthorizeRequest;
    isOpened?: boolean;
    stop?: () => void;
  } = {};
  const stopped = new Promise<void>((resolve) => (state.stop = resolve));
  const end = (reason: EndReason): void => {
    if (state.ended !== undefined) {
      return;
    }
    state.ended = reason;
    question.abortNetwork();
    if (state.pending) {
      void endBrowserWait(state.pending);
    }
    state.stop?.();
  };
  const release = watch(question, end);
  try {
    const result = await client.acquireTokenInteractive({
      scopes: [...question.scopes],
      ...(question.tenantAuthority === undefined ? {} : { authority: question.tenantAuthority }),
      ...(question.prompt === undefined ? {} : { prompt: question.prompt }),
      ...(question.loginHint === undefined ? {} : { loginHint: question.loginHint }),
      ...(question.claims === undefined ? {} : { claims: question.claims }),
      ...(question.locale === undefined
        ? {}
        : { extraQueryParameters: { ui_locales: question.locale } }),
      ...(question.pages === undefined
        ? {}
        : { successTemplate: question.pages.done, errorTemplate: question.pages.failed }),
      openBrowser: async (msalUrl) => {
        const { authority, clientId } = question;
        const checked = checkAuthorizeUrl(authority, clientId, msalUrl, question.mayWrite());
        if (!checked) {
          throw new Error('authorize-url-refused');
        }
        state.pending = checked;
        if (state.ended === undefined) {
          await Promise.race([question.openBrowser(checked.url), stopped]);
        }
        if (state.ended !== undefined) {
          throw new Error('ended');
        }
        state.isOpened = true;
      },
    });
    return state.ended === undefined ? ok(result) : err(toEndFailure(state.ended));
  } catch (error) {
    if (state.ended !== undefined) return err(toEndFailure(state.ended));
    return err(namingScopes(toAuthFailure(error, false), error, question.scopes));
  } finally {
    release();
    isAsking = false;
    if (state.isOpened === true && state.ended === undefined) question.answered?.();
  }
}

/** Watches signal, clock and memory. The result takes all three watches off again. */
function watch(question: BrowserQuestion, end: (reason: EndReason) => void): () => void {
  const memoryInUse = question.memoryInUse ?? heapInUse;
  const atStart = memoryInUse();
  const cancel = (): void => end('cancelled');
  question.signal.addEventListener('abort', cancel, { once: true });
  const limit = setTimeout(() => end('timed-out'), question.limitMs ?? fiveMinutesMs);
  const pulse = setInterval(() => {
    if (memoryInUse() - atStart > memoryJumpBytes) {
      end('overloaded');
    }
  }, 200);
  return () => {
    question.signal.removeEventListener('abort', cancel);
    clearTimeout(limit);
    clearInterval(pulse);
  };
}

function heapInUse(): number {
  const usage = process.memoryUsage();
  return usage.heapUsed + usage.external;
}

function toEndFailure(reason: EndReason): Failure {
  switch (reason) {
    case 'cancelled':
      return failure('auth/cancelled');
    case 'timed-out':
      return failure('auth/timed-out');
    case 'overloaded':
      return failure('auth/failed', { code: 'answer-too-large', trace: '–' });
  }
}
