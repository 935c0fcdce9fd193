import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { openGraphSource, type Source } from '../../../../src-main/graph/open-source';

const id = '11111111-2222-4333-8444-555555555555';

/** A tenant whose organization and `/me` answer so; it is no practice tenant. */
async function open(me: () => Response, organization: object = { id }): Promise<Source> {
  const fetch: typeof globalThis.fetch = (input) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname === '/v1.0/me') return Promise.resolve(me());
    return pathname === '/v1.0/organization'
      ? Promise.resolve(Response.json({ value: [organization] }))
      : Promise.resolve(Response.json({}, { status: 404 }));
  };
  const opened = await openGraphSource({
    ...{ graphUrl: 'http://127.0.0.1:1', cloud: 'global', fetch },
    getToken: () => Promise.resolve(ok('t')),
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

const refused = (status: number, code: string) => () =>
  Response.json({ error: { code, message: '' } }, { status });

describe('who is signed in', () => {
  it('is told by /me', async () => {
    const { signedInUserId, signedInUnread } = await open(() => Response.json({ id }));
    expect([signedInUserId, signedInUnread]).toEqual([id, undefined]);
  });

  it.each([
    [400, 'Request_BadRequest'],
    [404, 'Request_ResourceNotFound'],
  ] as const)('is nobody where Graph knows nobody (%i)', async (status, code) => {
    const { signedInUserId, signedInUnread } = await open(refused(status, code));
    expect([signedInUserId, signedInUnread]).toEqual([null, undefined]);
  });

  it.each([
    ['an empty id', () => Response.json({ id: '' }), 'malformed'],
    ['an id that is none', () => Response.json({ id: 'me' }), 'malformed'],
    ['no id', () => Response.json({}), 'malformed'],
    ['a list', () => Response.json({ value: [{ id }] }), 'malformed'],
    ['a page for people', () => new Response('<html></html>'), 'malformed'],
    ['a refusal', refused(403, 'Authorization_RequestDenied'), 'refused'],
    ['no sign-in', refused(401, 'InvalidAuthenticationToken'), 'notAccepted'],
  ] as const)('is unread with its reason after %s', async (_, me, code) => {
    const { signedInUserId, signedInUnread } = await open(me);
    expect([signedInUserId, signedInUnread?.code]).toEqual([null, code]);
  });

  it('and a tenant whose id is none has not told it', async () => {
    const { tenantId } = await open(() => Response.json({ id }), { id: '' });
    expect(tenantId).toBeNull();
  });
});
