import { describe, expect, test } from 'vitest';
import { preloadOpening, refuseInline } from '../../../../src-main/launch/build-plugins.mjs';

describe('refuseInline', () => {
  test.each([
    '<script>run()</script>',
    '<style>p {}</style>',
    '<p style="color: red">',
    '<button onclick="x()">',
  ])('%s ends the build', (html) => {
    expect(() => refuseInline('index.html', html)).toThrow('index.html holds an inline');
  });

  test('files of their own pass', () => {
    const html =
      '<script type="module" src="./a.js"></script><link rel="stylesheet" href="./a.css">';
    expect(() => refuseInline('index.html', html)).not.toThrow();
  });
});

describe('preloadOpening', () => {
  const chunk = (
    fileName: string,
    facadeModuleId: string | null,
    imports: readonly string[] = [],
  ) => [fileName, { type: 'chunk', fileName, facadeModuleId, imports }];
  const bundle = Object.fromEntries([
    chunk('assets/index.js', '/x/src-renderer/index.html', ['assets/entry.js']),
    chunk('assets/open-app.js', '/x/src-renderer/open-app.ts', ['assets/shared.js']),
    chunk('assets/home.js', '/x/src-renderer/screens/HomeScreen.svelte', ['assets/card.js']),
    chunk('assets/card.js', null, ['assets/shared.js']),
    chunk('assets/shared.js', null, ['assets/open-app.js']),
    chunk('assets/late.js', '/x/src-renderer/screens/RollOutScreen.svelte', ['assets/shared.js']),
    ['assets/home.css', { type: 'asset', fileName: 'assets/home.css' }],
  ]) as unknown;

  test('names what the page begins with and all of its imports, once each', () => {
    const { handler } = preloadOpening().transformIndexHtml;
    const tags = handler('', { bundle } as Parameters<typeof handler>[1]);
    expect(tags.map(({ attrs }) => attrs)).toEqual(
      ['card', 'home', 'open-app', 'shared'].map((name) => ({
        rel: 'modulepreload',
        href: `./assets/${name}.js`,
      })),
    );
  });
});
