import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failure, type Failure } from '../../../../shared/diagnostic';
import type { ConnectView } from '../../../../shared/ipc/home-contract';
import { err, ok, type Result } from '../../../../shared/result';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import type { KeptPlace } from '../../../../src-main/auth/kept-sign-ins';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import {
  startPracticeTenant,
  type PracticeTenant,
} from '../../../../src-main/practice-tenant/server';
import { ConnectSession } from '../../../../src-main/workspace/connect-session';
import { practicePlace } from '../../../../src-main/workspace/sign-in-place';
import { noAccess } from '../../../fixtures/no-access';

let practice: PracticeTenant;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
});
afterAll(() => practice.close());

let ended: string[];
let forgotten: KeptPlace[];
let renewal: () => Promise<Result<void, Failure>>;
let [isKept, isBusy, isRefusing] = [false, false, false];
let broken: 'signIn' | 'tenant' | null = null;
/** While the tenant is being read. */
let meanwhile: () => void = () => undefined;
const busy = Object.assign(new Error('busy'), { code: 'EBUSY' });
beforeEach(() => {
  [ended, forgotten, isKept] = [[], [], false];
  [isBusy, isRefusing, broken] = [false, false, null];
  meanwhile = () => undefined;
  renewal = () => Promise.resolve(ok(undefined));
});

/** A session of a cloud's workspace whose sign-in is answered by a practice tenant. */
function session(
  changed: (view: ConnectView) => void = () => undefined,
  tenant: ConnectView['tenant'] = null,
): ConnectSession {
  return new ConnectSession(
    {
      ...{ source: 'https', cloud: 'global', tenant },
      ...{ clientId: practice.clientId, writeClientId: null, authorityTenant: 'organizations' },
    },
    {
      signIn: async (ask) => {
        if (broken === 'signIn') throw new Error('broken');
        const answer = await signIn({
          ...{ authority: practice.authority, clientId: practice.clientId },
          fetch: (url, init) => fetch(url, init),
          openBrowser: (url) => (ask.browserOpened?.(), followSignInPage(url, fetch)),
          signal: new AbortController().signal,
          mayWrite: () => true,
          now: () => Date.now(),
        });
        return answer.ok ? ok(watched(answer.value)) : answer;
      },
      ...{ renewSignIn: () => renewal(), hasKept: () => isKept, cancelSignIn: () => undefined },
      forgetKept: (place) => void forgotten.push(place),
      fetchFor: () => (input, init) => fetch(input, init),
      writeFetchFor: () => (input, init) => fetch(input, init),
    },
    { get: () => null, set: () => ok(undefined) },
    changed,
    noAccess,
  );
}

function watched(signedIn: SignedIn): SignedIn {
  return {
    ...signedIn,
    getToken: (kind, options) => {
      meanwhile();
      if (broken === 'tenant') throw new Error('broken');
      return isRefusing
        ? Promise.resolve(err(failure('graph/network')))
        : signedIn.getToken(kind, options);
    },
    signOut: () => {
      ended.push('signOut');
      if (isBusy) return Promise.reject(busy);
      return signedIn.signOut();
    },
    close: () => {
      ended.push('close');
      return signedIn.close();
    },
  };
}

async function confirmed(): Promise<{ own: ConnectSession; next(): Promise<ConnectView> }> {
  let tell: (view: ConnectView) => void = () => undefined;
  const own = session((view) => tell(view));
  const next = (): Promise<ConnectView> =>
    new Promise((resolve) => {
      tell = (view) => {
        if (view.state !== 'waiting') resolve(view);
      };
    });
  const signedIn = next();
  own.start(practicePlace({ tenant: practice }, undefined));
  expect((await signedIn).state).toBe('signedIn');
  own.confirm();
  return { own, next };
}

test('closing a workspace keeps its sign-in; signing out forgets it, whoever kept it', async () => {
  const { own } = await confirmed();
  await own.close();
  expect([ended, forgotten]).toEqual([['close'], []]);
  const { own: other } = await confirmed();
  await other.signOut();
  expect(ended).toEqual(['close', 'signOut']);
  expect(forgotten).toMatchObject([
    { origin: 'https://login.microsoftonline.com', tenantId: practice.tenantId },
  ]);
});

test('tells while the leave to change the tenant is asked for in the browser', async () => {
  const { own, next } = await confirmed();
  const told = next();
  const token = own.source?.graph.checkToken('write');
  expect((await told).permission).toBe('asking');
  expect([(await token)?.ok, own.view.permission]).toEqual([true, 'given']);
  await own.leave();
  expect(own.view.permission).toBe('notAsked');
});

test('leaving a tenant keeps what is kept, and nobody is signed in any more', async () => {
  const { own } = await confirmed();
  await own.leave();
  expect([ended, forgotten]).toEqual([['close'], []]);
  expect([own.view.state, own.source, own.account]).toEqual(['signedOut', null, '']);
});

test('a kept sign-in is told only while nobody is signed in', async () => {
  isKept = true;
  const { own } = await confirmed();
  expect(own.view.isKept).toBe(false);
  expect(await own.signOut()).toMatchObject({ ok: true, value: { isKept: true } });
  expect(session().view.isKept).toBe(false);
});

test('asking again keeps tenant and confirmation, also where the person said no', async () => {
  const { own, next } = await confirmed();
  const before = own.source;
  const renewed = next();
  expect(own.start({} as never).state).toBe('waiting');
  expect(own.isRenewing).toBe(true);
  expect(await renewed).toMatchObject({ state: 'confirmed', failure: null });
  renewal = () => Promise.resolve(err(failure('auth/cancelled')));
  const refused = next();
  own.start({} as never);
  expect(await refused).toMatchObject({
    state: 'confirmed',
    failure: { code: 'auth/cancelled' },
  });
  expect([own.source === before, ended]).toEqual([true, []]);
});

test('signed out is signed out, also where what was kept cannot be deleted, which is said', async () => {
  const { own } = await confirmed();
  isBusy = true;
  expect(await own.signOut()).toMatchObject({
    ok: false,
    failure: { code: 'store/unwritable', values: { path: 'sign-ins', code: 'EBUSY' } },
  });
  expect([own.view.state, own.source]).toEqual(['signedOut', null]);
  // The other way to the same file was tried too.
  expect(forgotten).toHaveLength(1);
});

const contoso: NonNullable<ConnectView['tenant']> = {
  ...{ id: '', name: 'Contoso', domain: 'contoso.example', licence: 'p1', account: '', roles: [] },
};
test.each([
  ['forgotten while the tenant is not known', null, 'signOut'],
  ['left as it is kept once it is', contoso, 'close'],
])('a sign-in whose tenant cannot be read is %s', async (_name, tenant, end) => {
  isRefusing = true;
  const view = await new Promise<ConnectView>((resolve) => {
    const tell = (changed: ConnectView): void => {
      if (changed.state === 'signedOut') resolve(changed);
    };
    const known = tenant === null ? null : { ...tenant, id: practice.tenantId };
    session(tell, known).start(practicePlace({ tenant: practice }, undefined));
  });
  expect([view.failure?.code, ended]).toEqual(['graph/network', [end]]);
});

test.each([
  ['signing in', 'signIn' as const, []],
  ['the tenant’s answer', 'tenant' as const, ['signOut']],
])(
  '%s that breaks off is told, leaves nobody signed in, and one may try again',
  async (_n, at, end) => {
    broken = at;
    let tell: (view: ConnectView) => void = () => undefined;
    const own = session((view) => tell(view));
    const told = (): Promise<ConnectView> =>
      new Promise((resolve) => {
        tell = (view) => {
          if (view.state !== 'waiting') resolve(view);
        };
      });
    const first = told();
    own.start(practicePlace({ tenant: practice }, undefined));
    expect(await first).toMatchObject({ state: 'signedOut', failure: { code: 'internal/bug' } });
    expect([own.source, ended]).toEqual([null, end]);
    broken = null;
    const second = told();
    own.start(practicePlace({ tenant: practice }, undefined));
    expect(await second).toMatchObject({ state: 'signedIn', failure: null });
  },
);

test('asking again that breaks off keeps the place, and one may try again', async () => {
  const { own, next } = await confirmed();
  renewal = () => Promise.reject(new Error('broken'));
  const broke = next();
  own.start({} as never);
  expect(await broke).toMatchObject({ state: 'confirmed', failure: { code: 'internal/bug' } });
  expect(own.isRenewing).toBe(false);
  renewal = () => Promise.resolve(ok(undefined));
  const renewed = next();
  own.start({} as never);
  expect(await renewed).toMatchObject({ state: 'confirmed', failure: null });
});

test('a sign-in that comes through after the workspace was closed is not taken', async () => {
  let closed: Promise<void> | undefined;
  const view = await new Promise<ConnectView>((resolve) => {
    const own = session((changed) => {
      if (changed.state !== 'waiting') resolve(changed);
    });
    meanwhile = () => {
      closed ??= own.close();
    };
    own.start(practicePlace({ tenant: practice }, undefined));
  });
  await closed;
  expect([view.state, view.failure?.code, ended]).toEqual([
    'signedOut',
    'auth/cancelled',
    ['signOut'],
  ]);
});
