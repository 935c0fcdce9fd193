import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { ConnectView } from '../../../shared/ipc/home-contract';
import { optionalScopes } from '../../../shared/registration/graph-scopes';
import { aConnection, s02Tenant } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

function signedIn(allowed: readonly string[], change: Partial<ConnectView> = {}): ConnectView {
  const optional = optionalScopes.map((scope) => ({ scope, isAllowed: allowed.includes(scope) }));
  return aConnection({ state: 'confirmed', tenant: s02Tenant, optional, ...change });
}

const ask = { name: 'Ask for this' };

describe('readings a plan does without', () => {
  it('are asked for one at a time, and say which are allowed', async () => {
    const api = await renderApp('connect', (fake) => {
      fake.handle('connect.get', () => signedIn([]));
      fake.handle('connect.allow', ({ scope }) => signedIn([scope]));
    });
    await fireEvent.click(await screen.findByText('Readings a plan does without'));
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
    await fireEvent.click(await screen.findByText('Readings a plan does without'));
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
    expect(screen.queryByText('Readings a plan does without')).toBeNull();
  });
});

it('a permission that was not given is named with what is unknown then, and one goes on', async () => {
  const lacking = [{ scope: 'AuditLog.Read.All', sources: ['registration', 'signIns'] }];
  await renderApp('connect', (fake) => {
    fake.handle('connect.get', () => signedIn([], { state: 'signedIn', lacking }));
  });
  const title = await screen.findByText('Not all permissions to read were granted');
  const told = title.closest('.notice')?.textContent;
  expect(told).toContain('AuditLog.Read.All');
  expect(told).toMatch(/Unknown without it: [^.]+ and [^.]+\./);
  expect(screen.getByRole('button', { name: 'This is the right tenant' })).toBeTruthy();
});
