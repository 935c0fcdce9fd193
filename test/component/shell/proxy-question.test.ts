import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../render-with-app';

const asked = { host: 'proxy.example', port: 8080, realm: 'Acme', isAgain: false };

describe('A proxy that asks', () => {
  it('is named, and gets name and password from a dialog that then closes', async () => {
    const api = await renderApp('home', () => undefined, { proxyAsks: asked });
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/proxy proxy\.example:8080 of this network/)).toBeTruthy();
    const name = dialog.getByLabelText('User name');
    expect(document.activeElement).toBe(name);
    const password = dialog.getByLabelText('Password');
    expect((password as HTMLInputElement).type).toBe('password');
    const send = dialog.getByRole('button', { name: 'Sign in to the proxy' });
    await fireEvent.submit(send.closest('dialog')?.querySelector('form') as HTMLFormElement);
    expect(api.inputsOf('proxy.answer')).toEqual([]);
    await fireEvent.input(name, { target: { value: 'ada' } });
    await fireEvent.input(password, { target: { value: 'secret' } });
    await fireEvent.submit(send.closest('dialog')?.querySelector('form') as HTMLFormElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.inputsOf('proxy.answer')).toEqual([{ name: 'ada', password: 'secret' }]);
  });

  it('says that it refused what it was given, and can be cancelled', async () => {
    const api = await renderApp('home', () => undefined, {
      proxyAsks: { ...asked, isAgain: true },
    });
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('The proxy refused that user name or password.')).toBeTruthy();
    await fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect([api.inputsOf('proxy.answer'), api.inputsOf('proxy.cancel')]).toEqual([[], [{}]]);
  });
});
