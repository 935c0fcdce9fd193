import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Failure } from '../../shared/diagnostic';
import { describeFailure } from '../../shared/i18n/describe-failure';
import type { Result } from '../../shared/result';
import { signIn, type SignedIn } from '../../src-main/auth/token-broker';
import { startOidcServer, type OidcServer } from '../fixtures/standard-servers';

let server: OidcServer;
let signedIn: SignedIn;
beforeAll(async () => {
  server = await startOidcServer();
});
beforeEach(async () => {
  await server.trick({ deny: false });
  const answer = await signIn(server.request());
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
  signedIn = answer.value;
});
afterEach(() => signedIn.close());
afterAll(() => server.close());

const pages = async (): Promise<number> => (await server.seen()).authorize.length;
const write = () => signedIn.getToken('write', { scopes: ['Group.ReadWrite.All'] });
function failureOf(answer: Result<unknown, Failure>): Failure {
  if (answer.ok) throw new Error('It was not refused');
  return answer.failure;
}

/** How the page of a later question may end, as Entra words it, and what is to be done about it. */
const refusals = [
  ['access_denied', 'the person closed the question', 'auth/cancelled'],
  ['access_denied', 'AADSTS65004: User declined to consent', 'auth/cancelled'],
  ['access_denied', 'AADSTS90094: Admin consent is required', 'auth/consent-missing'],
  ['access_denied', 'AADSTS90095: The person was told to ask', 'auth/consent-missing'],
  ['consent_required', 'AADSTS65001: has not consented', 'auth/consent-missing'],
  ['invalid_scope', 'AADSTS70011: no such scope', 'auth/unknown-scope'],
  ['access_denied', 'AADSTS650051: already present', 'auth/app-not-set-up'],
  ['access_denied', 'AADSTS650057: not in the registration', 'auth/app-permissions'],
  ['access_denied', 'AADSTS53003: blocked by policy', 'auth/blocked-by-policy'],
  ['interaction_required', 'AADSTS500121: strong authentication failed', 'auth/mfa-not-done'],
] as const;

const ofPermission: ReadonlySet<string> = new Set([
  'auth/consent-missing',
  'auth/unknown-scope',
  'auth/app-permissions',
]);

describe('a later question that is refused at its page', () => {
  test.each(refusals)('%s (%s), %s, is told and stops nothing else', async (...how) => {
    const [error, description, code] = how;
    await server.trick({ deny: { error, error_description: description } });
    const before = await pages();
    const told = failureOf(await write());
    if (ofPermission.has(code)) {
      // Of the many that were asked for, the one that is refused is named, with the page's own code.
      const number = /AADSTS\d+/.exec(description)?.[0];
      expect([told.code, told.values['scopes']]).toEqual([
        ...['auth/scopes-missing', 'Group.ReadWrite.All'],
      ]);
      expect(told.values['code']).toBe(number);
    } else expect(told.code).toBe(code);
    const asked = await pages();
    expect(asked).toBeGreaterThan(before);
    // Reading goes on without a page, with all that was given.
    expect((await signedIn.getToken('read')).ok).toBe(true);
    expect([await pages(), signedIn.lacking()]).toEqual([asked, []]);
    // Nothing of it is remembered against the next question.
    await server.trick({ deny: false });
    expect((await write()).ok).toBe(true);
  });

  test.each(refusals)('%s (%s) of an optional permission: %s', async (...how) => {
    const [error, description, code] = how;
    await server.trick({ deny: { error, error_description: description } });
    const signal = AbortSignal.timeout(20_000);
    const told = failureOf(await signedIn.renew(signal, ['Policy.Read.HybridAuthentication']));
    expect(told.code).toBe(code);
    expect((await signedIn.getToken('read')).ok).toBe(true);
    await server.trick({ deny: false });
    expect((await write()).ok).toBe(true);
  });

  test.each(['en', 'ja'] as const)('each has advice of its own, in %s', (language) => {
    const values = { code: 'AADSTS1', trace: 't' };
    const codes = [...new Set(refusals.map(([, , code]) => code))];
    const advice = codes.map((code) => describeFailure({ code, values }, language).do);
    expect(new Set(advice).size).toBe(codes.length);
  });
});
