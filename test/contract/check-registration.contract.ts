import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RegistrationView } from '../../shared/ipc/registration-contract';
import { checkRegistration } from '../../src-main/auth/check-registration';
import { neededScopes, readScopes, writeScopes } from '../../shared/registration/graph-scopes';
import type { SignInRequest } from '../../src-main/auth/token-broker';
import { followSignInPage } from '../../src-main/app/follow-sign-in-page';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import {
  clientId as oidcClient,
  startOidcServer,
  type OidcServer,
} from '../fixtures/standard-servers';

let practice: PracticeTenant;
let oidc: OidcServer;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
  // An administrator has agreed before: what is refused later is refused by the script alone.
  await checkRegistration(request(), () => undefined);
  oidc = await startOidcServer();
});
beforeEach(() => oidc.trick({ dateOffsetMs: 0, deny: false, tokenSeconds: 3_600 }));
afterAll(async () => {
  oidc.close();
  await practice.close();
});

type Ask = Omit<SignInRequest, 'keep' | 'tenantId' | 'writeClientId'>;
const asked: URL[] = [];

function request(changes: Partial<Ask> = {}): Ask {
  return {
    ...{ authority: practice.authority, clientId: practice.clientId },
    fetch: (url, init) => fetch(url, init),
    openBrowser: async (url) => {
      asked.push(new URL(url));
      await followSignInPage(url, fetch);
    },
    signal: AbortSignal.timeout(20_000),
    mayWrite: () => true,
    now: () => Date.now(),
    ...changes,
  };
}

/** Token requests for one of these permissions are refused with this text. */
function refusing(names: readonly string[], error: string, text: string): Ask['fetch'] {
  return (url, init) => {
    const form = new URLSearchParams(init.body ?? '');
    const scopes = form.get('scope') ?? '';
    const isHit = names.some((one) => scopes.split(' ').includes(one));
    return isHit
      ? Promise.resolve(Response.json({ error, error_description: text }, { status: 400 }))
      : fetch(url, init);
  };
}
/** Token requests are answered as if these had not been asked for, and nothing is said of it. */
function leavingOut(names: readonly string[]): Ask['fetch'] {
  return async (url, init) => {
    const answer = await fetch(url, init);
    if (init.method !== 'POST') return answer;
    const body = (await answer.json()) as { scope: string };
    const given = body.scope.split(' ').filter((one) => !names.includes(one));
    return Response.json({ ...body, scope: given.join(' ') }, { status: answer.status });
  };
}
const states = ({ steps }: RegistrationView): string =>
  steps.map(({ state, failure }) => failure?.code ?? state).join(' ');

test('a good registration passes each step, tells every change, and asks for nothing to write', async () => {
  asked.length = 0;
  const seen: string[] = [];
  const view = await checkRegistration(request(), (next) => seen.push(states(next)));
  expect([view.state, states(view)]).toEqual(['done', 'ok ok ok']);
  expect(view.granted).toEqual([...readScopes]);
  expect([view.missing, view.unknown, view.unasked]).toEqual([[], [], []]);
  expect(seen[0]).toBe('running waiting waiting');
  expect(seen).toContain('ok running waiting');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.searchParams.get('scope')).not.toMatch(/ReadWrite/);
});

test('a registration for changes is asked about what changes need too', async () => {
  asked.length = 0;
  const view = await checkRegistration(request(), () => undefined, 'write');
  expect([view.state, states(view)]).toEqual(['done', 'ok ok ok']);
  expect(view.granted).toEqual([...readScopes, ...writeScopes]);
  const [name] = writeScopes;
  const fetchIt = refusing([name], 'invalid_grant', 'AADSTS65001: no consent. Trace ID: x');
  const lacking = await checkRegistration(request({ fetch: fetchIt }), () => undefined, 'write');
  expect([states(lacking), lacking.missing]).toEqual(['ok ok auth/scopes-missing', [name]]);
});

test('read-only mode asks a registration for changes nothing, and says so', async () => {
  asked.length = 0;
  const closed = request({ mayWrite: () => false });
  const view = await checkRegistration(closed, () => undefined, 'write');
  expect(states(view)).toBe('ok auth/read-only notReached');
  expect(view.unasked).toEqual([...readScopes, ...writeScopes]);
  expect(asked).toEqual([]);
});

test('permissions that were not consented to are named and counted, the others too', async () => {
  const missing = ['AuditLog.Read.All', 'Domain.Read.All'];
  const fetchIt = refusing(missing, 'invalid_grant', 'AADSTS65001: no consent. Trace ID: x');
  asked.length = 0;
  const view = await checkRegistration(request({ fetch: fetchIt }), () => undefined);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.searchParams.get('scope')).not.toContain('.All');
  expect(states(view)).toBe('ok ok auth/scopes-missing');
  expect([view.missing, view.granted.length]).toEqual([missing, readScopes.length - 2]);
  const scopes = missing.join(', ');
  expect(view.steps[2]?.failure?.values).toMatchObject({ scopes, why: 'reading' });
});

test('what a sign-in does without, left out without a word, counts as missing', async () => {
  const left = readScopes.filter((name) => !neededScopes.has(name));
  const view = await checkRegistration(request({ fetch: leavingOut(left) }), () => undefined);
  expect([view.missing, view.granted]).toEqual([left, [...neededScopes]]);
  expect(states(view)).toBe('ok ok auth/scopes-missing');
});

test('a permission this cloud does not know spoils none of the others', async () => {
  const name = 'LicenseAssignment.Read.All';
  const fetchIt = refusing([name], 'invalid_scope', 'AADSTS70011: the scope does not exist');
  const view = await checkRegistration(request({ fetch: fetchIt }), () => undefined);
  expect(states(view)).toBe('ok ok auth/unknown-scope');
  expect([view.unknown, view.granted.length]).toEqual([[name], readScopes.length - 1]);
});

test('what stops all of them ends the asking, and leaves the others as not asked', async () => {
  const unknown = refusing(['Domain.Read.All'], 'invalid_scope', 'AADSTS70011: unknown');
  const blocked = refusing(['Policy.Read.All'], 'invalid_grant', 'AADSTS53003: blocked');
  const isBoth = (init: { body?: string }): boolean => /Domain\.Read\.All/.test(init.body ?? '');
  const fetchIt: Ask['fetch'] = (url, init) => (isBoth(init) ? unknown : blocked)(url, init);
  const view = await checkRegistration(request({ fetch: fetchIt }), () => undefined);
  expect(states(view)).toBe('ok ok auth/blocked-by-policy');
  expect(view.unasked).toContain('Policy.Read.All');
  expect(view.granted.length + view.unasked.length).toBe(readScopes.length);
});

/** What ends a sign-in at its token request, as Entra words it. */
test.each([
  ['AADSTS65001', 'auth/consent-missing'],
  ['AADSTS53000', 'auth/device-not-allowed'],
  ['AADSTS53003', 'auth/blocked-by-policy'],
  ['AADSTS50194', 'auth/app-single-tenant'],
  ['AADSTS500208', 'auth/account-kind'],
  ['AADSTS70011', 'auth/unknown-scope'],
  ['AADSTS7000112', 'auth/app-disabled'],
  ['AADSTS50011', 'auth/app-redirect'],
  ['AADSTS7000218', 'auth/app-platform'],
  ['AADSTS700016', 'auth/app-not-found'],
  ['AADSTS650051', 'auth/app-not-set-up'],
  ['AADSTS650057', 'auth/app-permissions'],
  ['AADSTS50105', 'auth/app-not-assigned'],
  ['AADSTS90072', 'auth/account-not-in-tenant'],
  ['AADSTS123456', 'auth/failed'],
])(
  'a sign-in refused with %s is told as %s, and nothing after it is tried',
  async (code, wanted) => {
    const view = await checkRegistration(
      request({
        fetch: (url, init) =>
          init.method === 'POST'
            ? Promise.resolve(
                Response.json(
                  { error: 'invalid_grant', error_description: `${code}: no.` },
                  { status: 400 },
                ),
              )
            : fetch(url, init),
      }),
      () => undefined,
    );
    expect(states(view)).toBe(`ok ${wanted} notReached`);
    expect(view.unasked).toHaveLength(readScopes.length);
  },
);

test.each([
  ['AADSTS90002: Tenant not found.', 'auth/tenant-not-found'],
  ['AADSTS90038: The tenant is in another cloud.', 'auth/other-cloud'],
  ['something else', 'auth/failed'],
])(
  'a tenant document refused with %s is told as %s, and no browser opens',
  async (text, wanted) => {
    asked.length = 0;
    const view = await checkRegistration(
      request({
        fetch: () =>
          Promise.resolve(
            Response.json({ error: 'invalid_tenant', error_description: text }, { status: 400 }),
          ),
      }),
      () => undefined,
    );
    expect(states(view)).toBe(`${wanted} notReached notReached`);
    expect(asked).toEqual([]);
  },
);

test('a network that is down is no verdict about the tenant', async () => {
  const down = { fetch: () => Promise.reject(new Error('offline')) };
  const view = await checkRegistration(request(down), () => undefined);
  expect(states(view)).toBe('graph/network notReached notReached');
});

test('a tenant whose document names another cloud is told before a browser opens', async () => {
  const view = await checkRegistration(
    oidc.request({
      fetch: async (url, init) => {
        const answer = await oidc.request().fetch(url, init);
        const body = (await answer.json()) as object;
        return Response.json({ ...body, cloud_instance_name: 'microsoftonline.us' });
      },
    }),
    () => undefined,
  );
  expect(states(view)).toBe('auth/other-cloud notReached notReached');
});

test('a clock ten minutes off is the verdict of the first step, against a server not ours', async () => {
  await oidc.trick({ dateOffsetMs: 600_000 });
  const view = await checkRegistration(oidc.request(), () => undefined);
  expect(states(view)).toBe('auth/clock-skew notReached notReached');
});

test('a registration is checked against a server not ours', async () => {
  const view = await checkRegistration(oidc.request({ clientId: oidcClient }), () => undefined);
  expect(states(view)).toBe('ok ok ok');
});

test('a cancel ends the wait for the browser at once', async () => {
  const stop = new AbortController();
  const startedAt = Date.now();
  const view = await checkRegistration(
    request({
      signal: stop.signal,
      openBrowser: () => {
        setTimeout(() => stop.abort(), 10);
        return new Promise(() => undefined);
      },
    }),
    () => undefined,
  );
  expect(states(view)).toBe('ok auth/cancelled notReached');
  expect(Date.now() - startedAt).toBeLessThan(1_500);
});
