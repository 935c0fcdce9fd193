import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { KeepView } from '../../../shared/ipc/keep-contract';
import { keyStoreVerdicts } from '../../../shared/registration/key-store-verdict';
import en from '../../../shared/messages/en.json';
import { aConnection, s02Tenant } from '../../fixtures/s02-app-views';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderApp } from '../render-with-app';

const risk = /could use every permission you have granted/;
const texts = en as unknown as Readonly<Record<string, string>>;

function settings(change: Partial<KeepView>): Promise<FakeApi> {
  const view: KeepView = { isOn: false, store: 'persist', problem: null, ...change };
  return renderApp('settings', (api) => api.handle('keep.get', () => view));
}
const choice = (name: string): Promise<HTMLInputElement> =>
  screen.findByRole('radio', { name: new RegExp(`^${name}$`) });

describe('Keep me signed in', () => {
  it('is off, says what it can do to you before it is on, and is switched on by hand', async () => {
    const api = await settings({});
    expect((await choice('Off')).checked).toBe(true);
    expect(screen.getByText(risk)).toBeTruthy();
    expect((await choice('On')).closest('fieldset')?.getAttribute('aria-describedby')).toMatch(
      /warning/,
    );
    await fireEvent.click(await choice('On'));
    await waitFor(() => expect(api.inputsOf('keep.set')).toEqual([{ isOn: true }]));
    await waitFor(async () => expect((await choice('On')).checked).toBe(true));
  });

  it.each(keyStoreVerdicts.filter((one) => one !== 'persist'))(
    '%s: cannot be switched on, and says why and what to do',
    async (store) => {
      await settings({ store });
      const key = `keep_store_${store.replace(/[A-Z]/g, (big) => `_${big.toLowerCase()}`)}`;
      expect(await screen.findByText(texts[key] ?? '')).toBeTruthy();
      expect(screen.getByText(texts[`${key}_do`] ?? '')).toBeTruthy();
      expect((await choice('On')).matches(':disabled, fieldset:disabled *')).toBe(true);
    },
  );

  it('can still be switched off where the keyring has gone, and says that all is deleted', async () => {
    const api = await settings({ store: 'noKeyring', isOn: true });
    api.handle('keep.set', ({ isOn }) => ({ isOn, store: 'noKeyring', problem: null }));
    await fireEvent.click(await choice('Off'));
    expect(await screen.findByText(/has been deleted from this device/)).toBeTruthy();
  });

  it.each([
    ['unreadable', /couldn’t be opened and was set aside/],
    ['rolledBack', /was older than the last one/],
  ] as const)('%s: says why the kept sign-in was not taken', async (problem, text) => {
    await settings({ isOn: true, problem });
    expect(await screen.findByText(text)).toBeTruthy();
  });

  it('shows why it could not be switched, and what it is now', async () => {
    const api = await settings({});
    api.fail('keep.set', 'store/unwritable', { path: 'kept.json', code: 'ENOSPC' });
    await fireEvent.click(await choice('On'));
    expect(await screen.findByText(/kept\.json/)).toBeTruthy();
    await waitFor(async () => expect((await choice('Off')).checked).toBe(true));
  });
});

describe('Connect with a kept sign-in', () => {
  it('goes on without speaking of a browser, and signs out for another account', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => aConnection({ source: 'https', isKept: true }));
      fake.handle('connect.signIn', () => aConnection({ state: 'signedIn', tenant: s02Tenant }));
      fake.handle('connect.signOut', () => aConnection({ source: 'https' }));
    });
    expect(await screen.findByText(/is kept on this device/)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    expect(await screen.findByRole('button', { name: 'Sign in with browser' })).toBeTruthy();
    expect(api.inputsOf('connect.signOut')).toHaveLength(1);
  });

  it('asks about the same account again where the tenant was confirmed', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => aConnection({ state: 'confirmed', tenant: s02Tenant }));
      fake.handle('connect.signIn', () => aConnection({ state: 'confirmed', tenant: s02Tenant }));
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Sign in again' }));
    await waitFor(() => expect(api.inputsOf('connect.signIn')).toHaveLength(1));
  });
});
