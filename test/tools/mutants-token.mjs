/** Rules of the token that one account gets in one tenant (execution.md 5, T2, T3 and T5). */

const session = 'unit/src-main/auth/token-session.test.ts';
const mutant = (id, rule, file, from, to, test) => ({
  ...{ id, rule, from, to, test, project: 'unit', file: `src-main/auth/${file}.ts` },
});

export const tokenMutants = [
  mutant(
    'tenant-of-account',
    'the account is asked for in the tenant that is wanted',
    'token-session',
    'account: { ...account, tenantId },\n          authority',
    'account,\n          authority',
    session,
  ),
  mutant(
    'tenant-of-renewal',
    'a renewal goes to the tenant that signed in',
    'token-session',
    'authority: forTenant(this.#options.authority, tenantId),',
    '',
    session,
  ),
  mutant(
    'challenges-understood',
    'the sign-in service is told that challenges are understood',
    'msal-client',
    "clientCapabilities: ['cp1'],",
    '',
    session,
  ),
  mutant(
    'new-permission',
    'a permission to change that nobody was asked about is asked for in the browser',
    'token-session',
    "const isNew = kind === 'write' && !this.#scopes.isConfirmed(write);",
    "const isNew = kind === 'write' && this.#scopes.isUnconfirmed;",
    'unit/src-main/auth/write-scopes.test.ts',
  ),
  mutant(
    'permission-of-step',
    'a write asks for the permissions that it takes, and no others',
    'token-session',
    'const scopes = this.#scopes.of(kind, write);\n    const isProof',
    'const scopes = this.#scopes.of(kind);\n    const isProof',
    'unit/src-main/auth/write-scopes.test.ts',
  ),
  mutant(
    'needed-permissions',
    'without a permission that everything needs no sign-in goes on',
    'accept-token',
    'if (!missing.every(mayLack)) return',
    'if (missing.length > 99) return',
    'unit/src-main/auth/lacking-scopes.test.ts',
  ),
  mutant(
    'lacking-stays',
    'a question that was given up leaves what is lacking as it was',
    'token-session',
    'if (answer.ok) this.#scopes.settle(answer.value.lacking);',
    'this.#scopes.settle(answer.ok ? answer.value.lacking : []);',
    'unit/src-main/auth/lacking-scopes.test.ts',
  ),
  {
    ...mutant(
      'registration-lacking',
      'a permission left out of the answer is not told as given',
      'check-registration',
      'if (lacking.length > 0) {',
      'if (lacking.length > 99) {',
      'contract/check-registration.contract.ts',
    ),
    project: 'contract',
    name: 'left out without a word',
  },
  {
    ...mutant(
      'tenant-judged',
      'what the sign-in library hands out is held against what was asked',
      'token-session',
      'const judged = judgeResult(result, { clientId, scopes, tenantId, homeAccountId, graph });',
      'const judged: Answer = ok({ ...result, lacking: [] });',
      'security/wrong-tenant.test.ts',
    ),
    project: 'contract',
  },
];
