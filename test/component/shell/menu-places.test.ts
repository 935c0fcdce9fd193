import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { renderApp } from '../render-with-app';

const focused = (): string => document.activeElement?.textContent.trim() ?? '';

it.each(['today', 'home'] as const)('New plan leads to where one is started (%s)', async (from) => {
  const api = await renderApp(from);
  await screen.findByRole('heading', { level: 1 });
  await screen.findAllByRole('button');
  if (from === 'home') await screen.findByRole('heading', { name: 'Start a plan' });
  api.notify('app.command', { command: 'newPlan', screen: null });
  await waitFor(() => expect(focused()).toBe('Start a plan'));
});

it.each(['today', 'settings'] as const)('About unfolds in Settings (%s)', async (from) => {
  const api = await renderApp(from);
  await screen.findByRole('heading', { level: 1 });
  api.notify('app.command', { command: 'about', screen: null });
  await waitFor(() => expect(focused()).toMatch(/^About/));
  expect(document.activeElement?.closest('details')?.open).toBe(true);
  expect(screen.getByText(/^Causeway is under the MIT licence/)).toBeTruthy();
});

it('New plan of the palette leads there too', async () => {
  await renderApp('today');
  await screen.findByRole('heading', { level: 1, name: 'Today' });
  await fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  await fireEvent.click(await screen.findByRole('option', { name: /^New plan/ }));
  await waitFor(() => expect(focused()).toBe('Start a plan'));
});
