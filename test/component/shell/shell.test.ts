import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { anAppState, aWorkspace } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

const heading = (name: string | RegExp): Promise<HTMLElement> =>
  screen.findByRole('heading', { level: 1, name });

describe('the shell', () => {
  it('moves focus to the heading and names the window on each screen', async () => {
    await renderApp('settings');
    const settings = await heading('Settings');
    await waitFor(() => expect(document.activeElement).toBe(settings));
    expect(document.title).toBe('Settings – Kestrel Surveyors – Causeway');

    await fireEvent.click(screen.getByRole('button', { name: 'Home' }));
    const home = await heading('Home');
    await waitFor(() => expect(document.activeElement).toBe(home));
    expect(document.title).toBe('Home – Kestrel Surveyors – Causeway');
  });

  it('says in the top bar how old what was read is', async () => {
    const readAt = new Date(Date.now() - 2.5 * 3_600_000).toISOString();
    await renderApp('settings', () => undefined, {
      workspace: aWorkspace({ source: 'https', readAt }),
    });
    expect(await screen.findByText('Read 2 h ago')).toBeTruthy();
  });

  it('says in Help what is done on the screen, and its keys', async () => {
    await renderApp('today');
    await heading('Today');
    await fireEvent.keyDown(document.body, { key: 'F1' });
    const help = within(await screen.findByRole('dialog', { name: 'Help' }));
    expect(help.getByText(/^Three counts say who can’t sign in/)).toBeTruthy();
    const keys = within(help.getByRole('table', { name: 'Keys of this screen' }));
    const rows = keys.getAllByRole('row').map(({ textContent }) => textContent.trim());
    expect(rows).toContainEqual(expect.stringMatching(/Read the tenant again\s*F5/));
    expect(rows).toContainEqual(expect.stringMatching(/See findings\s*CtrlEnter/));
    expect(rows.join()).not.toContain('F7');
  });

  it('keeps the practice banner in view, and has none for a real tenant', async () => {
    await renderApp('settings');
    expect(await screen.findByText('Practice tenant. No real tenant is touched.')).toBeTruthy();
    expect(screen.getByText('Practice')).toBeTruthy();
  });

  it('marks the phase the plan stands in, and what may not be opened yet', async () => {
    const api = await renderApp('today');
    await heading('Today');
    const rail = screen.getByRole('navigation', { name: 'Steps of the migration' });
    const current = rail.querySelector('[aria-current="step"]');
    expect(current?.textContent).toContain('Assess');
    const rollOut = within(rail).getByRole('button', { name: /Roll out/ });
    expect(rollOut.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(rollOut);
    expect(api.inputsOf('app.navigate')).toEqual([]);
  });

  it('switches language at once, with the page open', async () => {
    const api = await renderApp('settings');
    await heading('Settings');
    const japanese = screen.getByRole('radio', { name: '日本語' });
    japanese.focus();
    await fireEvent.click(japanese);
    expect(await heading('設定')).toBeTruthy();
    expect(document.activeElement).toBe(japanese);
    expect(document.documentElement.lang).toBe('ja');
    expect(api.inputsOf('app.setSettings')).toEqual([{ language: 'ja' }]);
    await fireEvent.click(screen.getByRole('radio', { name: 'English' }));
    expect(await heading('Settings')).toBeTruthy();
  });

  it('walks with Alt+arrows, opens the overview with Ctrl+0 and Settings with Ctrl+comma', async () => {
    const api = await renderApp('today');
    await heading('Today');
    await fireEvent.keyDown(window, { key: 'ArrowLeft', altKey: true });
    await heading('Read data');
    await fireEvent.keyDown(window, { key: ',', ctrlKey: true });
    await heading('Settings');
    await fireEvent.keyDown(window, { key: '0', ctrlKey: true });
    expect(await screen.findByRole('dialog', { name: 'Overview' })).toBeTruthy();
    expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'read' }, { screen: 'settings' }]);
  });

  it('tells on return to a plan what has happened meanwhile, and once', async () => {
    const since = {
      ...{ at: '2026-11-18T08:40:00Z', isReadingOld: false, registered: null },
      steps: { before: 12, now: 19, of: 48 },
      next: { date: '2027-02-01', before: 75, now: 71 },
      read: { before: null, now: '2026-11-22T12:04:00Z' },
    };
    const api = await renderApp('today', (fake) => fake.handle('overview.since', () => since));
    const dialog = within(await screen.findByRole('dialog', { name: 'Overview' }));
    const table = dialog.getByRole('table', { name: /^Since you last opened this plan/ });
    const rows = within(table).getAllByRole('row').slice(1);
    const cells = rows.map(({ children }) => [...children].map((cell) => cell.textContent));
    expect(cells).toEqual([
      ['Steps done', '12', '19 of 48'],
      ['Until 1 Feb 2027', '75 days', '71 days'],
      ['Tenant read', 'not yet', expect.stringMatching(/^22 Nov 2026/)],
    ]);
    await fireEvent.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
    // The same plan, told of anew: it stays closed.
    api.notify('app.changed', anAppState('today'));
    await heading('Today');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.inputsOf('overview.since')).toHaveLength(1);
  });

  it('offers first in the overview what to go on with', async () => {
    const api = await renderApp('settings', () => undefined, {
      workspace: aWorkspace({ screen: 'rings' }),
    });
    await heading('Settings');
    await fireEvent.keyDown(window, { key: '0', ctrlKey: true });
    const dialog = within(await screen.findByRole('dialog', { name: 'Overview' }));
    expect(dialog.getByText('2 of 12 done')).toBeTruthy();
    const first = dialog
      .getAllByRole('button')
      .find(({ textContent }) => textContent.trim() !== '');
    expect(first?.textContent.trim()).toBe('Go on with Rings');
    await fireEvent.click(first ?? document.body);
    await heading('Rings');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(api.inputsOf('app.navigate')).toEqual([{ screen: 'rings' }]);
  });

  it('leaves keys alone under a dialog', async () => {
    const api = await renderApp('today');
    await heading('Today');
    await fireEvent.keyDown(window, { key: '0', ctrlKey: true });
    await screen.findByRole('dialog', { name: 'Overview' });
    await fireEvent.keyDown(window, { key: 'ArrowLeft', altKey: true });
    expect(api.inputsOf('app.navigate')).toEqual([]);
  });

  it('says why a button that needs the network cannot be pressed offline', async () => {
    const api = await renderApp(
      'read',
      (fake) => fake.handle('read.get', () => ({ ...idleReading })),
      { offline: true, workspace: aWorkspace({ source: 'https', screen: 'read' }) },
    );
    const start = await screen.findByRole('button', { name: 'Start reading' });
    expect(start.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByText('You’re offline. This needs a connection.')).toBeTruthy();
    await fireEvent.click(start);
    expect(api.inputsOf('read.start')).toEqual([]);
  });

  it.each(['practice', 'capture'] as const)('reads a %s without a network', async (source) => {
    const api = await renderApp(
      'read',
      (fake) => fake.handle('read.get', () => ({ ...idleReading })),
      { offline: true, workspace: aWorkspace({ source, screen: 'read' }) },
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Start reading' }));
    await waitFor(() => expect(api.inputsOf('read.start')).toHaveLength(1));
  });

  it('shows why a second button cannot be pressed, and ties the reason to it', async () => {
    const workspace = aWorkspace({ source: 'https' });
    await renderApp('today', () => undefined, { offline: true, workspace });
    const again = await screen.findByRole('button', { name: 'Read again' });
    expect(again.getAttribute('aria-disabled')).toBe('true');
    const reason = screen.getByText('You’re offline. This needs a connection.');
    expect(again.getAttribute('aria-describedby')).toBe(reason.id);
    const primary = screen.getByRole('button', { name: 'See findings' });
    expect(primary.hasAttribute('aria-describedby')).toBe(false);
  });

  it('takes one edit back for one Ctrl+Z, and none where the screen has no edits', async () => {
    const api = await renderApp('policy', (fake) => {
      fake.handle('plan.history', () => ({ canUndo: true, canRedo: false }));
      fake.handle('plan.undo', () => ({ canUndo: false, canRedo: true, screens: ['rings'] }));
    });
    await heading('New policy');
    await screen.findByRole('button', { name: 'Undo' });
    await waitFor(() =>
      expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Undo' }).disabled).toBe(false),
    );
    await fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(api.inputsOf('plan.undo')).toHaveLength(1));
    // It was an edit of another screen: that is said, and shown.
    await heading('Rings');
    expect(document.querySelector('.told')?.textContent).toMatch(/^Undone: an edit on Rings/);
    await fireEvent.click(screen.getByRole('button', { name: 'Home' }));
    await heading('Home');
    await fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    expect(api.inputsOf('plan.undo')).toHaveLength(1);
  });

  it('shows why the app could not start, and tries again', async () => {
    let tries = 0;
    const api = await renderApp('home', (fake) => fake.fail('app.getState', 'store/unwritable'));
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.handle('app.getState', () => {
      tries += 1;
      throw new Error('a broken channel');
    });
    await fireEvent.click(again);
    await waitFor(() => expect(tries).toBe(1));
    expect(screen.getByText(/internal\/bug/)).toBeTruthy();
  });
});

const idleReading = {
  state: 'idle' as const,
  failure: null,
  sources: [],
  percent: 0,
  secondsLeft: null,
  waitSeconds: null,
  perUserMfa: null,
  readAt: null,
  users: 0,
  roundTrips: 0,
  answersFound: null,
  isNetworkLost: false,
};
