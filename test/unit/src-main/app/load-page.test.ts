import { expect, it } from 'vitest';
import { loadPage } from '../../../../src-main/app/load-page';

const failing = (code: string, isClosed = false) => ({
  isDestroyed: () => isClosed,
  loadURL: () => Promise.reject(Object.assign(new Error(code), { code })),
});

it('is content where another load took its place', async () => {
  await expect(loadPage(failing('ERR_ABORTED'), 'app://bundle/')).resolves.toBeUndefined();
});

it('misses no page in a window that was closed meanwhile', async () => {
  await expect(loadPage(failing('ERR_FAILED', true), 'app://bundle/')).resolves.toBeUndefined();
});

it('says that the page cannot be loaded', async () => {
  await expect(loadPage(failing('ERR_FAILED'), 'app://bundle/')).rejects.toThrow('ERR_FAILED');
});

it('asks for that page', async () => {
  const asked: string[] = [];
  const window = {
    isDestroyed: () => false,
    loadURL: (url: string) => (asked.push(url), Promise.resolve()),
  };
  await loadPage(window, 'app://bundle/');
  expect(asked).toEqual(['app://bundle/']);
});
