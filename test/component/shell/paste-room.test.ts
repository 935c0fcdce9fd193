import { fireEvent, screen } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { cutOfPaste } from '../../../src-renderer/shell/paste-room';
import { renderApp } from '../render-with-app';

/** A field of so many characters, with this in it, of which from–to is selected. */
function field(
  kind: 'input' | 'textarea',
  limit: number,
  value = '',
  [from, to]: readonly [number, number] = [value.length, value.length],
): HTMLInputElement | HTMLTextAreaElement {
  const made = document.body.appendChild(document.createElement(kind));
  if (limit >= 0) made.maxLength = limit;
  made.value = value;
  made.setSelectionRange(from, to);
  return made;
}

const paste = (text: string): DataTransfer => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  return data;
};

function lostOf(target: HTMLElement, text: string): unknown {
  let lost: unknown;
  target.addEventListener('paste', (event) => (lost = cutOfPaste(event)), { once: true });
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: paste(text) }));
  return lost;
}

describe('what a paste loses', () => {
  beforeEach(() => document.body.replaceChildren());

  it.each<readonly [string, () => HTMLElement, string, unknown]>([
    ['fits', () => field('input', 5, 'ab'), 'cde', null],
    ['is too long', () => field('input', 5, 'ab'), 'cdef', { cut: 1, limit: 5 }],
    ['takes the place of a selection', () => field('input', 5, 'abcde', [0, 4]), '1234', null],
    ['into a full field', () => field('textarea', 3, 'abc'), 'de', { cut: 2, limit: 3 }],
    ['has line ends a line does not take', () => field('input', 3), 'a\r\nb\nc', null],
    ['has line ends that count once', () => field('textarea', 3), 'a\r\nb', null],
    ['without a limit', () => field('textarea', -1), 'x'.repeat(9_000), null],
  ])('%s', (_, make, text, expected) => {
    expect(lostOf(make(), text)).toEqual(expected);
  });

  it('is told over the window', async () => {
    await renderApp('settings');
    await screen.findByRole('heading', { level: 1, name: 'Settings' });
    const target = field('input', 4);
    await fireEvent.paste(target, { clipboardData: paste('123456') });
    const told = 'its last 2 characters were left out. This field takes up to 4.';
    expect(document.querySelector('.told')?.textContent).toContain(told);
  });
});
