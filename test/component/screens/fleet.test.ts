import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { answerFleet, fleetAt, someClients, type FleetMoment } from '../../fixtures/fake-fleet';
import { renderApp } from '../render-with-app';

async function opened(moment: FleetMoment = 'still', plans = someClients) {
  const api = await renderApp('fleet', (one) => answerFleet(one, moment, plans));
  await screen.findByRole('heading', { name: 'Fleet', level: 1 });
  return api;
}
const table = (): Promise<HTMLElement> => screen.findByRole('table', { name: 'Tenants' });
const primary = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name });
const names = (of: HTMLElement): (string | null)[] =>
  within(of)
    .getAllByRole('rowheader')
    .map((cell) => cell.querySelector('.link-button')?.textContent ?? null);

describe('Fleet', () => {
  it('shows the most urgent first, and never a zero for what is not known', async () => {
    await opened();
    const rows = await table();
    expect(names(rows)).toEqual([
      ...['Plan without a tenant yet', 'Woodgrove', 'Contoso'],
      ...['みなと製パン', 'Fabrikam', 'Northwind'],
    ]);
    const unread = within(rows).getByRole('row', { name: /Woodgrove/ });
    expect(within(unread).getAllByText('–')).toHaveLength(3);
    expect(unread.textContent).toContain('Not assessed');
    expect(unread.textContent).not.toMatch(/\b0\b/);
    expect(screen.getByText('4 of 6 tenants assessed; totals leave out 2.')).toBeTruthy();
    expect(screen.getByText('at least 302')).toBeTruthy();
  });

  it('reads all that can be read, or those that are chosen, and says whose sign-in it needs', async () => {
    const api = await opened();
    await primary('Assess 5 tenants');
    screen.getByText(/Your browser opens for each tenant .*: 1\./);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Select Contoso' }));
    await fireEvent.click(await primary('Assess 1 tenant'));
    expect(api.inputsOf('fleet.start')).toEqual([{ ids: [someClients[0]?.id] }]);
    await screen.findByText('Reading tenants: 1 of 5 done, 1 failed');
    await primary('Stop reading');
  });

  it('keeps rows in their place while a run changes what they say', async () => {
    const api = await opened();
    const before = names(await table());
    api.notify('fleet.changed', fleetAt('running', someClients));
    await screen.findByText('Reading: 812 accounts');
    expect(names(await table())).toEqual(before);
    expect(screen.getByText('This tenant has not agreed to the permissions yet.')).toBeTruthy();
    // Over: the order is what it should be now.
    api.notify('fleet.changed', fleetAt('ended', someClients));
    await waitFor(async () => expect(names(await table())[0]).toBe('Contoso'));
    expect(screen.getByText('The sign-in belongs to another tenant.')).toBeTruthy();
  });

  it('leaves out the tenant whose sign-in is waited for', async () => {
    const api = await opened('running');
    await fireEvent.click(await screen.findByRole('button', { name: 'Leave out みなと製パン' }));
    expect(api.inputsOf('fleet.leaveOut')).toEqual([{ id: someClients[1]?.id }]);
  });

  it('after a run offers those that failed again, and F8 goes to them', async () => {
    const api = await opened('ended');
    await screen.findByText('Tenants read and assessed: 3 of 5');
    await fireEvent.keyDown(window, { key: 'F8' });
    expect(document.activeElement?.textContent).toBe('Contoso');
    await fireEvent.click(await primary('Retry 1 failed'));
    expect(api.inputsOf('fleet.start')).toEqual([{ ids: [someClients[0]?.id] }]);
  });

  it('copies the consent link of each tenant that has not consented', async () => {
    await opened('running');
    const copied: string[] = [];
    document.execCommand = () => {
      copied.push(document.querySelector<HTMLTextAreaElement>('body > textarea')?.value ?? '');
      return true;
    };
    await fireEvent.click(await primary('Copy consent links (1)'));
    expect(copied).toEqual([
      expect.stringMatching(
        /^Northwind\thttps:\/\/login\.microsoftonline\.com\/0{8}-.*-0{11}5\/v2\.0\/adminconsent\?/,
      ),
    ]);
    await screen.findByText(/^1 consent link is copied/);
  });

  it('offline says why nothing is read, and still reads what lies on this computer', async () => {
    const captures = someClients.map((meta) => ({ ...meta, source: 'capture' as const }));
    for (const [plans, isCutOff] of [
      [someClients, true],
      [captures, false],
    ] as const) {
      const api = await renderApp('fleet', (one) => answerFleet(one, 'still', plans), {
        offline: true,
      });
      await fireEvent.click(await primary(isCutOff ? 'Assess 5 tenants' : 'Assess 6 tenants'));
      expect(api.inputsOf('fleet.start')).toHaveLength(isCutOff ? 0 : 1);
      cleanup();
    }
  });

  it('selects by key whoever is not assessed and can be read', async () => {
    await opened();
    await table();
    await fireEvent.keyDown(window, { key: 'A', ctrlKey: true, shiftKey: true });
    const chosen = screen
      .getAllByRole<HTMLInputElement>('checkbox')
      .filter(({ checked }) => checked)
      .map((box) => box.getAttribute('aria-label'));
    expect(chosen).toEqual(['Select Woodgrove']);
    await primary('Assess 1 tenant');
  });

  it('says where reports lie, and which could not be written', async () => {
    const api = await opened();
    await fireEvent.click(await primary('Save 4 reports…'));
    await screen.findByText('Reports saved: 3');
    screen.getByText(/\/reports\/causeway-reports-2026-12-01/);
    screen.getByText('Reports that could not be written: 1');
    expect(api.inputsOf('fleet.saveReports')[0]?.ids).toHaveLength(4);
  });

  it('finds by name or domain, and says where nothing is found', async () => {
    await opened();
    const search = await screen.findByRole('searchbox', { name: 'Find a tenant' });
    await fireEvent.input(search, { target: { value: 'MINATO' } });
    expect(names(await table())).toEqual(['みなと製パン']);
    await fireEvent.input(search, { target: { value: 'nobody' } });
    await screen.findByText('No tenant has this in its name or domain.');
  });

  it('opens a tenant’s plan by its name', async () => {
    const api = await opened();
    await fireEvent.click(await screen.findByRole('button', { name: 'Open Contoso' }));
    expect(api.inputsOf('home.open')).toEqual([{ id: someClients[0]?.id }]);
  });

  it('without a tenant says what brings one here', async () => {
    await opened('still', []);
    await screen.findByText('No tenant here yet');
    expect(screen.queryByRole('button', { name: /^Assess .*tenant/ })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Go to Home' }));
  });
});
