import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import type { UpdateView } from '../../../shared/ipc/update-contract';
import { renderApp } from '../render-with-app';

const ready: UpdateView = {
  ...{ state: 'ready', canCheckFile: true, host: 'updates.example', keys: [], told: null },
};
const told: UpdateView = {
  ...ready,
  told: {
    isNewer: true,
    notice: {
      ...{ schema: 'causeway-notice/1', channel: 'stable', version: '0.2.0' },
      ...{ publishedAt: '2026-11-20T09:00:00Z', page: 'https://downloads.example/causeway' },
      changes: { en: 'Faster.', ja: '速くなりました。' },
      files: [{ name: 'causeway.exe', sha512: '0f'.repeat(64) }],
    },
  },
};

async function openUpdates(view: UpdateView, checked = told) {
  const api = await renderApp('settings', (fake) =>
    fake.handle('updates.get', () => view).handle('updates.check', () => checked),
  );
  return api;
}

test('what a notice says is shown, its address as text alone', async () => {
  await openUpdates(ready);
  await fireEvent.click(await screen.findByRole('button', { name: 'Check for updates' }));
  expect(await screen.findByText('Faster.')).toBeTruthy();
  expect(screen.getAllByText('Version 0.2.0 is available')).toHaveLength(2);
  expect(screen.getByText('https://downloads.example/causeway').closest('a')).toBeNull();
  expect(screen.getByText('0f'.repeat(64))).toBeTruthy();
});

test('a notice of nothing newer says no more than that, as it may be an old one', async () => {
  await openUpdates(ready, { ...ready, told: told.told && { ...told.told, isNewer: false } });
  await fireEvent.click(await screen.findByRole('button', { name: 'Check for updates' }));
  expect(await screen.findAllByText('No newer version is named')).toHaveLength(2);
});

test('a build without a key says so, and a press asks nobody', async () => {
  const api = await openUpdates({ ...ready, state: 'noKey', canCheckFile: false, host: null });
  const button = await screen.findByRole('button', { name: 'Check for updates' });
  expect(screen.getByText(/^This build has no update key/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Check a notice file…' })).toBeNull();
  await fireEvent.click(button);
  expect(api.inputsOf('updates.check')).toEqual([]);
});

test('looking for updates can be switched off', async () => {
  const api = await openUpdates(ready);
  await fireEvent.click(await screen.findByRole('radio', { name: 'Never' }));
  expect(api.inputsOf('app.setSettings')).toEqual([{ checksUpdates: false }]);
});
