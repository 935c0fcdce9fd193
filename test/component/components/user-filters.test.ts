import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { FakeApi } from '../../fixtures/fake-api';
import { renderApp } from '../render-with-app';

const group = (): HTMLElement => screen.getByRole('group', { name: 'Filter' });
const opener = (): HTMLElement => within(group()).getByRole('button', { name: 'Filter' });

async function openFilters(): Promise<FakeApi> {
  const api = await renderApp('today');
  await waitFor(() => expect(screen.getByText('Users: 44')).toBeTruthy());
  await fireEvent.click(opener());
  return api;
}

async function choose(filter: string, value: RegExp): Promise<void> {
  const field = within(group()).getByRole('group', { name: filter });
  await fireEvent.click(within(field).getByRole('checkbox', { name: value }));
}

describe('the filters of a user table', () => {
  it('are native checkboxes with the number of people behind each', async () => {
    await openFilters();
    expect(opener().getAttribute('aria-expanded')).toBe('true');
    const kind = within(group()).getByRole('group', { name: 'Kind' });
    const names = within(kind)
      .getAllByRole('checkbox')
      .map((box) => box.closest('label')?.textContent.replaceAll(/\s+/g, ' ').trim());
    expect(names).toContain('Service account 1');
  });

  it('narrow the list, say so, and are taken back one by one or all at once', async () => {
    const api = await openFilters();
    await choose('Kind', /Service account/);
    await choose('Kind', /External user/);
    await waitFor(() => expect(screen.getByText('3 of 44 users')).toBeTruthy());
    expect(screen.getByText('3 of 44 users').closest('[role="status"]')).toBeTruthy();
    expect(api.inputsOf('people.list').at(-1)?.filters.kind).toEqual([
      'serviceAccount',
      'externalGuest',
    ]);
    const chip = screen.getByRole('button', { name: 'Remove filter: Kind, Service account' });
    await fireEvent.click(chip);
    await waitFor(() => expect(screen.getByText('2 of 44 users')).toBeTruthy());
    // The chip is gone; the focus is not lost with it.
    expect(document.activeElement).toBe(opener());
    await fireEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    await waitFor(() => expect(screen.getByText('Users: 44')).toBeTruthy());
  });

  it('close with Escape, and the focus goes back to what opened them', async () => {
    await openFilters();
    const [box] = within(group()).getAllByRole('checkbox');
    box?.focus();
    await fireEvent.keyDown(box!, { key: 'Escape' });
    await waitFor(() => expect(opener().getAttribute('aria-expanded')).toBe('false'));
    expect(document.activeElement).toBe(opener());
    expect(within(group()).queryAllByRole('checkbox')).toEqual([]);
  });

  it('say so where they leave nobody, and stay to be taken back', async () => {
    await openFilters();
    await choose('Kind', /Service account/);
    await choose('Date', /1 Jul 2027/);
    expect(await screen.findByText('Nobody matches these filters.')).toBeTruthy();
    expect(screen.queryByRole('grid')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(await screen.findByRole('grid')).toBeTruthy();
  });

  it('find those about whom something is not known', async () => {
    const api = await openFilters();
    await choose('Not known', /Something is not known/);
    await waitFor(() => expect(screen.getByText('2 of 44 users')).toBeTruthy());
    expect(api.inputsOf('people.list').at(-1)?.filters.unknown).toEqual(['any']);
  });
});
