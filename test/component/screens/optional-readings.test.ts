import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { ConnectView } from '../../../shared/ipc/home-contract';
import { optionalScopes } from '../../../shared/registration/graph-scopes';
import { aConnection, aReading, s02Tenant } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

function signedIn(allowed: readonly string[], change: Partial<ConnectView> = {}): ConnectView {
  const optional = optionalScopes.map((scope) => ({ scope, isAllowed: allowed.includes(scope) }));
  return aConnection({ state: 'confirmed', tenant: s02Tenant, optional, ...change });
}

const ask = { name: /^Ask for this / };

describe('readings a plan does without', () => {
  it('are asked for one at a time, and say which are allowed', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => signedIn([]));
      fake.handle('connect.allow', ({ scope }) => signedIn([scope]));
    });
    await fireEvent.click(await screen.findByText('Optional readings'));
    const [first] = await screen.findAllByRole('button', ask);
    if (first === undefined) throw new Error('no button');
    await fireEvent.click(first);
    expect(await screen.findByText('1 of 3 allowed since this sign-in')).toBeTruthy();
    expect(api.inputsOf('connect.allow')).toEqual([{ scope: optionalScopes[0] }]);
    expect(screen.getAllByRole('button', ask)).toHaveLength(2);
    expect(screen.getByText('Allowed')).toBeTruthy();
    expect(screen.queryByText(/scope_/)).toBeNull();
  });

  it('wait while a browser is asked, and ask nobody twice', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => signedIn([], { state: 'waiting' }));
    });
    await fireEvent.click(await screen.findByText('Optional readings'));
    for (const button of await screen.findAllByRole('button', ask)) {
      expect(button.getAttribute('aria-disabled')).toBe('true');
      await fireEvent.click(button);
    }
    expect(api.inputsOf('connect.allow')).toEqual([]);
  });

  it('are not offered where nobody is signed in', async () => {
    await renderApp('connect', (fake) => fake.handle('connect.get', () => aConnection()));
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Sign in with browser' })).toBeTruthy(),
    );
    expect(screen.queryByText('Optional readings')).toBeNull();
  });
});

it('a permission that was not given is named with what is unknown then, and one goes on', async () => {
  const lacking = [{ scope: 'AuditLog.Read.All', sources: ['registration', 'signIns'] }];
  await renderApp('connect', (fake) => {
    fake.handle('connect.get', () => signedIn([], { state: 'signedIn', lacking }));
  });
  const title = await screen.findByText('Not all permissions to read are granted');
  const told = title.closest('.notice')?.textContent;
  expect(told).toContain('AuditLog.Read.All');
  expect(told).toMatch(/Unknown without it: [^.]+ and [^.]+\./);
  expect(screen.getByRole('button', { name: 'This is the right tenant' })).toBeTruthy();
});

describe('a permission that is missing', () => {
  const lacking = [{ scope: 'AuditLog.Read.All', sources: ['registration', 'signIns'] }];
  const title = 'Not all permissions to read are granted';
  const again = { name: 'Ask for it again' };

  it('is asked for again with one press, and not twice', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => signedIn([], { lacking }));
      fake.handle('connect.signIn', () => signedIn([], { state: 'waiting', lacking }));
    });
    const button = await screen.findByRole('button', again);
    await fireEvent.click(button);
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
    await fireEvent.click(button);
    expect(api.inputsOf('connect.signIn')).toHaveLength(1);
  });

  it('taken back while a tenant is read is said there at once, and leads to Connect', async () => {
    const api = await renderApp('read', (fake) => {
      fake.handle('connect.get', () => signedIn([]));
      fake.handle('connect.signIn', () => signedIn([], { state: 'waiting', lacking }));
    });
    await waitFor(() => expect(api.inputsOf('connect.get')).not.toHaveLength(0));
    expect(screen.queryByText(title)).toBeNull();
    api.notify('connect.changed', signedIn([], { lacking }));
    const told = (await screen.findByText(title)).closest('.notice');
    expect(told?.getAttribute('role')).toBe('alert');
    expect(told?.textContent).toContain('AuditLog.Read.All');
    await fireEvent.click(screen.getByRole('button', again));
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'connect' }]));
    expect(api.inputsOf('connect.signIn')).toHaveLength(1);
  });

  it('without which nothing is read is named on the spot, with the way to Connect', async () => {
    const values = { scopes: 'Policy.Read.All', why: 'needed' };
    const api = await renderApp('read', (fake) => {
      fake.handle('read.get', () =>
        aReading({ state: 'failed', failure: { code: 'auth/scopes-missing', values } }),
      );
    });
    expect(await screen.findByText(/Missing: Policy\.Read\.All\./)).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Sign in to continue' }));
    await waitFor(() => expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'connect' }]));
  });
});
