import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderApp } from '../render-with-app';

const search = (): Promise<HTMLElement> =>
  screen.findByRole('searchbox', { name: 'Search settings' });
const type = async (value: string): Promise<void> => {
  await fireEvent.input(await search(), { target: { value } });
};

describe('Settings', () => {
  it('are searched by what they say, and say how many are left', async () => {
    await renderApp('settings');
    await type('ｐｒｏｘｙ');
    expect(screen.getByText('Network')).toBeTruthy();
    expect(screen.queryByText('Data and logs')).toBeNull();
    expect(screen.queryByRole('heading', { name: 'Theme' })).toBeNull();
    expect(screen.getByText('1 of 11 settings')).toBeTruthy();
    await type('keyring');
    expect(screen.getByRole('heading', { name: /Keep me signed in/ })).toBeTruthy();
    expect(screen.queryByText('Network')).toBeNull();
  });

  it('say that nothing matches, with a way back to all of them', async () => {
    await renderApp('settings');
    await type('printer');
    expect(screen.getByText('No setting matches “printer”.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Show all settings' }));
    expect(screen.getByRole('heading', { name: 'Theme' })).toBeTruthy();
    expect(screen.getByText('Data and logs')).toBeTruthy();
  });

  it('test the connection to the hosts of the chosen cloud, with what to do', async () => {
    const runtime = { electron: '45.4.1', isStandIn: false, realTenantOff: false };
    const api = await renderApp('settings', undefined, { runtime });
    const button = await screen.findByRole('button', { name: 'Test connection' });
    const select = within(button.closest('details')!).getByLabelText('Cloud');
    await fireEvent.change(select, { target: { value: 'usgov' } });
    await fireEvent.click(button);
    const table = await screen.findByRole('table', { name: 'Hosts that were asked' });
    const row = within(table).getByRole('row', { name: /login\.microsoftonline\.us/ });
    expect(row.textContent).toContain('Stopped at the proxy');
    expect(row.textContent).toContain('ERR_TUNNEL_CONNECTION_FAILED');
    expect(row.textContent).toContain('Ask whoever runs it to allow this host.');
    expect(within(table).getByRole('row', { name: /graph\.microsoft\.us/ }).textContent).toContain(
      'Reached',
    );
    expect(api.inputsOf('network.test')).toEqual([{ cloud: 'usgov' }]);
  });

  it('send nothing where real tenants are off, and say why', async () => {
    const runtime = { electron: '25.1.1', isStandIn: true, realTenantOff: true };
    const api = await renderApp('settings', undefined, { runtime });
    const button = await screen.findByRole('button', { name: 'Test connection' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText(/Real tenants are off on this runtime/)).toBeTruthy();
    await fireEvent.click(button);
    expect(api.inputsOf('network.test')).toEqual([]);
  });
});
