import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { GridSelection } from '../../../src-renderer/components/grid-selection.svelte';
import { noFilters } from '../../../shared/people/people-filters';
import { s02Plan, renderPlan } from '../render-plan';

const view = {
  ...{ list: 'ring:1', search: 'ana', filters: noFilters },
  ...({ sort: 'name', descending: false } as const),
};

describe('GridSelection', () => {
  it('means all of a question without naming anybody, but for those unticked', () => {
    const selection = new GridSelection();
    selection.toggle('a');
    expect(selection.of(view, 90_000)).toEqual({ size: 1, who: { by: 'ids', ids: ['a'] } });
    selection.takeAll();
    expect(selection.has('a') && selection.has('never shown')).toBe(true);
    selection.toggle('b');
    expect(selection.has('b')).toBe(false);
    expect(selection.of(view, 90_000)).toEqual({
      size: 89_999,
      who: { by: 'query', list: 'ring:1', search: 'ana', filters: noFilters, without: ['b'] },
    });
    selection.toggle('b');
    expect(selection.size(90_000)).toBe(90_000);
  });

  it('ends with its question; single rows stay ticked', () => {
    const selection = new GridSelection();
    selection.takeAll();
    selection.asked();
    expect(selection.size(5)).toBe(0);
    selection.toggle('a');
    selection.asked();
    expect(selection.size(5)).toBe(1);
  });
});

it('moves everybody a filter leaves with Ctrl+A, and says how many', async () => {
  const api = await renderPlan('rings');
  const size = s02Plan().people.filter((row) => row.ring === 2).length;
  await fireEvent.click(await screen.findByRole('button', { name: 'Show ring 2' }));
  const grid = await screen.findByRole('grid', { name: 'People in ring 2' });
  await screen.findByText(`Users: ${size}`);
  grid.focus();
  await fireEvent.keyDown(grid, { key: 'a', ctrlKey: true });
  await screen.findByText(new RegExp(`${size} selected`));
  await fireEvent.keyDown(grid, { key: ' ' });
  await fireEvent.click(screen.getByRole('button', { name: `Move ${size - 1} people` }));
  await waitFor(() => expect(api.inputsOf('rings.move')).toHaveLength(1));
  const who = api.inputsOf('rings.move')[0]?.who;
  const question = { by: 'query', list: 'ring:2', search: '', filters: noFilters };
  expect(who).toEqual({ ...question, without: [expect.any(String)] });
  expect(await screen.findByRole('button', { name: 'Move 0 people' })).toBeTruthy();
});

it('selects all and nobody by pointer, and forgets all once the search is another', async () => {
  await renderPlan('rings');
  await screen.findByRole('grid', { name: 'People in ring 0' });
  await screen.findByText('Users: 3');
  await fireEvent.click(screen.getByRole('button', { name: 'Select all 3' }));
  await screen.findByText(/3 selected/);
  await fireEvent.click(screen.getByRole('button', { name: 'Clear selection' }));
  expect(screen.queryByText(/3 selected/)).toBeNull();
  await fireEvent.click(screen.getByRole('button', { name: 'Select all 3' }));
  await fireEvent.input(screen.getByPlaceholderText('Search users'), { target: { value: 'gaA' } });
  await screen.findByText(/1 of 3 users/);
  expect(screen.queryByText(/\d selected/)).toBeNull();
  expect(screen.getByRole('button', { name: 'Move 0 people' })).toBeTruthy();
});
