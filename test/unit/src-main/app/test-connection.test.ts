import { describe, expect, it } from 'vitest';
import { outcomeOf, testConnection } from '../../../../src-main/app/test-connection';
import type { Fetch } from '../../../../src-main/graph/fetch';

const ports = (fetch: Fetch, proxy = 'DIRECT') => ({
  fetch,
  resolveProxy: () => Promise.resolve(proxy),
  now: () => 0,
});

describe('testConnection', () => {
  it('asks the two hosts of the cloud, without an account, and any answer is reached', async () => {
    const asked: { url: string; init: RequestInit | undefined }[] = [];
    const view = await testConnection(
      'china',
      ports((url, init) => {
        asked.push({
          url: url instanceof URL ? url.href : typeof url === 'string' ? url : url.url,
          init,
        });
        return Promise.resolve(new Response('{}', { status: 401 }));
      }),
    );
    expect(asked.map(({ url }) => new URL(url).host)).toEqual([
      'login.chinacloudapi.cn',
      'microsoftgraph.chinacloudapi.cn',
    ]);
    for (const { init } of asked) {
      expect(init).toMatchObject({ method: 'GET', redirect: 'error', credentials: 'omit' });
      expect(init?.headers).toBeUndefined();
    }
    expect(view.hosts.map(({ outcome, code, proxy }) => [outcome, code, proxy])).toEqual([
      ['reached', null, null],
      ['reached', null, null],
    ]);
  });

  it('names the proxy the system would take, and its refusal', async () => {
    const refused: Fetch = () => Promise.resolve(new Response('', { status: 407 }));
    const view = await testConnection('global', ports(refused, 'PROXY proxy.lan:8080; DIRECT'));
    expect(view.hosts[0]).toMatchObject({
      outcome: 'proxy',
      code: 'PROXY_AUTHENTICATION_REQUIRED',
      proxy: 'proxy.lan:8080',
    });
  });

  it('keeps the network’s word and nothing else of an error', async () => {
    const failed: Fetch = () =>
      Promise.reject(new Error('net::ERR_CERT_AUTHORITY_INVALID at https://secret.example/a'));
    const view = await testConnection('global', ports(failed));
    expect(view.hosts[0]).toMatchObject({
      outcome: 'certificate',
      code: 'ERR_CERT_AUTHORITY_INVALID',
    });
    const unnamed = await testConnection(
      'global',
      ports(() => Promise.reject(new Error('no'))),
    );
    expect(unnamed.hosts[1]).toMatchObject({ outcome: 'other', code: 'UNKNOWN' });
  });

  it('still asks where the proxy can’t be told', async () => {
    const view = await testConnection('global', {
      ...ports(() => Promise.resolve(new Response('{}'))),
      resolveProxy: () => Promise.reject(new Error('PAC')),
    });
    expect(view.hosts[0]).toMatchObject({ outcome: 'reached', proxy: null });
  });

  it.each([
    ['ERR_NAME_NOT_RESOLVED', 'name'],
    ['ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
    ['ERR_PROXY_CERTIFICATE_INVALID', 'proxy'],
    ['ERR_SSL_PROTOCOL_ERROR', 'certificate'],
    ['ERR_CONNECTION_TIMED_OUT', 'timeout'],
    ['ERR_CONNECTION_REFUSED', 'refused'],
    ['ERR_FAILED', 'other'],
  ] as const)('%s: %s', (code, outcome) => {
    expect(outcomeOf(code)).toBe(outcome);
  });
});
