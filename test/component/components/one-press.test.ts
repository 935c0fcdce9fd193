import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { onePress } from '../../../src-renderer/components/one-press';
import { renderPlan, s02Plan } from '../render-plan';

/** What a browser tells of the second click of a double click, wherever it lands. */
const second = { detail: 2 };

/** A bar of one button, which a click with this `detail` lands on, whichever it is then. */
function barOf(html: string) {
  const bar = document.createElement('div');
  bar.innerHTML = html;
  document.body.append(bar);
  onePress(bar);
  let count = 0;
  bar.addEventListener('click', () => (count += 1));
  const click = (detail: number): void => {
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail });
    bar.querySelector('button')?.dispatchEvent(event);
  };
  return { bar, pressed: () => count, click };
}

describe('a double click, and a key held down', () => {
  it('opens a confirmation and does not confirm it', async () => {
    const api = await renderPlan('rollout');
    api.handle('rollout.prepare', ({ act, ring }) => ({
      ...s02Plan().commit,
      ...{ act, ring, phrase: '' },
    }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Start ring 0' }));
    const dialog = await screen.findByRole('dialog');
    const act = [...dialog.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Start ring 0',
    );
    expect(act).toBeDefined();
    if (act === undefined) return;
    await fireEvent.click(act, second);
    expect(api.inputsOf('rollout.start')).toHaveLength(0);
    await fireEvent.keyDown(act, { key: 'Enter', repeat: true });
    expect(api.inputsOf('rollout.start')).toHaveLength(0);

    await fireEvent.click(act);
    await waitFor(() => expect(api.inputsOf('rollout.start')).toHaveLength(1));
  });

  it('does not press what comes into the place of the button: a run is not held', async () => {
    const api = await renderPlan('rollout');
    const start = await screen.findByRole('button', { name: 'Start ring 0' });
    await fireEvent.click(start, second);
    expect(api.inputsOf('rollout.prepare')).toHaveLength(0);
    await fireEvent.click(start);
    await waitFor(() => expect(api.inputsOf('rollout.prepare')).toHaveLength(1));
  });

  it('counts each click in a row on a button that stays the same, as Back does', () => {
    const { bar, pressed, click } = barOf('<button data-repeats="back">Back</button>');
    for (const detail of [1, 2, 3, 4]) click(detail);
    expect(pressed()).toBe(4);
    bar.remove();
  });

  it.each([
    ['another label', (one: Element) => (one.textContent = 'Hold')],
    ['another screen', (one: Element) => one.setAttribute('data-repeats', 'rings')],
    ['another button', (one: Element) => one.replaceWith(one.cloneNode(true))],
    ['a button that acts once', (one: Element) => one.removeAttribute('data-repeats')],
  ])('does not count a later click on %s', (_name, change) => {
    const { bar, pressed, click } = barOf('<button data-repeats="plan">Continue</button>');
    click(1);
    change(bar.querySelector('button') as Element);
    for (const detail of [2, 3]) click(detail);
    expect(pressed()).toBe(1);
    bar.remove();
  });

  it('does not count a row of clicks that began elsewhere', () => {
    const { bar, pressed, click } = barOf('<button data-repeats="back">Back</button>');
    click(1);
    document.body.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    click(2);
    expect(pressed()).toBe(1);
    bar.remove();
  });

  it('goes on by one screen however long Ctrl+Enter is held', async () => {
    const api = await renderPlan('rollout');
    await screen.findByRole('button', { name: 'Start ring 0' });
    const held = { key: 'Enter', ctrlKey: true, repeat: true };
    const before = document.activeElement;
    expect(await fireEvent.keyDown(window, held)).toBe(false);
    expect(api.inputsOf('rollout.prepare')).toHaveLength(0);
    expect(document.activeElement).toBe(before);
  });
});
