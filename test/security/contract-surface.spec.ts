import { expect, test } from '@playwright/test';
import { callChannel, callNames, preloadCallNames } from '../../shared/ipc/contract-names';
import { launchApp } from '../fixtures/launch-app';

test('main answers the calls of the contract and nothing else', async () => {
  const { app } = await launchApp();
  const surface = await app.evaluate(({ ipcMain }) => {
    // Electron keeps the handlers of `ipcMain.handle` here; there is no public list.
    const { _invokeHandlers } = ipcMain as unknown as { _invokeHandlers: Map<string, unknown> };
    return { handled: [..._invokeHandlers.keys()].sort(), listened: ipcMain.eventNames() };
  });
  await app.close();
  const names = [...callNames, ...preloadCallNames];
  expect(surface.handled).toEqual(names.map(callChannel).sort());
  // Electron itself listens to a channel named `error`, so that such a message cannot throw.
  expect(surface.listened.filter((name) => name !== 'error')).toEqual([]);
});
