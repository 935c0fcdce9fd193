import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  judgeToken,
  type TokenCandidate,
  type TokenExpectation,
} from '../../../../src-main/auth/accept-token';
import { readScopes, writeScopes } from '../../../../shared/registration/graph-scopes';
import { missingScopes, scopesFor } from '../../../../src-main/auth/scopes';
import { decodeClaims, endOfToken } from '../../../../src-main/auth/token-claims';
import { clientId, jwt, tenantA, tenantB } from './fake-authority';

const graph = 'https://graph.microsoft.com';
const claims = { tid: tenantA, appid: clientId, aud: graph, scp: 'User.Read Policy.Read.All' };
const candidate: TokenCandidate = {
  accessToken: jwt(claims),
  tenantId: tenantA,
  idTokenTenantId: tenantA,
  homeAccountId: 'home',
  scopes: ['User.Read', 'Policy.Read.All'],
};
const asked: TokenExpectation = {
  tenantId: tenantA,
  homeAccountId: 'home',
  clientId,
  scopes: ['User.Read', 'Policy.Read.All'],
  audiences: [graph],
};
const kindOf = (changes: Partial<TokenCandidate>): string =>
  judgeToken({ ...candidate, ...changes }, asked).kind;

test('accepts what was asked for', () => {
  expect(judgeToken(candidate, asked)).toEqual({
    ...{ kind: 'accepted', tenantId: tenantA, lacking: [] },
  });
});

test('accepts an opaque access token on the word of the ID token', () => {
  expect(kindOf({ accessToken: 'opaque' })).toBe('accepted');
});

test.each<[string, Partial<TokenCandidate>, string]>([
  ['result of another tenant', { tenantId: tenantB }, 'tenant-mismatch'],
  ['ID token of another tenant', { idTokenTenantId: tenantB }, 'tenant-mismatch'],
  ['no ID token tenant', { idTokenTenantId: undefined }, 'tenant-mismatch'],
  [
    'access token of another tenant',
    { accessToken: jwt({ ...claims, tid: tenantB }) },
    'tenant-mismatch',
  ],
  ['another account', { homeAccountId: 'other' }, 'account-mismatch'],
  ['no account', { homeAccountId: undefined }, 'account-mismatch'],
  [
    'another application',
    { accessToken: jwt({ ...claims, appid: tenantB }) },
    'application-mismatch',
  ],
  [
    'another resource',
    { accessToken: jwt({ ...claims, aud: 'https://x.example' }) },
    'application-mismatch',
  ],
  ['fewer scopes in the answer', { scopes: ['User.Read'] }, 'scopes-missing'],
  [
    'fewer scopes in the token',
    { accessToken: jwt({ ...claims, scp: 'User.Read' }) },
    'scopes-missing',
  ],
])('refuses: %s', (_name, changes, kind) => {
  expect(kindOf(changes)).toBe(kind);
});

test('no token is accepted unless every tenant named in it is the asked one', () => {
  const tenants = Array.from(
    { length: 20 },
    (_, n) => `${String(n).padStart(8, '0')}-aaaa-4aaa-8aaa-000000000000`,
  );
  const tenant = fc.constantFrom(...tenants);
  const maybe = fc.option(tenant, { nil: undefined });
  fc.assert(
    fc.property(tenant, tenant, maybe, maybe, (wanted, result, idToken, access) => {
      const verdict = judgeToken(
        {
          ...candidate,
          tenantId: result,
          idTokenTenantId: idToken,
          accessToken: jwt({ ...claims, tid: access }),
        },
        { ...asked, tenantId: wanted },
      );
      const isSame = [result, idToken, access ?? wanted].every((named) => named === wanted);
      expect(verdict.kind === 'accepted').toBe(isSame);
    }),
    { numRuns: 5_000 },
  );
});

test('scopes compare by name, with or without resource, in any case', () => {
  expect(missingScopes(['User.Read'], ['https://graph.microsoft.us/user.read'])).toEqual([]);
  expect(missingScopes([`${graph}/User.Read`], ['User.Read', 'openid'])).toEqual([]);
  expect(missingScopes(['User.Read.All'], ['User.Read'])).toEqual(['User.Read.All']);
});

test('reading asks for no write permission; writing reads as well', () => {
  expect(scopesFor('read').filter((scope) => /ReadWrite/.test(scope))).toEqual([]);
  expect(scopesFor('write')).toEqual([...readScopes, ...writeScopes]);
  expect(scopesFor('read', 'https://graph.microsoft.us')[0]).toBe(
    'https://graph.microsoft.us/User.Read',
  );
});

test.each(['', 'a.b', 'a.b.c', 'a.!!!.c', `a.${'x'.repeat(70_000)}.c`, jwt([1])])(
  'nothing is read from %#',
  (token) => {
    expect(decodeClaims(token)).toBeUndefined();
  },
);

test('claims that are not text count as missing', () => {
  expect(decodeClaims(jwt({ tid: 7, aud: ['x'], azp: 'app', scp: 'a' }))).toEqual({
    appid: 'app',
    scp: 'a',
  });
});

test('a token tells when it ends, or tells nothing', () => {
  expect(endOfToken(jwt({ exp: 1_764_410_400 }))).toBe(1_764_410_400_000);
  expect([endOfToken(jwt({ exp: 'soon' })), endOfToken('opaque')]).toEqual([null, null]);
});
