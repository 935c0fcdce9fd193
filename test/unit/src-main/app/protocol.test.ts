import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import * as v from 'valibot';
import {
  bundleHeaders,
  createBundleHandler,
  manifestSchema,
  type BundleHandler,
} from '../../../../src-main/app/protocol';

const disk: Record<string, string> = {};
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifest = {
  'index.html': { sha256: sha('<p>page</p>'), type: 'text/html; charset=utf-8' },
  'assets/main-x1.js': { sha256: sha('1'), type: 'text/javascript; charset=utf-8' },
};
let handle: BundleHandler;
let read: string[];
let tampered: string[];

beforeEach(() => {
  disk['/page/index.html'] = '<p>page</p>';
  disk['/page/assets/main-x1.js'] = '1';
  disk['/page/secret.txt'] = 'secret';
  read = [];
  tampered = [];
  handle = createBundleHandler(manifest, '/page', {
    read: (file) => {
      const path = file.replaceAll('\\', '/');
      read.push(path);
      const text = disk[path];
      return text === undefined
        ? Promise.reject(new Error('missing'))
        : Promise.resolve(Buffer.from(text));
    },
    onTampered: (name) => void tampered.push(name),
  });
});
const get = (url: string, method = 'GET'): Promise<Response> => handle({ method, url });

test('serves a file of the manifest with its type and every header', async () => {
  const answer = await get('app://bundle/index.html');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('<p>page</p>');
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  for (const [name, value] of Object.entries(bundleHeaders)) {
    expect(answer.headers.get(name)).toBe(value);
  }
});

test('the content security policy is the agreed one, to the letter', () => {
  expect(bundleHeaders['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
      "connect-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; " +
      "frame-ancestors 'none'; frame-src app://preview/; worker-src 'none'; manifest-src 'none'; " +
      "media-src 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html",
  );
});

test('the root is the page; HEAD has no body', async () => {
  expect((await get('app://bundle/')).status).toBe(200);
  const head = await get('app://bundle/assets/main-x1.js', 'HEAD');
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test.each([
  'app://bundle/secret.txt',
  'app://bundle/manifest.json',
  'app://bundle/../page/secret.txt',
  'app://bundle/assets/../index.html',
  'app://bundle/%2e%2e/secret.txt',
  'app://bundle/index.html?x=1',
  'app://bundle/index.html/',
  'app://bundle//index.html',
  'app://bundle/INDEX.HTML',
  'app://bundle/__proto__',
  'app://bundle/constructor',
  'app://other/index.html',
  'app://bundle:80/index.html',
  'app://bundle@evil/index.html',
  'file:///page/index.html',
  'https://bundle/index.html',
])('answers 404 for %s and reads nothing', async (url) => {
  expect((await get(url)).status).toBe(404);
  expect(read).toEqual([]);
});

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answers 404 for %s', async (method) => {
  expect((await get('app://bundle/index.html', method)).status).toBe(404);
});

test('a changed or missing file is not served, and is reported', async () => {
  disk['/page/index.html'] = '<p>other</p>';
  delete disk['/page/assets/main-x1.js'];
  expect((await get('app://bundle/index.html')).status).toBe(404);
  expect((await get('app://bundle/assets/main-x1.js')).status).toBe(404);
  expect(tampered).toEqual(['index.html', 'assets/main-x1.js']);
});

test('only files of the manifest are ever read, whatever is asked', async () => {
  const path = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.webPath(),
    fc
      .array(fc.constantFrom('..', '.', '%2e', '%2f', '/', '\\', 'index.html', 'assets', '\0', '#'))
      .map((parts) => parts.join('')),
  );
  const base = fc.constantFrom('app://bundle/', 'app://bundle', 'app://BUNDLE/', 'app:bundle/', '');
  await fc.assert(
    fc.asyncProperty(base, path, async (start, rest) => {
      const url = start + rest;
      const isListed = [
        'app://bundle/',
        'app://bundle/index.html',
        'app://bundle/assets/main-x1.js',
      ];
      expect((await get(url)).status).toBe(isListed.includes(url) ? 200 : 404);
    }),
    { numRuns: 20_000 },
  );
  expect(new Set(read).size).toBeLessThanOrEqual(2);
}, 120_000);

test.each(['../x.js', '/x.js', 'a/../b.js', 'a\\b.js', '', 'a//b.js', '.hidden'])(
  'a manifest that names %j is refused',
  (name) => {
    const entry = { sha256: 'a'.repeat(64), type: 'text/css' };
    expect(v.safeParse(manifestSchema, { [name]: entry }).success).toBe(false);
    expect(v.safeParse(manifestSchema, { 'a/b-1.js': entry }).success).toBe(true);
  },
);
