import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import { neededScopes, readScopes, writeScopes } from '../../shared/registration/graph-scopes';
import { followSignInPage } from '../../src-main/app/follow-sign-in-page';
import { signIn, type SignedIn } from '../../src-main/auth/token-broker';
import { failureLines } from '../../src-main/cli/views/failure-view';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';

const report = 'AuditLog.Read.All';
let practice: PracticeTenant;
let pages: string[][];
let own: SignedIn | null;
beforeEach(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S01') });
  [pages, own] = [[], null];
});
afterEach(async () => {
  await own?.close();
  await practice.close();
});

/** The page in the browser turns these down, before any code is given; a code is worth no more. */
async function refuse(scopes: readonly string[], error: string, number?: number): Promise<number> {
  const numbered = number === undefined ? {} : { number };
  const rules = [
    { at: 'authorize', scopes, error, ...numbered },
    ...(number === undefined ? [] : [{ at: 'token', scopes, error: 'invalid_grant', number }]),
  ];
  const answer = await fetch(`${practice.graphUrl}/_practice/consent`, {
    method: 'POST',
    body: JSON.stringify({ rules }),
    headers: { 'content-type': 'application/json' },
  });
  return answer.status;
}

async function ask(): Promise<Failure | null> {
  const answer = await signIn({
    ...{ authority: practice.authority, clientId: practice.clientId },
    fetch: (url, init) => fetch(url, init),
    openBrowser: async (url) => {
      const scope = new URL(url).searchParams.get('scope') ?? '';
      pages.push(scope.split(' ').filter((one) => one.includes('.')));
      await followSignInPage(url, fetch);
    },
    signal: AbortSignal.timeout(20_000),
    mayWrite: () => true,
    now: () => Date.now(),
  });
  own = answer.ok ? answer.value : null;
  return answer.ok ? null : answer.failure;
}

describe('a permission that the page in the browser refuses', () => {
  test.each([
    ['access_denied', 90094],
    ['consent_required', 65001],
    ['invalid_scope', 70011],
    ['invalid_scope', 650053],
    ['access_denied', 650057],
  ])('%s with AADSTS%i: the rest is asked for, and it is known what is lacking', async (...how) => {
    // An administrator has agreed to all of it before.
    expect(await ask()).toBeNull();
    await own?.close();
    pages = [];
    expect(await refuse([report], ...how)).toBe(204);
    expect(await ask()).toBeNull();
    expect(own?.lacking()).toEqual([report]);
    expect(pages).toEqual([[...readScopes], [...neededScopes]]);
    expect((await own?.getToken('read'))?.ok).toBe(true);
    expect(pages).toHaveLength(2);
  });

  test.each([
    ['access_denied', 90094, 'auth/consent-missing'],
    ['consent_required', 65001, 'auth/consent-missing'],
    ['invalid_scope', 70011, 'auth/unknown-scope'],
    ['access_denied', 650057, 'auth/app-permissions'],
  ] as const)('%s with AADSTS%i of what everything needs: %s', async (error, number, code) => {
    await refuse(['Policy.Read.All'], error, number);
    const told = await ask();
    expect([told?.code, told?.values['code'], pages.length]).toEqual([
      ...[code, `AADSTS${String(number)}`, 2],
    ]);
    // Window and command line have the words of one place.
    for (const language of ['en', 'ja'] as const) {
      const { what, why, do: advice } = describeFailure(told as Failure, language);
      const lines = failureLines(told as Failure, language, 'UTC').join('\n');
      for (const text of [what, why, advice]) expect(lines).toContain(text);
    }
  });

  test.each([[65004], [undefined]])('a person who says no (%s) is not asked again', async (no) => {
    await refuse([report], 'access_denied', no);
    expect((await ask())?.code).toBe('auth/cancelled');
    expect(pages).toHaveLength(1);
  });

  test('one to write: the write does not go on, and reading does', async () => {
    expect(await ask()).toBeNull();
    await refuse([writeScopes[0]], 'consent_required', 65001);
    const write = await own?.getToken('write');
    const named = { code: 'auth/scopes-missing', values: { scopes: writeScopes.join(', ') } };
    expect(write).toMatchObject({ ok: false, failure: named });
    expect((await own?.getToken('read'))?.ok).toBe(true);
    // Asked a person once, and not over and over.
    expect(pages).toHaveLength(2);
  });

  test('comes back in an address, too, where it was asked for so', async () => {
    await refuse([report], 'consent_required', 65001);
    const url = new URL(`${practice.authority}/oauth2/v2.0/authorize`);
    const asked = {
      ...{ client_id: practice.clientId, response_type: 'code', response_mode: 'query' },
      ...{ redirect_uri: 'http://localhost:45123', scope: report, state: 's' },
      ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const answer = await fetch(url, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location') ?? '').searchParams;
    expect([answer.status, back.get('error'), back.get('state')]).toEqual([
      ...[302, 'consent_required', 's'],
    ]);
    expect(back.get('error_description')).toMatch(/^AADSTS65001: /);
    expect(await refuse([report], 'no_such_error')).toBe(400);
  });
});
