import { act, fireEvent, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../render-with-app';

/** The document of these tests has no top layer; what asks to be shown in one is kept. */
const onTop: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTop.length = 0;
  HTMLElement.prototype.showPopover = function (this: HTMLElement) {
    onTop.push(this.getAttribute('popover'));
  };
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
});

function dragged(kinds: readonly string[], types = ['Files']) {
  return { types, items: kinds.map((kind) => ({ kind })), dropEffect: 'copy' };
}

async function dragOver(dataTransfer: ReturnType<typeof dragged>): Promise<void> {
  await screen.findByRole('heading', { level: 1 });
  const event = Object.assign(new Event('dragover'), { dataTransfer });
  await act(() => void window.dispatchEvent(event));
}

const leaving = (): Event => Object.assign(new Event('dragleave'), { relatedTarget: null });

const opens = 'Drop to open this file';

describe('a file that is dragged over the window', () => {
  it('is said to be opened, until it is let go, taken away or no more heard of', async () => {
    await renderApp('home');
    for (const end of [
      () => fireEvent.drop(window),
      () => act(() => void window.dispatchEvent(leaving())),
      () => vi.advanceTimersByTimeAsync(700),
    ]) {
      await dragOver(dragged(['file']));
      expect(screen.getByText(opens)).toBeTruthy();
      await end();
      await vi.advanceTimersByTimeAsync(1);
      expect(screen.queryByText(opens)).toBeNull();
    }
    await dragOver(dragged(['file', 'file']));
    expect(screen.getByText('Drop to open the first of these files')).toBeTruthy();
  });

  it('is refused while a rollout runs', async () => {
    await renderApp('home', undefined, { isRunning: true });
    const dataTransfer = dragged(['file']);
    await dragOver(dataTransfer);
    expect(screen.getByText('A file can’t be opened now')).toBeTruthy();
    expect(dataTransfer.dropEffect).toBe('none');
  });

  it('is said above a modal dialog, and takes nothing else down', async () => {
    await renderApp('home');
    await dragOver(dragged(['file']));
    expect(onTop).toEqual(['manual']);
  });

  it('is not shown for text that is dragged within the page', async () => {
    await renderApp('home');
    await dragOver(dragged([], ['text/plain']));
    expect(screen.queryByText(opens)).toBeNull();
  });
});
