import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { followSignInPage } from '../../src-main/app/follow-sign-in-page';
import { signIn, type SignedIn } from '../../src-main/auth/token-broker';
import { openGraphSource, type Source } from '../../src-main/graph/open-source';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { readOnce } from '../../src-main/rollout/read-once';

const report = 'AuditLog.Read.All';
let practice: PracticeTenant;
beforeAll(async () => {
  practice = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
});
afterAll(() => practice.close());

let takenBack: string[];
let pages: string[];
let signedIn: SignedIn;
let source: Source;
beforeEach(async () => {
  [takenBack, pages] = [[], []];
  const opened = await signIn({
    ...{ authority: practice.authority, clientId: practice.clientId },
    fetch: (url, init) => asEntra(url, init),
    openBrowser: (url) => (pages.push(url), followSignInPage(url, fetch)),
    signal: new AbortController().signal,
    mayWrite: () => false,
    now: () => Date.now(),
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  signedIn = opened.value;
  const graph = await openGraphSource({
    ...{ graphUrl: practice.graphUrl, cloud: 'global' },
    getToken: (purpose, options) => signedIn.getToken(purpose, options),
  });
  if (!graph.ok) throw new Error(graph.failure.code);
  source = graph.value;
});
afterEach(() => signedIn.close());

/** The practice sign-in service, whose tokens end soon and whose administrator takes consent back. */
async function asEntra(url: string, init: RequestInit): Promise<Response> {
  const asked = new URLSearchParams(typeof init.body === 'string' ? init.body : '').get('scope');
  if (takenBack.some((scope) => asked?.split(' ').includes(scope))) {
    const text = 'AADSTS65001: The user or administrator has not consented';
    const body = { error: 'invalid_grant', error_description: text, suberror: 'consent_required' };
    return Response.json(body, { status: 400 });
  }
  const answer = await fetch(url, init);
  if (asked === null || !answer.ok) return answer;
  return Response.json({ ...((await answer.json()) as object), expires_in: 60 });
}

/** Reads the tenant; `meanwhile` happens once the first row is there. */
function read(meanwhile: () => void) {
  let isUnderWay = false;
  return readOnce(source, {
    answers: null,
    signal: new AbortController().signal,
    onProgress: () => {
      if (!isUnderWay) meanwhile();
      isUnderWay = true;
    },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
}

test('a permission taken back while a tenant is read costs what it reads, and no sign-in', async () => {
  const snapshot = await read(() => (takenBack = [report]));
  if (!snapshot.ok) throw new Error(snapshot.failure.code);
  const { users, conditionalAccess, registration } = snapshot.value;
  expect([users.kind, conditionalAccess.kind]).toEqual(['read', 'read']);
  expect(registration).toMatchObject({ kind: 'unread', reason: { code: 'refused', status: 403 } });
  expect([signedIn.lacking(), pages.length]).toEqual([[report], 1]);
});

test('what nothing can be read without ends the reading, and is named', async () => {
  const snapshot = await read(() => (takenBack = ['Policy.Read.All']));
  expect(snapshot).toMatchObject({
    failure: {
      code: 'auth/scopes-missing',
      values: { scopes: 'Policy.Read.All', why: 'needed', code: 'AADSTS65001' },
    },
  });
  // Given again, one question brings everything back.
  takenBack = [];
  expect((await signedIn.renew(new AbortController().signal)).ok).toBe(true);
  expect((await read(() => undefined)).ok).toBe(true);
  expect(pages).toHaveLength(2);
});
