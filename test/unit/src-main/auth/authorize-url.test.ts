import { expect, test } from 'vitest';
import {
  forTenant,
  parseAuthority,
  toRealUrl,
  type Authority,
} from '../../../../src-main/auth/authority';
import { checkAuthorizeUrl } from '../../../../src-main/auth/authorize-url';
import { clientId, tenantA, tenantB } from './fake-authority';

function known(text: string): Authority {
  const authority = parseAuthority(text);
  if (!authority) throw new Error(text);
  return authority;
}
const cloud = known(`https://login.microsoftonline.com/${tenantA}`);
const practice = known(`http://127.0.0.1:5000/${tenantA}`);
const base = `https://login.microsoftonline.com/${tenantA}/oauth2/v2.0/authorize`;
const query = {
  client_id: clientId,
  response_type: 'code',
  response_mode: 'form_post',
  redirect_uri: 'http://localhost:50123',
  code_challenge: 'A'.repeat(43),
  code_challenge_method: 'S256',
  state: 'state1',
};
const address = (changes: Record<string, string | undefined> = {}, path = base): string => {
  const all = Object.entries({ ...query, ...changes }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return `${path}?${new URLSearchParams(all).toString()}`;
};

test('the address MSAL makes is opened as it is', () => {
  expect(checkAuthorizeUrl(cloud, clientId, address(), true)).toEqual({
    url: address(),
    listenerPort: 50123,
    state: 'state1',
  });
});

test('a practice address is opened over plain http on the loopback interface', () => {
  const path = `https://127.0.0.1:5000/${tenantA}/oauth2/v2.0/authorize`;
  expect(checkAuthorizeUrl(practice, clientId, address({}, path), true)?.url).toBe(
    address({}, path.replace('https:', 'http:')),
  );
});

test.each<[string, string]>([
  ['another host', address({}, base.replace('microsoftonline.com', 'microsoftonline.com.evil'))],
  ['another port', address({}, base.replace('.com/', '.com:444/'))],
  ['user info', address({}, base.replace('https://', 'https://ada@'))],
  ['plain http', address({}, base.replace('https', 'http'))],
  ['another endpoint', address({}, base.replace('authorize', 'devicecode'))],
  ['a longer path', address({}, `${base}/x`)],
  ['another application', address({ client_id: tenantB })],
  ['an answer in the address', address({ response_mode: 'query' })],
  ['no answer mode', address({ response_mode: undefined })],
  ['a token as answer', address({ response_type: 'token' })],
  ['PKCE in plain', address({ code_challenge_method: 'plain' })],
  ['no PKCE', address({ code_challenge: undefined })],
  ['a short challenge', address({ code_challenge: 'abc' })],
  ['no state', address({ state: undefined })],
  ['a redirect elsewhere', address({ redirect_uri: 'https://evil.example/' })],
  ['a redirect to another machine', address({ redirect_uri: 'http://localhost.evil:5/' })],
  ['a redirect without port', address({ redirect_uri: 'http://localhost/' })],
  ['a port that is none', address({ redirect_uri: 'http://localhost:99999' })],
  ['two redirects', `${address()}&redirect_uri=https%3A%2F%2Fevil.example`],
  ['no address', 'nothing'],
])('not opened: %s', (_name, url) => {
  expect(checkAuthorizeUrl(cloud, clientId, url, true)).toBeUndefined();
});

test.each([
  ['https://login.microsoftonline.com/organizations', 'cloud', 'organizations'],
  [`https://login.microsoftonline.us/${tenantA}/`, 'cloud', tenantA],
  [
    'https://login.chinacloudapi.cn/contoso.partner.onmschina.cn',
    'cloud',
    'contoso.partner.onmschina.cn',
  ],
  [`http://127.0.0.1:5000/${tenantA}`, 'practice', tenantA],
])('%s is a %s authority', (text, kind, tenant) => {
  expect(parseAuthority(text)).toMatchObject({ kind, tenant });
});

test.each([
  'http://127.0.0.1/t',
  'http://127.0.0.2:5000/t',
  'http://[::1]:5000/t',
  'https://127.0.0.1:5000/t',
  'https://login.microsoftonline.com/',
  'https://login.microsoftonline.com/a/b',
  'https://login.microsoftonline.com/a?b',
  'https://login.evil.example/organizations',
  'http://ada@127.0.0.1:5000/t',
])('%s is no authority', (text) => {
  expect(parseAuthority(text)).toBeUndefined();
});

test('addresses of one source are not addresses of another', () => {
  expect(toRealUrl(practice, `https://127.0.0.1:5001/${tenantA}/token`)).toBeUndefined();
  expect(toRealUrl(cloud, `https://127.0.0.1:5000/${tenantA}/token`)).toBeUndefined();
  expect(toRealUrl(cloud, 'https://login.microsoftonline.us/x')).toBeUndefined();
  expect(forTenant(practice, tenantB)).toBe(`https://127.0.0.1:5000/${tenantB}`);
});
