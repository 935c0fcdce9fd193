import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { renderPlan } from '../render-plan';

async function content(): Promise<HTMLElement> {
  await renderPlan('finish');
  await screen.findByRole('heading', { level: 1 });
  const main = screen.getByRole('main');
  Object.defineProperty(main, 'clientHeight', { value: 400 });
  Object.defineProperty(main, 'scrollHeight', { value: 2_000 });
  return main;
}

describe('keys that scroll', () => {
  it('reach the content from the rail and the bars', async () => {
    const main = await content();
    const rail = screen.getByRole('button', { name: /^Home/ });
    await fireEvent.keyDown(rail, { key: 'PageDown' });
    expect(main.scrollTop).toBe(350);
    await fireEvent.keyDown(rail, { key: 'ArrowDown' });
    expect(main.scrollTop).toBe(390);
    await fireEvent.keyDown(document.body, { key: ' ' });
    expect(main.scrollTop).toBe(740);
  });

  it('are left to who uses them: a press, the content itself, a combination', async () => {
    const main = await content();
    const rail = screen.getByRole('button', { name: /^Home/ });
    await fireEvent.keyDown(rail, { key: ' ' });
    await fireEvent.keyDown(rail, { key: 'PageDown', altKey: true });
    await fireEvent.keyDown(screen.getByRole('heading', { level: 1 }), { key: 'PageDown' });
    expect(main.scrollTop).toBe(0);
  });
});
