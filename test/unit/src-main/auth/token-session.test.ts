import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseAuthority } from '../../../../src-main/auth/authority';
import { decodeClaims } from '../../../../src-main/auth/token-claims';
import { TokenSession } from '../../../../src-main/auth/token-session';
import {
  requestTo,
  startFakeAuthority,
  tenantA,
  tenantB,
  type FakeAuthority,
} from './fake-authority';

/** A challenge's claims: MSAL asks the service with them, whatever its memory holds. */
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';

let service: FakeAuthority;
let session: TokenSession;
let pages: URL[];
beforeEach(async () => {
  service = await startFakeAuthority();
  pages = [];
  const authority = parseAuthority(`${service.origin}/organizations`);
  if (authority === undefined) throw new Error('authority');
  const openBrowser = async (url: string): Promise<void> => {
    pages.push(new URL(url));
    await service.visit(url);
  };
  session = new TokenSession({ ...requestTo(service), authority, openBrowser });
});
afterEach(async () => {
  await session.close();
  await service.close();
});

type Opened = Extract<Awaited<ReturnType<TokenSession['open']>>, { ok: true }>['value'];
async function open(tenantId?: string): Promise<Opened> {
  const opened = await session.open(tenantId, new AbortController().signal);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

test('a sign-in at any organization is renewed at its own tenant alone', async () => {
  expect((await open()).tenantId).toBe(tenantA);
  const before = service.asked.length;
  expect((await session.getToken('read', { claims })).ok).toBe(true);
  const asked = service.asked.slice(before).map(({ path }) => path);
  expect(asked.filter((path) => path.endsWith('/token'))).toEqual([
    `/${tenantA}/oauth2/v2.0/token`,
  ]);
});

test('every request says that challenges of continuous access evaluation are understood', async () => {
  await open();
  await session.getToken('read', { claims });
  const forms = service.asked.filter(({ path }) => path.endsWith('/token')).map(({ form }) => form);
  expect(forms.map((form) => form['grant_type'])).toEqual(['authorization_code', 'refresh_token']);
  for (const said of [pages[0]?.searchParams.get('claims'), ...forms.map((one) => one['claims'])]) {
    expect(JSON.parse(said ?? '{}')).toMatchObject({
      access_token: { xms_cc: { values: ['cp1'] } },
    });
  }
});

test('with two tenants of one account in memory the asked one’s token is taken', async () => {
  service.tricks.homeTenant = tenantA;
  const home = await open(tenantA);
  expect((await open(tenantB)).account.homeAccountId).toBe(home.account.homeAccountId);
  // The account as its home tenant knows it, to be used in the other one.
  session.standFor({ account: home.account, tenantId: tenantB }, []);
  const before = service.asked.length;
  const token = await session.getToken('read', {});
  expect(token.ok && decodeClaims(token.value)?.tid).toBe(tenantB);
  // From memory at once: the home tenant's was not even tried.
  expect(service.asked).toHaveLength(before);
});
