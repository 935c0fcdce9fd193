import { fireEvent, screen } from '@testing-library/svelte';
import { vi } from 'vitest';

export const stopControl = (): Promise<HTMLElement> =>
  screen.findByRole('button', { name: 'Emergency stop' });

/** What is read out at once. */
export const assertive = (): string =>
  document.querySelector('[aria-live="assertive"]')?.textContent ?? '';

export async function byKey(button: HTMLElement, key: string): Promise<void> {
  await fireEvent.keyDown(button, { key });
  await fireEvent.keyUp(button, { key });
}

/** Two presses, as far apart as somebody needs who reads what happens. */
export async function stopBy(
  press: (button: HTMLElement) => Promise<unknown>,
): Promise<HTMLElement> {
  const button = await stopControl();
  await press(button);
  await vi.advanceTimersByTimeAsync(1_000);
  await press(button);
  return screen.findByRole('dialog', { name: 'Emergency stop' });
}

/** Timers by hand; waiting for what is rendered goes on. */
export function fakeTimers(): void {
  vi.useFakeTimers({
    shouldAdvanceTime: true,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  });
}
