import type { PublicClientApplication } from '@azure/msal-node';

/**
 * Tokens live in MSAL's memory and nowhere else. Forgetting removes every account and token of
 * this client; the client itself is then dropped by its owner.
 */
export async function forgetTokens(client: PublicClientApplication): Promise<void> {
  for (const account of await client.getAllAccounts()) {
    await client.signOut({ account });
  }
  client.clearCache();
  // The engine keeps the text its last expression matched (`RegExp.input`); it may be a token.
  /^/.test('');
}
