import { describe, expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { createGraphClient, type GraphClient } from '../../../../src-main/graph/graph-client';
import { judgeAddress } from '../../../../src-main/graph/middleware/origin-guard';
import { openGraphSource } from '../../../../src-main/graph/open-source';
import type { TransportRequest } from '../../../../src-main/graph/transport';
import { systemClock } from '../../../../src-main/ports/system-clock';

const origin = 'https://graph.microsoft.com';
const guid = '11111111-2222-3333-4444-555555555555';

function clientOf(sent: TransportRequest[]): GraphClient {
  return createGraphClient({
    transport: {
      kind: 'practice',
      origin,
      canWrite: true,
      send: (request) => {
        sent.push(request);
        return Promise.resolve(ok({ status: 200, headers: {}, body: '{"responses":[]}' }));
      },
    },
    getToken: () => Promise.resolve(ok('secret')),
    clock: systemClock,
  });
}

describe('the origin guard', () => {
  it.each([
    'https://graph.microsoft.com:x@evil.example/v1.0/users',
    'https://graph.microsoft.com@evil.example/v1.0/users',
    'https://user:pass@graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com:444/v1.0/users',
    'http://graph.microsoft.com/v1.0/users',
    'https://graph.microsoft.com.evil.example/v1.0/users',
    'https://evil.example/v1.0/users',
    'https://graph.microsoft.com/v2.0/users',
    'https://graph.microsoft.com/v1.0/../admin',
    'https://graph.microsoft.com/v1.0//evil.example/x',
    'https://graph.microsoft.com/v1.0/%2f%2fevil.example',
    'https://graph.microsoft.com\\@evil.example/v1.0/users',
    'https://graph.microsoft.com/v1.0/users#x',
    'https://graph.microsoft.com/v1.0/us ers',
    'https://GRAPH.microsoft.com/v1.0/users',
    'javascript:alert(1)',
    '',
  ])('refuses %s before any token', async (url) => {
    expect(judgeAddress(url, origin)).not.toBeNull();
    const sent: TransportRequest[] = [];
    const got = await clientOf(sent).get(url);
    expect(got).toMatchObject({ ok: false, failure: { code: 'graph/origin-refused' } });
    expect(sent).toEqual([]);
  });

  it('lets the own origin through, byte for byte, with the token', async () => {
    const sent: TransportRequest[] = [];
    const url = `${origin}/v1.0/users?$skiptoken=a%2Bb&$skiptoken=c&x=A%26B&$select=id`;
    expect(await clientOf(sent).get(url)).toMatchObject({ ok: true });
    expect(sent[0]?.url).toBe(url);
    expect(sent[0]?.headers['authorization']).toBe('Bearer secret');
    expect(sent[0]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([
    ['DELETE', `/v1.0/groups/${guid}/members/${guid}`],
    ['DELETE', `/v1.0/users/${guid}`],
    ['DELETE', `/beta/groups/${guid}`],
    ['DELETE', `/v1.0/identity/conditionalAccess/policies/${guid}`],
    ['PATCH', `/v1.0/users/${guid}`],
    ['PATCH', `/v1.0/users/${guid}/authentication/requirements`],
    ['POST', '/v1.0/users'],
    ['POST', `/v1.0/groups/${guid}/members/$ref`],
    ['PATCH', '/v1.0/groups/not-a-guid'],
    ['PATCH', `/v1.0/groups/${guid}?x=1`],
    ['PATCH', '/v1.0/policies/authorizationPolicy'],
  ] as const)('refuses the write %s %s', async (method, path) => {
    const sent: TransportRequest[] = [];
    const got = await clientOf(sent).sendOnce(method, path, method === 'DELETE' ? null : {}, {});
    expect(got).toMatchObject({ ok: false, failure: { code: 'graph/origin-refused' } });
    expect(sent).toEqual([]);
  });

  it.each([
    ['DELETE', `/v1.0/groups/${guid}/members/${guid}/$ref`],
    ['PATCH', `/beta/users/${guid}/authentication/requirements`],
    ['PATCH', '/beta/policies/authenticationMethodsPolicy'],
    ['POST', '/v1.0/identity/conditionalAccess/policies'],
  ] as const)('lets the write %s %s through, once', async (method, path) => {
    const sent: TransportRequest[] = [];
    await clientOf(sent).sendOnce(method, path, method === 'DELETE' ? null : {}, {
      'client-request-id': 'own',
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method, lane: 'write', url: origin + path });
    expect(sent[0]?.headers['client-request-id']).toBe('own');
  });

  const part = (id: string, method: string, url: string) => ({ id, method, url });
  const remove = `/groups/${guid}/members/${guid}/$ref`;
  it.each([
    ['a read among writes', [part('1', 'GET', '/users'), part('2', 'DELETE', remove)]],
    ['an unknown write', [part('1', 'DELETE', `/users/${guid}`)]],
    ['the same id twice', [part('1', 'DELETE', remove), part('1', 'DELETE', remove)]],
    ['another host', [part('1', 'DELETE', `//evil.example/${guid}`)]],
    ['a climb', [part('1', 'DELETE', `/groups/../users/${guid}/$ref`)]],
    ['more than twenty', Array.from({ length: 21 }, (_, n) => part(String(n), 'DELETE', remove))],
    ['nothing', []],
    ['an order', [{ ...part('1', 'DELETE', remove), dependsOn: ['0'] }]],
  ])('refuses a batch with %s', async (_, requests) => {
    const sent: TransportRequest[] = [];
    const client = clientOf(sent);
    const got = await client.sendOnce('POST', '/v1.0/$batch', { requests }, {});
    expect(got).toMatchObject({ ok: false, failure: { code: 'graph/origin-refused' } });
    expect(sent).toEqual([]);
  });

  it('refuses writes in the lane of reads', async () => {
    const sent: TransportRequest[] = [];
    const requests = [part('1', 'DELETE', remove)];
    const got = await clientOf(sent).postReads('v1.0', { requests });
    expect(got).toMatchObject({ ok: false, failure: { code: 'graph/origin-refused' } });
    expect(sent).toEqual([]);
  });
});

describe('openGraphSource', () => {
  it.each([
    'http://localhost:4000',
    'http://10.0.0.1:4000',
    'https://graph.microsoft.us',
    'http://127.0.0.1:4000/v1.0',
    'http://user@127.0.0.1:4000',
    'ftp://127.0.0.1',
    'graph.microsoft.com',
  ])('takes loopback or the own cloud only: %s', async (graphUrl) => {
    const opened = await openGraphSource({
      graphUrl,
      cloud: 'global',
      getToken: () => Promise.resolve(ok('secret')),
      fetch: () => Promise.reject(new Error('must not be asked')),
    });
    expect(opened).toMatchObject({ ok: false, failure: { code: 'graph/origin-refused' } });
  });
});
