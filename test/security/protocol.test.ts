import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createBundleHandler } from '../../src-main/app/protocol';
import { campaignSeed, pick, randomOf, reached } from '../fixtures/campaign';

const requests = 20_000;
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const built = { 'index.html': '<p>page</p>', 'assets/main-x1.js': '1', 'assets/a.css': 'a{}' };
const names = Object.keys(built) as (keyof typeof built)[];
const manifest = Object.fromEntries(
  names.map((name) => [name, { sha256: sha(built[name]), type: 'text/plain' }]),
);

const pieces = [
  ...names,
  '..',
  '../..',
  '../secret.txt',
  'secret.txt',
  '%2e%2e/secret.txt',
  '..%2fsecret.txt',
  '..\\secret.txt',
  '/etc/passwd',
  '//evil.example/x',
  'index.html%00',
  'index.html\u0000.js',
  'INDEX.HTML',
  'index.html?x',
  'index.html#x',
  'assets',
  'assets/',
  '',
  '.',
  'manifest.json',
  '__proto__',
  'constructor',
];
const hosts = ['app://bundle/', 'app://bundle', 'app://other/', 'app://bundle.evil/', 'file:///'];
const methods = ['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'];

describe('the page’s own scheme', { timeout: 120_000 }, () => {
  it('serves the files of the manifest and nothing else, whatever is asked', async () => {
    const random = randomOf(campaignSeed);
    const read = new Set<string>();
    const handle = createBundleHandler(manifest, '/page', {
      read: (file) => {
        const path = file.replaceAll('\\', '/');
        read.add(path);
        const name = path.replace('/page/', '') as keyof typeof built;
        return name in built
          ? Promise.resolve(Buffer.from(built[name]))
          : Promise.resolve(Buffer.from('secret'));
      },
      onTampered: () => undefined,
    });
    let served = 0;
    for (let n = 0; n < requests; n += 1) {
      const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
        pick(random, pieces),
      );
      const url = pick(random, hosts) + parts.join(random() < 0.7 ? '/' : '');
      const method = pick(random, methods);
      const answer = await handle({ method, url });
      const wanted = url === 'app://bundle/' ? 'index.html' : url.slice('app://bundle/'.length);
      const isOurs =
        url.startsWith('app://bundle/') &&
        names.includes(wanted as keyof typeof built) &&
        (method === 'GET' || method === 'HEAD');
      expect([method, url, answer.status]).toEqual([method, url, isOurs ? 200 : 404]);
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      if (isOurs) served += 1;
    }
    // No path was ever put together from what was asked.
    expect([...read].sort()).toEqual(names.map((name) => `/page/${name}`).sort());
    expect(served).toBeGreaterThan(requests / 200);
    reached(
      'P23',
      `${requests} addresses, ${served} of them ours, nothing else was read or served`,
      { urls: requests },
    );
  });
});
