import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { aToday } from '../../fixtures/s02-views';
import { renderApp } from '../render-with-app';

const counts = (): Promise<HTMLElement> =>
  screen.findByRole('region', { name: 'Who can’t sign in' });

describe('Today', () => {
  it('puts the three counts of people first', async () => {
    await renderApp('today');
    const region = await counts();
    const names = within(region)
      .getAllByRole('button')
      .map((button) => button.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(names).toEqual([
      'From 1 Feb 2027 6 people can’t sign in with the methods they have',
      'From 1 Jul 2027 1 person among Global Administrators and external users',
      'Can’t be assessed 0 people',
    ]);
  });

  it('says "at least" while legacy settings are not answered', async () => {
    await renderApp('today', (api) => api.handle('today.get', () => aToday({ lowerBound: true })));
    const region = within(await counts());
    expect(region.getByText('at least 6')).toBeTruthy();
    expect(region.getByText('Can register a replacement here: at least 6')).toBeTruthy();
    expect(region.getAllByText('None they are allowed to register: at least 0')).toHaveLength(2);
    await fireEvent.click(region.getAllByRole('button')[0]!);
    expect(await screen.findByText(/Users: at least \d+/)).toBeTruthy();
  });

  it('says what stands in for the report without P1, apart from what is unknown', async () => {
    const refused = (source: string) => ({ source, reason: 'notLicensed', status: 403 });
    const groups = { source: 'groups', reason: 'refused', status: 403 };
    const unread = [refused('registration'), refused('signIns'), groups];
    await renderApp('today', (api) => api.handle('today.get', () => aToday({ unread })));
    const text = 'Methods were read person by person; sign-in data isn’t available.';
    expect(await screen.findByText(text)).toBeTruthy();
    expect(screen.getByText('Not read or not answered: 1')).toBeTruthy();
    expect(screen.queryByText('Registration report')).toBeNull();
  });

  it('says "at least" beside what asks, where that count may grow', async () => {
    const { asksForMfa } = aToday();
    const mayGrow = { ...asksForMfa.mayGrow, perUser: true };
    await renderApp('today', (api) =>
      api.handle('today.get', () =>
        aToday({ asksForMfa: { ...asksForMfa, mayGrow, reportOnly: null, unknown: 1 } }),
      ),
    );
    const table = await screen.findByRole('table', { name: 'What asks for MFA today' });
    const cells = within(table).getAllByRole('cell');
    expect(cells.map((cell) => cell.textContent.trim())).toEqual([
      ...['Off', 'at least 20', '0', 'Unknown', '20', '1'],
    ]);
  });

  it('says apart of whom it cannot be told what they may register', async () => {
    const { february } = aToday();
    await renderApp('today', (api) =>
      api.handle('today.get', () =>
        aToday({ february: { ...february, reachable: 4, undecided: 2 } }),
      ),
    );
    const region = within(await counts());
    expect(region.getByText('Can register a replacement here: 4')).toBeTruthy();
    expect(region.getAllByText('None they are allowed to register: 0')).toHaveLength(2);
    expect(region.getByText('Can’t be told: 2')).toBeTruthy();
  });

  it('shows a count that could not be made as unknown, never as 0', async () => {
    const { february } = aToday();
    await renderApp('today', (api) =>
      api.handle('today.get', () => aToday({ february: { ...february, people: null } })),
    );
    const [first] = within(await counts()).getAllByRole('button');
    expect(first?.textContent).toContain('Unknown');
    expect(first?.closest('article')?.className).toContain('tone-unknown');
  });

  it('says so where Microsoft has announced no date', async () => {
    const { february, july } = aToday();
    await renderApp('today', (api) =>
      api.handle('today.get', () =>
        aToday({
          cloudHasDates: false,
          february: { ...february, people: null },
          july: { ...july, people: null },
        }),
      ),
    );
    const texts = await within(await counts()).findAllByText(
      'Microsoft has not announced a date for this cloud.',
    );
    expect(texts).toHaveLength(2);
  });

  it('opens the names behind a count', async () => {
    const api = await renderApp('today');
    const [first] = within(await counts()).getAllByRole('button');
    await fireEvent.click(first!);
    await waitFor(() => expect(api.inputsOf('people.list').at(-1)?.list).toBe('february'));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'February' }).checked).toBe(true);
    expect(screen.getByRole('grid', { name: 'February' })).toBeTruthy();
  });

  it('has a column for everything that is known of a person', async () => {
    await renderApp('today');
    const grid = await screen.findByRole('grid', { name: 'All' });
    expect(
      within(grid)
        .getAllByRole('columnheader')
        .map((head) => head.textContent.trim()),
    ).toEqual([
      ...['User', 'Readiness', 'Date', 'Methods registered', 'Methods allowed'],
      ...['Methods that remain', 'Per-user MFA', 'MFA by policy', 'Kind', 'Licence'],
      ...['Ring', 'Not known'],
    ]);
  });

  it('gives every picture a table with the same numbers', async () => {
    await renderApp('today');
    const table = await screen.findByRole('table', {
      name: 'What asks for MFA, and the strongest method people have',
    });
    const cells = within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.querySelector('td:last-child')?.textContent);
    expect(cells).toEqual(aToday().sankey.links.map((link) => String(link.count)));
    // A name longer than its place in the drawing is whole under the pointer, and in the table.
    const labels = [...document.querySelectorAll<HTMLElement>('.flow-label')];
    expect(labels.length).toBeGreaterThan(2);
    for (const label of labels) {
      const whole = label.getAttribute('title') ?? '';
      expect(whole).toBe(label.querySelector('.name')?.textContent);
      expect(table.textContent).toContain(whole);
    }
  });

  it('names what could not be read', async () => {
    await renderApp('today');
    expect(await screen.findByText('Not read or not answered: 1')).toBeTruthy();
    expect(screen.getByText('Sign-in log')).toBeTruthy();
  });

  it('keeps a failure at its place and can be tried again', async () => {
    const api = await renderApp('today', (fake) => fake.fail('today.get', 'graph/network'));
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.handle('today.get', () => aToday());
    await fireEvent.click(again);
    expect(await counts()).toBeTruthy();
  });
});
