import { describe, expect, it } from 'vitest';
import { ok } from '../../shared/result';
import { createGraphClient } from '../../src-main/graph/graph-client';
import { systemClock } from '../../src-main/ports/system-clock';
import { campaignSeed, pick, randomOf, reached } from '../fixtures/campaign';

const cases = 5_000;
const origins = ['https://graph.microsoft.com', 'http://127.0.0.1:4321', 'http://[::1]:4321'];

/** Pieces of addresses that look like Graph's and are not, put together by chance. */
const schemes = ['https:', 'http:', 'HTTPS:', 'https:/', 'javascript:', 'file:', '', 'https:\\'];
const hosts = [
  'graph.microsoft.com',
  'GRAPH.MICROSOFT.COM',
  'graph.microsoft.com.evil.example',
  'evil.example',
  'graph.microsoft.com:443',
  'graph.microsoft.com:444',
  'graph.microsoft.com:x@evil.example',
  'user@graph.microsoft.com',
  'user:word@graph.microsoft.com',
  'graph.microsoft.com@evil.example',
  'graph.microsoft.com%2eevil.example',
  'graph.microsoft.com\\@evil.example',
  'graph。microsoft。com',
  'graph.mіcrosoft.com',
  '127.0.0.1:4321',
  '127.1:4321',
  '2130706433:4321',
  '0x7f000001:4321',
  '[::1]:4321',
  '[::ffff:127.0.0.1]:4321',
  'localhost:4321',
  '127.0.0.1:4322',
];
const paths = [
  '/v1.0/users',
  '/beta/users',
  '/v1.0//evil.example/users',
  '/v1.0/../../users',
  '/v1.0/%2e%2e/users',
  '/v1.0%2fusers',
  '/v1.0/users#x',
  '/v1.0/users?$select=id',
  '/v2.0/users',
  '/_practice/state',
  '//evil.example/v1.0/users',
  '/\\evil.example/v1.0/users',
  '/v1.0/users\u0000',
  '/v1.0/us ers',
  '/v1.0/\tusers',
  '',
];

describe('a token', { timeout: 120_000 }, () => {
  it('leaves for its own origin alone, whatever address is asked', async () => {
    const random = randomOf(campaignSeed);
    let sent = 0;
    let tokens = 0;
    for (let n = 0; n < cases; n += 1) {
      const origin = pick(random, origins);
      const text = randomAddress(random, origin);
      let token = 0;
      const left: string[] = [];
      const client = createGraphClient({
        clock: systemClock,
        getToken: () => {
          token += 1;
          return Promise.resolve(ok('secret'));
        },
        transport: {
          kind: 'practice',
          origin,
          canWrite: true,
          send: (request) => {
            left.push(request.url);
            return Promise.resolve(ok({ status: 200, headers: {}, body: '{}' }));
          },
        },
      });
      await client.get(text);
      // No token is asked for an address that is refused.
      expect([text, token]).toEqual([text, left.length]);
      for (const url of left) {
        const parsed = new URL(url);
        expect([text, parsed.origin]).toEqual([text, origin]);
        expect([text, parsed.username, parsed.password, parsed.hash]).toEqual([text, '', '', '']);
        expect(parsed.pathname).toMatch(/^\/(v1\.0|beta)\//);
        // As it was asked, byte for byte: nothing is normalised into another address.
        expect(url).toBe(text.startsWith('/') ? `${origin}${text}` : text);
      }
      sent += left.length;
      tokens += token;
    }
    // Some must have left, or nothing was tried.
    expect(sent).toBeGreaterThan(cases / 100);
    expect(sent).toBeLessThan(cases);
    reached('P16', `0 off-origin in ${cases} URLs; ${tokens} of them went out, all at home`, {
      urls: cases,
    });
  });
});

function randomAddress(random: () => number, origin: string): string {
  const roll = random();
  const path = pick(random, paths);
  if (roll < 0.15) return path === '' ? '/' : path;
  if (roll < 0.3) return `${origin}${path}`;
  const slashes = pick(random, ['//', '//', '//', '/', '///', '\\\\']);
  const text = `${pick(random, schemes)}${slashes}${pick(random, hosts)}${path}`;
  if (roll < 0.85) return text;
  const at = Math.floor(random() * text.length);
  const strange = pick(random, ['@', ':', '/', '\\', '#', '?', '%', '\n', '\u200b', '.', ' ']);
  return text.slice(0, at) + strange + text.slice(at + (random() < 0.5 ? 1 : 0));
}
