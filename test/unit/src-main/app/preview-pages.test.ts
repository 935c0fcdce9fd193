import { expect, test } from 'vitest';
import { isPreviewAddress } from '../../../../shared/ipc/preview-origin';
import { PreviewPages } from '../../../../src-main/app/preview-pages';
import { pagePolicy } from '../../../../src-main/exports/render-html';

const pagesOf = (ids: readonly string[]): PreviewPages => {
  const left = [...ids];
  return new PreviewPages(() => left.shift() ?? 'none');
};
const get = (pages: PreviewPages, url: string, method = 'GET'): Response =>
  pages.answer({ method, url });

test('answers the page that is looked at, and no other any more', async () => {
  const pages = pagesOf(['aa', 'bb']);
  expect(get(pages, 'app://preview/aa').status).toBe(404);
  expect(pages.keep('<p>one</p>')).toBe('aa');
  const answer = get(pages, 'app://preview/aa');
  expect([answer.status, await answer.text()]).toEqual([200, '<p>one</p>']);
  pages.keep('<p>two</p>');
  expect(get(pages, 'app://preview/aa').status).toBe(404);
  expect(get(pages, 'app://preview/bb').status).toBe(200);
});

test.each([
  ['app://preview/', 'GET'],
  ['app://preview/aa?x', 'GET'],
  ['app://preview/aa/', 'GET'],
  ['app://preview//aa', 'GET'],
  ['app://bundle/aa', 'GET'],
  ['app://preview/aa', 'POST'],
])('answers 404 for %s by %s', (url, method) => {
  const pages = pagesOf(['aa']);
  pages.keep('<p>one</p>');
  expect(get(pages, url, method).status).toBe(404);
});

test('every answer lets the page do nothing, wherever it is shown', () => {
  const pages = pagesOf(['aa']);
  pages.keep('<p>one</p>');
  for (const url of ['app://preview/aa', 'app://preview/bb']) {
    const { headers } = get(pages, url);
    const rules = (headers.get('content-security-policy') ?? '').split('; ');
    expect(rules).toEqual([...pagePolicy.split('; '), 'frame-ancestors app://bundle', 'sandbox']);
    expect(rules).toContain("default-src 'none'");
    expect(rules.filter((rule) => rule.startsWith('script-src'))).toEqual([]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('knows its own addresses', () => {
  expect(isPreviewAddress('app://preview/aa')).toBe(true);
  for (const url of ['app://preview.evil/aa', 'app://preview', 'app://bundle/preview/aa']) {
    expect(isPreviewAddress(url)).toBe(false);
  }
});
