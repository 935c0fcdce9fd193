import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  readScopes,
  writeScopes,
  type WriteScope,
} from '../../../../shared/registration/graph-scopes';
import { scopesOfKind } from '../../../../shared/registration/write-needs';
import { signIn, type SignedIn } from '../../../../src-main/auth/token-broker';
import { decodeClaims } from '../../../../src-main/auth/token-claims';
import { codeOf, requestTo, startFakeAuthority, type FakeAuthority } from './fake-authority';

const groups = scopesOfKind['group.add'];
const policies = scopesOfKind['ca.create'];
const signInScopes = ['openid', 'profile', 'offline_access', 'email'];

let authority: FakeAuthority;
let pages: URL[];
let own: SignedIn;
beforeEach(async () => {
  authority = await startFakeAuthority();
  pages = [];
  const answer = await signIn(
    requestTo(authority, {
      openBrowser: async (url) => {
        pages.push(new URL(url));
        await authority.visit(url);
      },
    }),
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  own = answer.value;
  pages = [];
});
afterEach(async () => {
  await own.close();
  await authority.close();
});

const write = (scopes: readonly WriteScope[]) => own.getToken('write', { scopes });
const askedOn = (page: URL | undefined): string[] =>
  (page?.searchParams.get('scope') ?? '').split(' ').filter((one) => !signInScopes.includes(one));

describe('permissions to change', () => {
  test('the first write asks for what it takes, and for its person’s proof', async () => {
    const token = await write(groups);
    expect(askedOn(pages[0])).toEqual([...readScopes, ...groups]);
    expect(pages[0]?.searchParams.get('prompt')).toBe('login');
    const given = token.ok ? (decodeClaims(token.value)?.scp ?? '').split(' ') : [];
    expect(given.filter((scope) => writeScopes.includes(scope as WriteScope))).toEqual(groups);
    expect(own.confirmed()).toEqual(groups);
  });

  test('what a token covers is not asked for again, by nobody', async () => {
    await write([...groups, ...policies]);
    const before = authority.asked.length;
    for (const scopes of [groups, policies, groups]) expect(codeOf(await write(scopes))).toBe('ok');
    expect([pages.length, authority.asked.length - before]).toEqual([1, 0]);
  });

  test('a later step asks once for what it takes beside, in the session that stands', async () => {
    await write(groups);
    expect(codeOf(await write(policies))).toBe('ok');
    expect(pages).toHaveLength(2);
    expect(askedOn(pages[1])).toEqual([...readScopes, ...policies]);
    expect(pages[1]?.searchParams.get('prompt')).toBeNull();
    expect(pages[1]?.searchParams.get('login_hint')).toBe('operator@contoso.example');
    for (const scopes of [groups, policies, [...groups, ...policies]]) {
      expect(codeOf(await write(scopes))).toBe('ok');
    }
    expect(pages).toHaveLength(2);
  });

  test('a service that gives everything consented to at once is asked once', async () => {
    authority.tricks.grant = (asked) => [...asked, ...writeScopes];
    await write(groups);
    for (const scope of writeScopes) expect(codeOf(await write([scope]))).toBe('ok');
    expect([pages.length, own.confirmed()]).toEqual([1, [...writeScopes]]);
  });

  test('one that is refused holds what takes it, and nothing else', async () => {
    await write(groups);
    authority.tricks.refuse = (asked) =>
      asked.includes('Policy.ReadWrite.ConditionalAccess')
        ? { error: 'invalid_grant', error_description: 'AADSTS65001: no consent' }
        : undefined;
    expect(await write(policies)).toMatchObject({
      failure: {
        code: 'auth/scopes-missing',
        values: {
          scopes: 'Policy.ReadWrite.ConditionalAccess',
          why: 'change',
          code: 'AADSTS65001',
        },
      },
    });
    expect(codeOf(await write(groups))).toBe('ok');
    expect([pages.length, own.confirmed()]).toEqual([2, groups]);
    // Asked again, and answered once the administrator has consented.
    delete authority.tricks.refuse;
    expect(codeOf(await write(policies))).toBe('ok');
    expect(pages).toHaveLength(3);
  });

  test('one that is left out of the answer is not taken for given', async () => {
    authority.tricks.grant = (asked) => asked.filter((scope) => scope !== 'Application.Read.All');
    const refused = await write(policies);
    expect(codeOf(refused)).toBe('auth/scopes-missing');
    expect(refused.ok ? '' : refused.failure.values['why']).toBe('change');
    expect(own.confirmed()).toEqual([]);
    expect(codeOf(await write(groups))).toBe('ok');
    // Nobody had stood behind a write before.
    expect(pages.map((page) => page.searchParams.get('prompt'))).toEqual(['login', 'login']);
  });
});
