import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { anAppState } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';
import { renderPlan } from '../render-plan';

const banner = 'Read-only mode: Causeway reads and plans, and changes nothing.';
const reason = 'Read-only mode is on. Turn it off in Settings to change the tenant.';
const settings = { ...anAppState('settings').settings, isReadOnly: true };

describe('Read-only mode', () => {
  it('is turned on in Settings, and every screen says so from then on', async () => {
    const api = await renderApp('settings');
    const on = await screen.findByRole('radio', { name: 'Read only' });
    expect((on as HTMLInputElement).checked).toBe(false);
    expect(screen.queryByText(banner)).toBeNull();
    await fireEvent.click(on);
    const said = await screen.findByText(banner);
    // Beside the practice banner, in one row of the window: the page keeps its place.
    expect(said.parentElement?.children).toHaveLength(2);
    expect(api.inputsOf('app.setSettings')).toEqual([{ isReadOnly: true }]);
    expect((on as HTMLInputElement).checked).toBe(true);
  });

  it('stays off where it could not be saved, and says why', async () => {
    await renderApp('settings', (api) => api.fail('app.setSettings', 'store/unwritable'));
    const on = await screen.findByRole('radio', { name: 'Read only' });
    await fireEvent.click(on);
    expect(await screen.findByText(/cannot be written/)).toBeTruthy();
    await waitFor(() => expect((on as HTMLInputElement).checked).toBe(false));
    expect(screen.queryByText(banner)).toBeNull();
  });

  it('offers no start, and says why at the button', async () => {
    const api = await renderPlan('rollout', {
      prepare: (own) =>
        own.handle('app.getState', () =>
          anAppState('rollout', { settings, reached: ['home', 'settings', 'rollout'] }),
        ),
    });
    const start = await screen.findByRole('button', { name: 'Start ring 0' });
    expect(start.getAttribute('aria-disabled')).toBe('true');
    expect(reasonOf(start)).toBe(reason);
    await fireEvent.click(start);
    expect(api.inputsOf('rollout.prepare')).toEqual([]);
  });

  it('offers no roll back, and says why beside it', async () => {
    const api = await renderPlan('rollout', {
      moment: 'gate',
      prepare: (own) =>
        own.handle('app.getState', () =>
          anAppState('rollout', { settings, reached: ['home', 'settings', 'rollout'] }),
        ),
    });
    const back = await screen.findByRole('button', { name: 'Roll back…' });
    expect(reasonOf(back)).toBe(reason);
    await fireEvent.click(back);
    expect(api.inputsOf('rollout.prepare')).toEqual([]);
  });
});

/** What a screen reader says of the button besides its name, and anybody reads beside it. */
function reasonOf(button: HTMLElement): string | undefined {
  const id = button.getAttribute('aria-describedby') ?? '';
  return document.getElementById(id)?.textContent.trim();
}
