import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { anAppState } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

const first = '11111111-2222-4333-8444-555555555555';
const second = '66666666-7777-4888-8999-000000000000';

async function opened() {
  const runtime = { electron: '45.4.1', isStandIn: false, realTenantOff: false };
  const api = await renderApp(
    'home',
    (fake) => fake.handle('home.newTenant', () => anAppState('connect')),
    { runtime },
  );
  await fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }));
  const dialog = within(await screen.findByRole('dialog'));
  const id = dialog.getByLabelText('Application (client) ID');
  await fireEvent.input(id, { target: { value: ` ${first} ` } });
  return { api, dialog };
}

describe('A real tenant', () => {
  it('takes one registration, or a second one for changes', async () => {
    const { api, dialog } = await opened();
    const go = dialog.getByRole('button', { name: 'Continue' });
    const write = dialog.getByLabelText('Second registration for changes (optional)');
    await fireEvent.input(write, { target: { value: 'no id' } });
    await fireEvent.click(go);
    expect(write.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(write);
    expect(api.inputsOf('home.newTenant')).toEqual([]);
    await fireEvent.input(write, { target: { value: second } });
    await fireEvent.click(go);
    const typed = { clientId: first, cloud: 'global', tenant: '' };
    await waitFor(() =>
      expect(api.inputsOf('home.newTenant')).toEqual([{ ...typed, writeClientId: second }]),
    );
  });

  it('has no second registration where the field is empty', async () => {
    const { api, dialog } = await opened();
    await fireEvent.click(dialog.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(api.inputsOf('home.newTenant')[0]?.writeClientId).toBeNull());
  });
});
