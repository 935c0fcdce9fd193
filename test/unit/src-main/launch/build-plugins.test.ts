import { describe, expect, test } from 'vitest';
import { refuseInline } from '../../../../src-main/launch/build-plugins.mjs';

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
