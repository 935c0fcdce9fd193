import type { AccountInfo, PublicClientApplication } from '@azure/msal-node';

/**
 * Takes every account and token of this client out of MSAL's memory; the client itself is then
 * dropped by its owner. What a vault keeps is the plug-in's.
 */
export async function forgetTokens(client: PublicClientApplication): Promise<void> {
  for (const account of await client.getAllAccounts()) {
    await client.signOut({ account });
  }
  client.clearCache();
  // MSAL also holds the text it last took from a cache plug-in.
  client.getTokenCache().deserialize('');
  // The engine keeps the text its last expression matched (`RegExp.input`); it may be a token.
  /^/.test('');
}

/** The account of a sign-in that was kept; undefined where there is none, or more than one. */
export async function onlyAccount(
  client: PublicClientApplication,
): Promise<AccountInfo | undefined> {
  const accounts = await client.getAllAccounts();
  return accounts.length === 1 ? accounts[0] : undefined;
}
