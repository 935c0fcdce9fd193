import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { m } from '../../../shared/paraglide/messages.js';
import { renderApp } from '../render-with-app';

const search = (): Promise<HTMLElement> =>
  screen.findByRole('searchbox', { name: 'Search settings' });
const type = async (value: string): Promise<void> => {
  await fireEvent.input(await search(), { target: { value } });
};

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('Settings', () => {
  it('are searched by what they say, and say how many are left', async () => {
    await renderApp('settings');
    await type('ｐｒｏｘｙ');
    expect(screen.getByText('Network')).toBeTruthy();
    expect(screen.queryByText('Data and logs')).toBeNull();
    expect(screen.queryByRole('heading', { name: 'Theme' })).toBeNull();
    expect(screen.getByText('1 of 12 settings')).toBeTruthy();
    await type('keyring');
    expect(screen.getByRole('heading', { name: /Keep me signed in/ })).toBeTruthy();
    expect(screen.queryByText('Network')).toBeNull();
  });

  it('take high contrast at once, light or dark as the system is', async () => {
    const api = await renderApp('settings');
    const root = document.documentElement.dataset;
    const choice = await screen.findByRole('radio', { name: 'High contrast' });
    expect([root['theme'], root['contrast']]).toEqual(['light', 'usual']);
    await fireEvent.click(choice);
    expect(api.inputsOf('app.setSettings')).toEqual([{ theme: 'contrast' }]);
    await settled();
    expect([root['theme'], root['contrast']]).toEqual(['light', 'more']);
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

  it('say what new plans begin with, and keep only figures within the rules', async () => {
    const api = await renderApp('settings');
    const soak = await screen.findByLabelText('Soak, in working days');
    await fireEvent.change(soak, { target: { value: '0' } });
    expect(screen.getByText('Enter a whole number from 1 to 30.')).toBeTruthy();
    expect(soak.getAttribute('aria-invalid')).toBe('true');
    await fireEvent.change(soak, { target: { value: '3' } });
    const size = screen.getByLabelText<HTMLInputElement>('People in a ring, at most');
    await fireEvent.change(size, { target: { value: '50' } });
    await settled();
    size.value = '';
    await fireEvent.change(size);
    await fireEvent.click(screen.getByRole('radio', { name: 'Two people' }));
    const plans = screen.getByText('New plans').closest('details')!;
    const cloud = within(plans).getByLabelText('Cloud');
    await fireEvent.change(cloud, { target: { value: 'china' } });
    expect(api.inputsOf('app.setSettings')).toEqual([
      { soakDays: 3 },
      { ringSize: 50 },
      { ringSize: null },
      { asksTwoPeople: true },
      { cloud: 'china' },
    ]);
  });

  it('show what an organisation sets as set, by whom, and let nobody change it', async () => {
    await renderApp('settings', undefined, {
      managed: {
        names: ['theme', 'isReadOnly', 'checksUpdates', 'soakDays', 'cloud', 'asksTwoPeople'],
        ...{ setBy: 'Contoso IT', fault: null },
      },
    });
    const legends = ['Theme', m.read_only_title(), m.updates_allow(), 'Approval'];
    const soak = await screen.findByLabelText<HTMLInputElement>('Soak, in working days');
    expect(soak.disabled).toBe(true);
    const told = (element: Element): string =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
    expect(told(soak)).toContain('Set by Contoso IT. It cannot be changed here.');
    const groups = legends.map((name) =>
      screen.getByRole<HTMLFieldSetElement>('group', { name, hidden: true }),
    );
    expect(groups.map((group) => [group.disabled, told(group).includes('Contoso IT')])).toEqual(
      groups.map(() => [true, true]),
    );
    expect(screen.getByRole<HTMLFieldSetElement>('group', { name: 'Density' }).disabled).toBe(
      false,
    );
  });

  it.each(['settings', 'home'] as const)('a broken policy file is told on %s', async (place) => {
    await renderApp(place, undefined, {
      managed: {
        ...{ names: ['isReadOnly'], setBy: '' },
        fault: { file: '/etc/causeway/policy.json', place: 'settings.x', expected: 'never' },
      },
    });
    expect(
      await screen.findByText(/policy file of this computer cannot be understood/),
    ).toBeTruthy();
    expect(
      screen.getByText('/etc/causeway/policy.json, at settings.x: expected never'),
    ).toBeTruthy();
  });
});
