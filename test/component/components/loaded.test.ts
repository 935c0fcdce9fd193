import { fireEvent, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderApp } from '../render-with-app';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'Date'] }));
afterEach(() => vi.useRealTimers());

async function waitingForToday() {
  const api = await renderApp('today', (fake) =>
    fake.hang('today.get').handle('thinking.cancel', () => ({})),
  );
  await vi.advanceTimersByTimeAsync(1_500);
  return api;
}

describe('a screen that waits for a large tenant', () => {
  it('says what is being done, and how long it has taken after ten seconds', async () => {
    const api = await waitingForToday();
    expect(screen.getByText('Loading…')).toBeTruthy();
    api.notify('thinking.changed', { part: 'assessing', users: 100_000, rows: null });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(screen.getByText('Assessing 100,000 users…')).toBeTruthy();
    expect(screen.queryByRole('progressbar')).toBeNull();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(screen.getByText(/^1[12] s so far$/)).toBeTruthy();
    expect(screen.getByRole('progressbar').hasAttribute('value')).toBe(false);
    const rows = { done: 25_000, total: 100_000 };
    api.notify('thinking.changed', { part: 'handing', users: 100_000, rows });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(screen.getByText('25,000 of 100,000 rows')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('value')).toBe('25');
  });

  it('can be told to stop', async () => {
    const api = await waitingForToday();
    api.notify('thinking.changed', { part: 'planning', users: 100_000, rows: null });
    await vi.advanceTimersByTimeAsync(500);
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(api.inputsOf('thinking.cancel')).toEqual([{}]);
  });
});
