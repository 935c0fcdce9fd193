import { fireEvent, screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { aWorkspace } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

it('saves a capture and says where it is; a call that was ended says nothing', async () => {
  let saved: { file: string; bytes: number } | null = null;
  const api = await renderApp('read', (fake) => fake.handle('capture.save', () => ({ saved })));
  const save = await screen.findByRole('button', { name: 'Save a capture' });
  await fireEvent.click(save);
  await expect.poll(() => api.inputsOf('capture.save')).toHaveLength(1);
  expect(screen.queryByText(/^Capture saved/)).toBeNull();
  saved = { file: 'causeway-capture-1.json', bytes: 2_000_000 };
  await fireEvent.click(save);
  expect(await screen.findByText('Capture saved: causeway-capture-1.json (2 MB)')).toBeTruthy();
});

it('is not offered of a capture', async () => {
  await renderApp('read', () => undefined, { workspace: aWorkspace({ source: 'capture' }) });
  expect(await screen.findByRole('button', { name: 'Read again' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Save a capture' })).toBeNull();
});

it('shows how far the tenant is read for it', async () => {
  const api = await renderApp('read');
  await screen.findByRole('button', { name: 'Save a capture' });
  const taking = { file: 'c.json', bytes: null, answers: null, thinking: null, reading: 40 };
  api.notify('taking.changed', taking);
  const dialog = await screen.findByRole('dialog', { name: 'Saving a capture' });
  expect(dialog.textContent).toContain('c.json is written once all of it is read.');
});
