import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { loadPage, type PageWindow } from '../../../../src-main/app/load-page';

const failedError = Object.assign(new Error('ERR_FAILED'), { code: 'ERR_FAILED' });

/** A window whose load ends as `load` says; `events` are those of its page. */
function windowOf(load: (events: EventEmitter, url: string) => Promise<void>) {
  const events = new EventEmitter();
  let isDestroyed = false;
  const window: PageWindow = {
    loadURL: (url) => load(events, url),
    isDestroyed: () => isDestroyed,
    get webContents() {
      if (isDestroyed) throw new Error('Object has been destroyed');
      return events as unknown as PageWindow['webContents'];
    },
  };
  return { window, events, close: () => (isDestroyed = true) };
}

const failing = (code: number, isMainFrame = true) =>
  windowOf((events) => {
    events.emit('did-fail-load', {}, code, '', 'app://bundle/', isMainFrame);
    return Promise.reject(failedError);
  });

it('says that the page cannot be loaded', async () => {
  await expect(loadPage(failing(-2).window, 'app://bundle/')).rejects.toThrow('ERR_FAILED');
});

it('is content where another load took its place', async () => {
  await expect(loadPage(failing(-3).window, 'app://bundle/')).resolves.toBeUndefined();
});

it('does not take a frame in the page for the page', async () => {
  await expect(loadPage(failing(-2, false).window, 'app://bundle/')).resolves.toBeUndefined();
});

it('misses no page where the page died while it loaded', async () => {
  const { window, events } = windowOf(() => Promise.reject(failedError));
  await expect(loadPage(window, 'app://bundle/')).resolves.toBeUndefined();
  expect(events.listenerCount('did-fail-load')).toBe(0);
});

it('misses no page in a window that was closed meanwhile', async () => {
  const closing = windowOf(() => (closing.close(), Promise.reject(failedError)));
  await expect(loadPage(closing.window, 'app://bundle/')).resolves.toBeUndefined();
});

it('asks for that page', async () => {
  const asked: string[] = [];
  const { window } = windowOf((_events, url) => (asked.push(url), Promise.resolve()));
  await loadPage(window, 'app://bundle/');
  expect(asked).toEqual(['app://bundle/']);
});
