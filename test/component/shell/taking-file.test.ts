import { fireEvent, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderApp } from '../render-with-app';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'Date'] }));
afterEach(() => vi.useRealTimers());

test('a file that takes longer is shown with how far it is, and can be given up', async () => {
  const api = await renderApp('home', (fake) => fake.handle('taking.cancel', () => ({})));
  const begun = { file: 'a.causeway', bytes: null, answers: null, thinking: null };
  api.notify('taking.changed', begun);
  await vi.advanceTimersByTimeAsync(900);
  expect(screen.queryByRole('dialog')).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(screen.getByText(/^a\.causeway opens once/)).toBeTruthy();
  api.notify('taking.changed', { ...begun, bytes: { done: 50_000_000, total: 200_000_000 } });
  await vi.advanceTimersByTimeAsync(11_000);
  expect(screen.getByText('50 MB of 200 MB')).toBeTruthy();
  expect(screen.getByRole('progressbar').getAttribute('value')).toBe('25');
  const thinking = { part: 'simulating', users: 20_000, rows: null } as const;
  api.notify('taking.changed', { ...begun, thinking });
  await vi.advanceTimersByTimeAsync(10);
  expect(screen.getByText('Working out every step for 20,000 users…')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(api.inputsOf('taking.cancel')).toEqual([{}]);
  api.notify('taking.changed', null);
  await vi.advanceTimersByTimeAsync(10);
  expect(screen.queryByRole('dialog')).toBeNull();
});
