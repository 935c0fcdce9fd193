import type { AccountInfo } from '@azure/msal-node';
import type { BrowserQuestion } from './ask-in-browser';
import { forTenant } from './authority';
import type { Question, SessionOptions } from './session-options';

/** A question of one session, but for what ends it. */
export function browserQuestion(
  options: SessionOptions,
  { tenantId, account, claims, scopes, isProof }: Question,
): Omit<BrowserQuestion, 'signal' | 'abortNetwork'> {
  const { authority, clientId, locale, pages, answered } = options;
  return {
    ...{ authority, clientId, scopes, claims, locale, pages, answered },
    tenantAuthority: tenantId && forTenant(authority, tenantId),
    ...askedAbout(account, isProof === true),
    openBrowser: (url) => options.openBrowser(url),
    mayWrite: () => options.mayWrite(),
  };
}

/**
 * Nobody known: the picker, and no hint. A known account: its name, and no picker; Entra refuses
 * the two together and MSAL drops the name then (AzureAD/microsoft-authentication-library-for-js
 * #3315). Before the first write the account's own proof is asked for again, so that a browser that is
 * still signed in cannot answer without a person.
 */
function askedAbout(
  account: AccountInfo | undefined,
  isProof: boolean,
): Pick<BrowserQuestion, 'prompt' | 'loginHint'> {
  if (account === undefined) return { prompt: 'select_account' };
  const loginHint = account.username;
  return isProof ? { loginHint, prompt: 'login' } : { loginHint };
}
