import { afterAll, beforeAll, expect, test } from 'vitest';
import { followSignInPage } from '../../src-main/app/follow-sign-in-page';
import { readScopes } from '../../shared/registration/graph-scopes';
import { signIn, type SignInRequest } from '../../src-main/auth/token-broker';
import { decodeClaims } from '../../src-main/auth/token-claims';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';

let practice: PracticeTenant;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
});
afterAll(() => practice.close());

function request(changes: Partial<SignInRequest> = {}): SignInRequest {
  return {
    authority: practice.authority,
    clientId: practice.clientId,
    fetch: (url, init) => fetch(url, init),
    openBrowser: (url) => followSignInPage(url, fetch),
    signal: new AbortController().signal,
    mayWrite: () => true,
    now: () => Date.now(),
    locale: 'ja',
    ...changes,
  };
}

async function graph(path: string, token: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${practice.graphUrl}${path}`, { ...init, headers });
}

test('MSAL signs in to the practice tenant as its operator, and Graph takes the token', async () => {
  const source = await signIn(request());
  if (!source.ok) throw new Error(JSON.stringify(source.failure));
  expect(source.value.tenantId).toBe(practice.tenantId);
  const token = await source.value.getToken('read');
  if (!token.ok) throw new Error(token.failure.code);
  const me = (await (await graph('/v1.0/me', token.value)).json()) as Record<string, unknown>;
  expect(me['userPrincipalName']).toBe(source.value.account.upn);
  expect(me['id']).toBe(source.value.account.id);
  expect(decodeClaims(token.value)?.scp?.split(' ')).toEqual(
    expect.arrayContaining([...readScopes]),
  );
});

test('a read token may not write; the write token, asked for apart, may', async () => {
  const pages: string[] = [];
  const source = await signIn(
    request({
      openBrowser: (url) => {
        pages.push(url);
        return followSignInPage(url, fetch);
      },
    }),
  );
  if (!source.ok) throw new Error(JSON.stringify(source.failure));
  const write = async (token: string): Promise<number> => {
    const body = JSON.stringify({ policyMigrationState: 'migrationInProgress' });
    return (
      await graph('/v1.0/policies/authenticationMethodsPolicy', token, { method: 'PATCH', body })
    ).status;
  };
  const reading = await source.value.getToken('read');
  expect(reading.ok && (await write(reading.value))).toBe(403);
  const writing = await source.value.getToken('write');
  const status = writing.ok ? await write(writing.value) : 0;
  expect(status >= 200 && status < 300, String(status)).toBe(true);
  expect(pages).toHaveLength(2);
});

test('an authority without a tenant leads to the practice tenant', async () => {
  const source = await signIn(request({ authority: `${practice.graphUrl}/organizations` }));
  expect(source.ok && source.value.tenantId).toBe(practice.tenantId);
});

test('a plan of another tenant is not answered by this one', async () => {
  const source = await signIn(request({ tenantId: '99999999-9999-4999-8999-999999999999' }));
  expect(source.ok).toBe(false);
});

test('the cancel button of the page is a cancelled sign-in', async () => {
  const source = await signIn(
    request({
      openBrowser: async (url) => {
        const html = await (await fetch(url)).text();
        const form = /<form[^>]*>(?:(?!<\/form>)[\s\S])*access_denied[\s\S]*?<\/form>/.exec(
          html,
        )?.[0];
        const fields = [...(form ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)];
        const body = new URLSearchParams(fields.map(([, name = '', value = '']) => [name, value]));
        const action = /action="([^"]+)"/.exec(form ?? '')?.[1] ?? '';
        await fetch(action.replace('localhost', '127.0.0.1'), { method: 'POST', body });
      },
    }),
  );
  expect(source.ok ? 'ok' : source.failure.code).toBe('auth/cancelled');
});
