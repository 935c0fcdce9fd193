/** Rules of keeping a sign-in, and of whom the browser is asked about (execution.md 5). */

const kept = 'unit/src-main/auth/kept-sign-in.test.ts';
const vault = 'unit/src-main/auth/vault.test.ts';
const probe = 'unit/src-main/auth/probe-key-store.test.ts';
const mutant = (id, rule, file, from, to, test) => ({
  ...{ id, rule, from, to, test, project: 'unit', file: `src-main/auth/${file}.ts` },
});

export const signInMutants = [
  mutant(
    'keep-shared-key',
    'a key that every Chromium shares keeps nothing',
    'probe-key-store',
    "if (prefix === 'v10') return 'noKeyring';",
    '',
    probe,
  ),
  mutant(
    'keep-unknown-provider',
    'an unknown provider keeps nothing',
    'probe-key-store',
    "if (prefix !== 'v11' && prefix !== 'v12') return 'unknownProvider';",
    '',
    probe,
  ),
  mutant(
    'keep-basic',
    'the basic store keeps nothing',
    'probe-key-store',
    "if (input.passwordStore === 'basic') return 'basic';",
    '',
    probe,
  ),
  mutant(
    'keep-round-trip',
    'what the key store gives back must be what it was given',
    'probe-key-store',
    "text === input.sample ? 'persist' : 'roundTrip'",
    "'persist'",
    probe,
  ),
  mutant(
    'keep-parts',
    'access tokens are taken out before anything is kept',
    'kept-cache',
    "const keptParts = ['Account', 'RefreshToken', 'AppMetadata'] as const;",
    "const keptParts = ['Account', 'RefreshToken', 'AppMetadata', 'AccessToken'] as const;",
    vault,
  ),
  mutant(
    'keep-one-account',
    'a cache with a refused account is not kept',
    'kept-cache',
    'owners.size === 1 && ',
    '',
    vault,
  ),
  mutant(
    'keep-bound',
    'the head of a vault is bound to its content',
    'vault-envelope',
    "const parts = ['causeway-vault/1', clientId, account, sequence, key];",
    "const parts = ['causeway-vault/1']; void [clientId, account, sequence, key];",
    vault,
  ),
  mutant(
    'keep-rolled-back',
    'an older vault is not taken',
    'vault',
    'last === undefined || sealed.sequence < last',
    'last === undefined',
    vault,
  ),
  mutant(
    'keep-noted',
    'a vault whose turn was never noted is not taken',
    'vault',
    'last === undefined || sealed.sequence < last',
    '(last !== undefined && sealed.sequence < last)',
    vault,
  ),
  mutant(
    'keep-switched-off',
    'once switched off nothing is written',
    'vault',
    '!mayKeep() || this.#key !== key',
    'this.#key !== key',
    vault,
  ),
  mutant(
    'keep-judged',
    'only a token that was accepted is kept',
    'token-session',
    'if (judged.ok) await this.#kept?.commit();',
    'await this.#kept?.commit();',
    kept,
  ),
  mutant(
    'keep-real-keyring',
    'nothing is kept without a real keyring',
    'kept-sign-ins',
    "if (isOn && (await this.probe()) !== 'persist') return false;",
    '',
    kept,
  ),
  mutant(
    'ask-first-write',
    'the first write of each process asks a person',
    'token-session',
    "kind === 'write' && !this.#hasAskedForWriting",
    'false',
    kept,
  ),
  mutant(
    'ask-proof',
    'before writing the account’s own proof is asked for',
    'asked-about',
    "kind === 'write' ? { loginHint, prompt: 'login' } : { loginHint }",
    '{ loginHint }',
    kept,
  ),
];
