import type { AccountInfo } from '@azure/msal-node';
import type { BrowserQuestion } from './ask-in-browser';

/**
 * Nobody known: the picker, and no hint. A known account: its name, and no picker; Entra refuses
 * the two together and MSAL drops the name then (AzureAD/microsoft-authentication-library-for-js
 * #3315). Before the first write the account's own proof is asked for again, so that a browser that is
 * still signed in cannot answer without a person.
 */
export function askedAbout(
  account: AccountInfo | undefined,
  isProof: boolean,
): Pick<BrowserQuestion, 'prompt' | 'loginHint'> {
  if (account === undefined) return { prompt: 'select_account' };
  const loginHint = account.username;
  return isProof ? { loginHint, prompt: 'login' } : { loginHint };
}
