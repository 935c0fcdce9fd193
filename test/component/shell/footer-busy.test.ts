import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan, s02Plan } from '../render-plan';

describe('a press in the footer', () => {
  it('is taken once, and shows that it is being carried out when that takes a while', async () => {
    let answer: (() => void) | undefined;
    const api = await renderPlan('rollout', {
      prepare: (fake) =>
        fake.handle('rollout.prepare', async ({ act, ring }) => {
          await new Promise<void>((done) => (answer = done));
          return { ...s02Plan().commit, act, ring };
        }),
    });
    const start = await screen.findByRole('button', { name: 'Start ring 0' });
    await fireEvent.click(start);
    await fireEvent.click(start);
    await fireEvent.click(screen.getByRole('button', { name: 'Go to step s01' }));
    expect(api.inputsOf('rollout.prepare')).toHaveLength(1);
    expect(start.getAttribute('aria-busy')).toBe('false');
    await waitFor(() => expect(start.getAttribute('aria-busy')).toBe('true'));
    expect(start.querySelector('.busy')).toBeTruthy();
    expect(start.getAttribute('aria-disabled')).toBe('true');

    answer?.();
    expect(await screen.findByRole('dialog')).toBeTruthy();
    await waitFor(() => expect(start.getAttribute('aria-busy')).toBe('false'));
    expect(start.getAttribute('aria-disabled')).toBe('false');
  });
});
