import { expect, test } from 'vitest';
import type { ConnectView } from '../../../../shared/ipc/home-contract';
import { ok } from '../../../../shared/result';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import { signIn } from '../../../../src-main/auth/token-broker';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../../../src-main/practice-tenant/server';
import { ConnectSession } from '../../../../src-main/workspace/connect-session';
import { practicePlace } from '../../../../src-main/workspace/sign-in-place';
import { noAccess } from '../../../fixtures/no-access';

test('a permission that a token turns out to lack is told once, with what is unknown', async () => {
  const practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
  const { clientId } = practice;
  let [taken, found]: readonly string[][] = [[], []];
  let told: ConnectView[] = [];
  const own = new ConnectSession(
    {
      ...{ source: 'https', cloud: 'global', tenant: null },
      ...{ clientId, writeClientId: null, authorityTenant: 'organizations' },
    },
    {
      signIn: async () => {
        const answer = await signIn({
          ...{ authority: practice.authority, clientId },
          fetch: (url, init) => fetch(url, init),
          openBrowser: (url) => followSignInPage(url, fetch),
          signal: new AbortController().signal,
          mayWrite: () => true,
          now: () => Date.now(),
        });
        if (!answer.ok) return answer;
        return ok({
          ...answer.value,
          lacking: () => found ?? [],
          getToken: (kind, options) => {
            found = taken;
            return answer.value.getToken(kind, options);
          },
        });
      },
      renewSignIn: () => Promise.resolve(ok(undefined)),
      hasKept: () => false,
      forgetKept: () => undefined,
      cancelSignIn: () => undefined,
      fetchFor: () => (input, init) => fetch(input, init),
      writeFetchFor: () => (input, init) => fetch(input, init),
    },
    { get: () => null, set: () => ok(undefined) },
    (view) => told.push(view),
    noAccess,
  );
  try {
    own.start(practicePlace({ tenant: practice }, undefined));
    await expect.poll(() => own.view.state, { timeout: 20_000 }).toBe('signedIn');
    own.confirm();
    [taken, told] = [['AuditLog.Read.All'], []];
    for (let count = 0; count < 3; count += 1) {
      expect((await own.source?.graph.checkToken('read'))?.ok).toBe(true);
    }
    expect(told.map(({ state, lacking }) => [state, lacking[0]?.scope])).toEqual([
      ['confirmed', 'AuditLog.Read.All'],
    ]);
    expect(told[0]?.lacking[0]?.sources).toContain('registration');
  } finally {
    await own.close();
    await practice.close();
  }
});
