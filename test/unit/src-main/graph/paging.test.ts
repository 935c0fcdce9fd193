import { describe, expect, it } from 'vitest';
import { PageGuard, readList, readObject } from '../../../../src-main/graph/paging';
import { scripted } from '../../../fixtures/scripted-graph';

describe('paging', () => {
  it('stops at a link that comes again, at endless empty pages, at too many pages', () => {
    const page = (rows: number, next: string | null) => ({
      rows: Array.from({ length: rows }, () => null),
      next,
      date: null,
      requestId: null,
    });
    const repeats = new PageGuard();
    expect(repeats.admits(page(1, 'a'))).toBe(true);
    expect(repeats.admits(page(1, 'a'))).toBe(false);
    const empty = new PageGuard();
    const admitted = Array.from({ length: 12 }, (_, n) => empty.admits(page(0, `l${n}`)));
    expect(admitted.filter(Boolean)).toHaveLength(9);
    const long = new PageGuard();
    let pages = 0;
    while (long.admits(page(1, `l${pages}`))) pages += 1;
    expect(pages).toBe(4_999);
  });

  it('starts a list again when its page token expired, once', async () => {
    const next = 'https://graph.microsoft.com/v1.0/users?$skiptoken=1';
    const first = {
      status: 200,
      body: JSON.stringify({ value: [{ id: 1 }], '@odata.nextLink': next }),
    };
    const expired = { status: 400, body: '{"error":{"code":"Directory_ExpiredPageToken"}}' };
    const last = { status: 200, body: '{"value":[{"id":2}]}' };
    const good = scripted('practice', [first, expired, first, last]);
    expect(await readList(good.client, '/v1.0/users')).toEqual({
      kind: 'rows',
      rows: [{ id: 1 }, { id: 2 }],
    });
    const bad = scripted('practice', [first, expired, first, expired]);
    expect(await readList(bad.client, '/v1.0/users')).toMatchObject({ kind: 'unread' });
  });

  it('never follows a link to another host', async () => {
    const next = 'https://evil.example/v1.0/users?$skiptoken=1';
    const first = { status: 200, body: JSON.stringify({ value: [], '@odata.nextLink': next }) };
    const { client, asked } = scripted('practice', [first]);
    expect(await readList(client, '/v1.0/users')).toMatchObject({ kind: 'unread' });
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['an object', '{}'],
    ['an error that came with 200', '{"error":{"code":"UnknownError","message":""}}'],
    ['one row without its list', '{"id":"1","skuPartNumber":"SPB"}'],
    ['rows that are no list', '{"value":{"0":{}}}'],
    ['no rows', '{"value":null}'],
    ['a bare list', '[{"id":"1"}]'],
    ['a page for people', '<html>Sign in</html>'],
    ['a link that is no text', '{"value":[],"@odata.nextLink":7}'],
  ])('takes no list from %s', async (_what, body) => {
    const { client } = scripted('practice', [{ status: 200, body }]);
    expect(await readList(client, '/v1.0/subscribedSkus')).toEqual({
      kind: 'unread',
      reason: { code: 'malformed', status: 200 },
    });
  });

  it.each([
    ['a list', '{"value":[]}'],
    ['an error that came with 200', '{"error":{"code":"UnknownError","message":""}}'],
    ['a bare list', '[]'],
    ['text', '"on"'],
  ])('takes no object from %s', async (_what, body) => {
    const { client } = scripted('practice', [{ status: 200, body }]);
    const url = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
    expect(await readObject(client, url, {})).toEqual({
      kind: 'unread',
      reason: { code: 'malformed', status: 200 },
    });
  });

  it('reads one object as a page of one', async () => {
    const { client } = scripted('practice', [{ status: 200, body: '{"isEnabled":true}' }]);
    expect(await readObject(client, '/v1.0/x', {})).toMatchObject({
      kind: 'page',
      page: { rows: [{ isEnabled: true }], next: null },
    });
  });
});
