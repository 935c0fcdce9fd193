import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { PeopleTableView, PersonRow } from '../../../shared/ipc/people-contract';
import { noFilters } from '../../../shared/people/people-filters';
import { naivePage } from '../../fixtures/naive-people';
import { s02People } from '../../fixtures/s02-people';
import { renderApp } from '../render-with-app';

const left: PeopleTableView = {
  list: 'february',
  search: 'enf',
  filters: { ...noFilters, perUserMfa: ['enforced'] },
  sort: 'readiness',
  descending: true,
};

describe('a table of people', () => {
  it('comes back as it was left: list, search, filters and order', async () => {
    const api = await renderApp('today', (fake) => fake.handle('people.getView', () => left));
    await waitFor(() => expect(api.inputsOf('people.list').length).toBeGreaterThan(0));
    // Nothing is asked before what was left is known, and then exactly that.
    for (const asked of api.inputsOf('people.list')) expect(asked).toMatchObject(left);
    expect(api.inputsOf('people.getView')).toEqual([{ place: 'today' }]);
    const list = await screen.findByRole('radio', { name: 'February' });
    expect((list as HTMLInputElement).checked).toBe(true);
    expect(screen.getByRole('searchbox')).toHaveProperty('value', 'enf');
  });

  it('is kept half a second after the last change', async () => {
    const api = await renderApp('today', (fake) =>
      fake.handle('people.list', (query) => naivePage(s02People, query)),
    );
    const search = await screen.findByRole('searchbox');
    await fireEvent.input(search, { target: { value: 'phone' } });
    await waitFor(() =>
      expect(api.inputsOf('people.keepView').at(-1)).toMatchObject({
        place: 'today',
        view: { list: 'all', search: 'phone' },
      }),
    );
  });

  it('opens unfiltered where nothing was kept, or cannot be read', async () => {
    const api = await renderApp('today', (fake) => fake.fail('people.getView', 'store/corrupt'));
    await waitFor(() => expect(api.inputsOf('people.list').length).toBeGreaterThan(0));
    expect(api.inputsOf('people.list')[0]).toMatchObject({ list: 'all', search: '' });
  });
});

describe('a list of people that is still being made', () => {
  const showPart = (from: readonly PersonRow[]) =>
    renderApp('today', (fake) =>
      fake.handle('people.list', (query) => ({
        ...naivePage(from, query),
        filling: { done: 42_500, of: 100_000 },
      })),
    );

  it('says how far it is, and shows the people who are there', async () => {
    await showPart(s02People);
    expect(await screen.findByText(/^42,500 of 100,000 users are in the list so far/)).toBeTruthy();
    const bar = screen.getByRole('progressbar', { name: 'Preparing the list of users' });
    expect(bar.getAttribute('value')).toBe('42.5');
    expect(screen.getByRole('grid')).toBeTruthy();
    // A number that changes with every look is not read out each time.
    expect(screen.queryByText('Users: 44')).toBeNull();
  });

  it('does not say that nobody is in it', async () => {
    await showPart([]);
    expect(await screen.findByText(/users are in the list so far/)).toBeTruthy();
    expect(screen.queryByText('Nobody is in this list.')).toBeNull();
  });
});
