import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { openGraphSource } from '../../../../src-main/graph/open-source';

const days = 8.4 * 24 * 60 * 60_000;
const tenant = { value: [{ id: '11111111-2222-4333-8444-555555555555', displayName: 'Practice' }] };

/** A practice tenant that does not answer `silent`; the rest as it does. */
function practiceWithout(silent: string | null) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, unknown>> = {
    '/_practice/stats': { requests: {}, roundTrips: 0, throttled: 0 },
    '/_practice/clock': { now: new Date(Date.now() + days).toISOString() },
    '/v1.0/organization': tenant,
  };
  const fetch: typeof globalThis.fetch = (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    asked.push(pathname);
    if (pathname === silent) return Promise.reject(new Error('timed out'));
    const answer = answers[pathname];
    return Promise.resolve(
      Response.json(answer ?? {}, { status: answer === undefined ? 404 : 200 }),
    );
  };
  const open = () =>
    openGraphSource({
      ...{ graphUrl: 'http://127.0.0.1:1', cloud: 'global', fetch, signedInUserId: null },
      getToken: () => Promise.resolve(ok('t')),
    });
  return { open, asked };
}

describe('a practice tenant is timed by its own clock or not opened', () => {
  it('from the first request on', async () => {
    const opened = await practiceWithout(null).open();
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.kind).toBe('practice');
    expect(Math.abs(opened.value.clock.now() - Date.now() - days)).toBeLessThan(60_000);
  });

  it.each(['/_practice/stats', '/_practice/clock'])('silent at %s', async (silent) => {
    const { open, asked } = practiceWithout(silent);
    expect(await open()).toMatchObject({ ok: false, failure: { code: 'graph/network' } });
    expect(asked.filter((path) => !path.startsWith('/_practice/'))).toEqual([]);
  });

  it('while a server that knows no practice address is a tenant like any other', async () => {
    const fetch: typeof globalThis.fetch = (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const isKnown = pathname === '/v1.0/organization';
      return Promise.resolve(Response.json(isKnown ? tenant : {}, { status: isKnown ? 200 : 404 }));
    };
    const opened = await openGraphSource({
      ...{ graphUrl: 'http://127.0.0.1:1', cloud: 'global', fetch, signedInUserId: null },
      getToken: () => Promise.resolve(ok('t')),
    });
    expect(opened.ok && opened.value.kind).toBe('https');
  });
});
