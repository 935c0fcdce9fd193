import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { PersonView } from '../../../shared/ipc/people-contract';
import type { FakeApi } from '../../fixtures/fake-api';
import { s02People } from '../../fixtures/s02-people';
import { aPersonView } from '../../fixtures/s02-views';
import { renderApp } from '../render-with-app';

const guest = s02People.find((row) => row.kind === 'externalGuest')!;

/** Opens the first person of the table; main answers with this view. */
async function openPerson(change: Partial<PersonView> = {}): Promise<[FakeApi, HTMLElement]> {
  const api = await renderApp('today', (fake) =>
    fake.handle('people.get', ({ withPlan }) => ({
      ...aPersonView(guest),
      ...change,
      ...(withPlan ? { isPlanned: true } : {}),
    })),
  );
  await screen.findByText('Users: 44');
  const grid = screen.getByRole('grid', { name: 'All' });
  await fireEvent.keyDown(grid, { key: 'Enter' });
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findByRole('heading', { name: 'Why' });
  return [api, dialog];
}

describe('the person view', () => {
  it('says of each reason which rule decided', async () => {
    const [point] = aPersonView(guest).points;
    if (point === undefined) throw new Error('no point');
    const values = { date: '2027-02-01' };
    const reason = { key: 'reason_phone_ended', values, rule: 'R9' };
    const [, dialog] = await openPerson({ points: [{ ...point, reasons: [reason] }] });
    const item = await within(dialog).findByText('(rule R9)');
    expect(item.closest('li')?.textContent.trim()).toMatch(/.+ \(rule R9\)$/);
  });

  it('says what is not known, and why', async () => {
    const [, dialog] = await openPerson();
    const section = within(dialog).getByRole('region', { name: 'Not known, and why' });
    expect(
      within(section)
        .getAllByRole('listitem')
        .map((item) => item.textContent.trim()),
    ).toEqual([
      'Registered methods: Registration report, no row for this account',
      'Licence: Users, no value given',
    ]);
  });

  it('keeps report-only apart, and names what leaves the account out', async () => {
    const [, dialog] = await openPerson();
    const section = within(dialog).getByRole('region', { name: 'Policies that ask for MFA' });
    const items = within(section)
      .getAllByRole('listitem')
      .map((item) => item.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(items).toEqual([
      'Everybody, report-only Report-only',
      'MFA for the office On Asked outside some places',
      'Block legacy authentication: through the group CA exceptions',
    ]);
  });

  it('says what the sign-in log shows, and nothing of what was not read', async () => {
    const [, dialog] = await openPerson();
    const section = within(dialog).getByRole('region', { name: 'What the sign-in log says' });
    const items = within(section).getAllByRole('listitem');
    expect(items.map((item) => item.textContent.trim().replace(/the latest on .*/, ''))).toEqual([
      'IMAP4 (Office 365 Exchange Online): sign-ins in the last 30 days: 41, ',
      'Everybody, report-only would have asked for something more. Sign-ins: 3, ',
    ]);
  });

  it('says why the sign-in log is not known, and when it shows nothing', async () => {
    const nothing = { legacy: null, reportOnly: null, unread: [] };
    const [, ofFile] = await openPerson({ signIns: nothing });
    expect(within(ofFile).queryByRole('region', { name: /sign-in log/ })).toBeNull();
    cleanup();
    const unread = { source: 'legacySignIns', reason: 'refused', status: 403 } as const;
    const [, refused] = await openPerson({ signIns: { ...nothing, unread: [unread] } });
    const why = within(refused).getByRole('region', { name: /sign-in log/ });
    expect(why.textContent).toContain(
      'Not known: Sign-ins by legacy clients. Reason: permission missing (403)',
    );
    expect(why.textContent).not.toContain('No sign-in by a legacy client');
    cleanup();
    const [, none] = await openPerson({ signIns: { ...nothing, legacy: [] } });
    const section = within(none).getByRole('region', { name: /sign-in log/ });
    expect(section.textContent).toContain('No sign-in by a legacy client in the last 30 days.');
    expect(section.textContent).not.toContain('Not known');
    expect(within(section).queryByRole('listitem')).toBeNull();
  });

  it('shows how the account got into each group that matters', async () => {
    const [, dialog] = await openPerson();
    const table = within(dialog).getByRole('table', { name: 'Groups that matter' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))).toEqual([
      [
        'SSPR-Users',
        'Through another group',
        'Text message (SMS) (include) and Answer: password reset settings',
      ],
      ['CA exceptions', 'Direct', 'Block legacy authentication (exclude)'],
    ]);
  });

  it('dates the row of the report and the answers', async () => {
    const [, dialog] = await openPerson();
    expect(dialog.textContent).toContain('Row of 21 Nov 2026');
    expect(dialog.textContent).toContain('Entered by gaa@kestrel.example on 22 Nov 2026');
    expect(within(dialog).getByText('Answer: verification options')).toBeTruthy();
  });

  it('goes to the next and previous person of the list with Alt+arrows, and back to that row', async () => {
    const api = await renderApp('today', (fake) =>
      fake.handle('people.get', ({ userId }) =>
        aPersonView(s02People.find(({ id }) => id === userId)!),
      ),
    );
    await screen.findByText('Users: 44');
    const grid = screen.getByRole('grid', { name: 'All' });
    grid.focus();
    await fireEvent.keyDown(grid, { key: 'Enter' });
    const shown = (): unknown => api.inputsOf('people.get').at(-1)?.userId;
    await screen.findByRole('dialog');
    await waitFor(() => expect(shown()).toBeDefined());
    const first = shown();
    const alt = (key: string, more: object = {}): Promise<unknown> =>
      fireEvent.keyDown(screen.getByRole('dialog'), { key, altKey: true, ...more });
    await alt('ArrowUp');
    await alt('ArrowDown', { shiftKey: true });
    await alt('ArrowDown', { isComposing: true });
    expect(api.inputsOf('people.get')).toHaveLength(1);
    await alt('ArrowDown');
    await waitFor(() => expect(api.inputsOf('people.get')).toHaveLength(2));
    const second = shown();
    expect(second).not.toBe(first);
    const dialog = screen.getByRole('dialog');
    expect(dialog.querySelector('h2')).toBe(document.activeElement);
    await within(dialog).findByText('Alt+↑ / Alt+↓: previous or next person');
    expect(grid.getAttribute('aria-activedescendant')).toMatch(/-row-1$/);
    await alt('ArrowUp');
    await waitFor(() => expect(shown()).toBe(first));
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(document.activeElement).toBe(grid));
  });

  it('offers to work the plan out where there is none yet', async () => {
    const [api, dialog] = await openPerson({ isPlanned: false });
    expect(api.inputsOf('people.get').at(-1)?.withPlan).toBe(false);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Work it out' }));
    await waitFor(() => expect(api.inputsOf('people.get').at(-1)?.withPlan).toBe(true));
    await waitFor(() =>
      expect(within(dialog).queryByRole('button', { name: 'Work it out' })).toBeNull(),
    );
  });
});
