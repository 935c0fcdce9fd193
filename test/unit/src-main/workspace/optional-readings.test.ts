import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConnectView } from '../../../../shared/ipc/home-contract';
import { ok } from '../../../../shared/result';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import { signIn } from '../../../../src-main/auth/token-broker';
import { ConnectSession } from '../../../../src-main/workspace/connect-session';
import { practicePlace } from '../../../../src-main/workspace/sign-in-place';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import {
  startPracticeTenant,
  type PracticeTenant,
} from '../../../../src-main/practice-tenant/server';
import { noAccess } from '../../../fixtures/no-access';

const never = new AbortController().signal;
let practice: PracticeTenant;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
});
afterAll(() => practice.close());

test('one more permission to read is asked of who is signed in, and the place stays', async () => {
  let tell: (view: ConnectView) => void = () => undefined;
  const next = (): Promise<ConnectView> =>
    new Promise((resolve) => {
      tell = (view) => {
        if (view.state !== 'waiting') resolve(view);
      };
    });
  const own = new ConnectSession(
    {
      ...{ source: 'practice', cloud: 'global', tenant: null },
      ...{ clientId: practice.clientId, writeClientId: null, authorityTenant: null },
    },
    {
      signIn: () =>
        signIn({
          ...{ authority: practice.authority, clientId: practice.clientId, signal: never },
          fetch: (url, init) => fetch(url, init),
          openBrowser: (url) => followSignInPage(url, fetch),
          mayWrite: () => true,
          now: () => Date.now(),
        }),
      renewSignIn: (signedIn, also) => signedIn.renew(never, also),
      hasKept: () => false,
      forgetKept: () => undefined,
      cancelSignIn: () => undefined,
      fetchFor: () => (input, init) => fetch(input, init),
      writeFetchFor: () => (input, init) => fetch(input, init),
    },
    { get: () => null, set: () => ok(undefined) },
    (view) => tell(view),
    noAccess,
  );
  expect(own.view.optional).toEqual([]);
  const signedIn = next();
  own.start(practicePlace({ tenant: practice }, undefined));
  expect((await signedIn).optional.map(({ isAllowed }) => isAllowed)).toEqual([
    ...[false, false, false],
  ]);
  const read = async (): Promise<number> => {
    const answer = await own.source?.graph.get('/v1.0/policies/featureRolloutPolicies');
    return answer?.ok === true ? answer.value.status : 0;
  };
  expect(await read()).toBe(403);
  const asked = next();
  own.allow('Policy.Read.HybridAuthentication');
  const view = await asked;
  expect([view.state, view.failure]).toEqual(['signedIn', null]);
  expect(view.optional.filter(({ isAllowed }) => isAllowed).map(({ scope }) => scope)).toEqual([
    'Policy.Read.HybridAuthentication',
  ]);
  expect(await read()).toBe(200);
  await own.signOut();
  expect(own.view.optional).toEqual([]);
  expect(own.allow('Policy.Read.HybridAuthentication').state).toBe('signedOut');
});
