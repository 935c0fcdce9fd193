import { screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { aReading } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

it('says of a reading from before this start no more than is known', async () => {
  const { sources } = aReading();
  const kept = sources.map((one) => ({ ...one, milliseconds: 0 }));
  await renderApp('read', (fake) =>
    fake.handle('read.get', () => aReading({ roundTrips: 0, sources: kept })),
  );
  expect(await screen.findByText(/^Read at .*Users: 44$/)).toBeTruthy();
  const table = within(screen.getByRole('table', { name: 'Sources' }));
  expect(table.getAllByRole('row').length).toBeGreaterThan(kept.length);
  expect(table.queryByText(/ms|second/)).toBeNull();
  expect(screen.queryByText(/Requests to Graph/)).toBeNull();
});
