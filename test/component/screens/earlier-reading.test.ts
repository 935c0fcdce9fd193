import { screen } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import { aReading } from '../../fixtures/s02-app-views';
import { renderApp } from '../render-with-app';

it('says of a reading from before this start no more than is known', async () => {
  const { sources } = aReading();
  const before = {
    roundTrips: 0,
    sources: sources.map((one) => ({ ...one, state: 'waiting' as const, count: 0 })),
  };
  await renderApp('read', (fake) => fake.handle('read.get', () => aReading(before)));
  expect(await screen.findByText(/^Read at .*Users: 44$/)).toBeTruthy();
  expect(screen.queryByRole('table', { name: 'Sources' })).toBeNull();
  expect(screen.queryByText(/Requests to Graph/)).toBeNull();
});
