import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { ConnectView } from '../../../../shared/ipc/home-contract';
import { err, ok, type Result } from '../../../../shared/result';
import type { Failure } from '../../../../shared/diagnostic';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import { signIn } from '../../../../src-main/auth/token-broker';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../../../src-main/practice-tenant/server';
import { ConnectSession } from '../../../../src-main/workspace/connect-session';
import { practicePlace } from '../../../../src-main/workspace/sign-in-place';

test('a sign-in is recorded with account, tenant and whether it is kept, and a refused one is not', async () => {
  const practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
  const recorded: object[] = [];
  let isKept = false;
  let renewal: Result<void, Failure> = ok(undefined);
  let isBroken = true;
  let settle: (view: ConnectView) => void = () => undefined;
  const next = (): Promise<ConnectView> =>
    new Promise((resolve) => {
      settle = (view) => view.state !== 'waiting' && resolve(view);
    });
  const own = new ConnectSession(
    {
      ...{ source: 'https', cloud: 'global', tenant: null },
      ...{ clientId: practice.clientId, writeClientId: null, authorityTenant: 'organizations' },
    },
    {
      signIn: async () => {
        const answer = await signIn({
          ...{ authority: practice.authority, clientId: practice.clientId },
          fetch: (url, init) => fetch(url, init),
          openBrowser: (url) => followSignInPage(url, fetch),
          signal: new AbortController().signal,
          mayWrite: () => true,
          now: () => Date.now(),
        });
        if (!answer.ok || !isBroken) return answer;
        return ok({
          ...answer.value,
          getToken: () => Promise.resolve(err(failure('graph/network'))),
        });
      },
      renewSignIn: () => Promise.resolve(renewal),
      hasKept: ({ tenantId }) => isKept && tenantId === practice.tenantId,
      forgetKept: () => undefined,
      cancelSignIn: () => undefined,
      fetchFor: () => (input, init) => fetch(input, init),
      writeFetchFor: () => (input, init) => fetch(input, init),
    },
    { get: () => null, set: () => ok(undefined) },
    (view) => settle(view),
    {
      signedIn: ({ account, tenantId }, how) =>
        void recorded.push({ by: account.upn, tenant: tenantId, ...how }),
      allowed: () => undefined,
    },
  );
  const place = practicePlace({ tenant: practice }, undefined);
  const start = async (): Promise<ConnectView> => {
    const settled = next();
    own.start(place);
    return settled;
  };
  expect([(await start()).state, recorded]).toEqual(['signedOut', []]);
  [isBroken, isKept] = [false, true];
  expect((await start()).state).toBe('signedIn');
  const who = { by: own.account, tenant: practice.tenantId, isKept: true };
  expect(who.by).toMatch(/@kestrel/);
  expect(recorded).toEqual([{ ...who, as: 'first' }]);
  isKept = false;
  await start();
  expect(recorded.slice(1)).toEqual([{ ...who, isKept: false, as: 'again' }]);
  renewal = err(failure('auth/cancelled'));
  await start();
  expect(recorded).toHaveLength(2);
  await own.close();
  await practice.close();
});
