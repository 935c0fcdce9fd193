import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { aConnection } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

describe('Connect', () => {
  it('cancels the wait by Esc, and nothing else', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => aConnection());
    });
    await screen.findByRole('button', { name: 'Sign in with browser' });
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(api.inputsOf('connect.cancel')).toEqual([]);
    api.notify('connect.changed', aConnection({ state: 'waiting' }));
    await screen.findByRole('button', { name: 'Cancel sign-in' });
    await fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(api.inputsOf('connect.cancel')).toHaveLength(1));
  });

  it('asks nobody to sign in who has', async () => {
    await renderApp('connect');
    expect(await screen.findByText(/^You’re signed in, and the tenant is confirmed/)).toBeTruthy();
    expect(screen.queryByText(/^Practice signing in/)).toBeNull();
  });
});
