import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { markAfter, placeTip, shareOf } from '../../../src-renderer/charts/chart-mark';
import ReadinessBar from '../../../src-renderer/charts/ReadinessBar.svelte';

afterEach(cleanup);
const counts = { ready: 30, conditions: 0, notReady: 10, unknown: 20 };
const words = ['Unknown: 20 (33%)', 'Not ready: 10 (17%)', 'Ready: 30 (50%)'];
const tip = (): string | null => screen.queryByRole('tooltip')?.textContent ?? null;
const drawn = (key: string): Element => {
  const found = document.querySelector(`[data-mark="${key}"]`);
  if (found === null) throw new Error(key);
  return found;
};
const focused = (): string | null | undefined => document.activeElement?.getAttribute('aria-label');

/** The picture with focus where Tab stops in it. */
async function enter(): Promise<void> {
  render(ReadinessBar, { counts });
  const stops = [...document.querySelectorAll<SVGElement>('.pin[tabindex="0"]')];
  expect(stops).toHaveLength(1);
  stops[0]?.focus();
  await fireEvent.focusIn(stops[0] ?? document.body);
}
const press = (key: string): Promise<boolean> =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key });

describe('tips of a picture', () => {
  it('say each drawn mark with its number and share, one stop of Tab for all', async () => {
    await enter();
    expect([focused(), tip()]).toEqual([words[0], words[0]]);
    const pins = [...document.querySelectorAll('.pin')];
    expect(pins.map((pin) => pin.getAttribute('aria-label'))).toEqual(words);
    // Nothing is drawn that no key reaches, and no class without people has a mark.
    expect(document.querySelectorAll('[data-mark]')).toHaveLength(words.length);
  });

  it('follow the arrows, Home and End, with the focus', async () => {
    await enter();
    for (const [key, text] of [
      ['ArrowRight', words[1]],
      ['ArrowDown', words[2]],
      ['ArrowRight', words[2]],
      ['ArrowLeft', words[1]],
      ['Home', words[0]],
      ['ArrowUp', words[0]],
      ['End', words[2]],
    ] as const) {
      expect(await press(key)).toBe(false);
      expect([key, focused(), tip()]).toEqual([key, text, text]);
      expect(document.querySelectorAll('.pin[tabindex="0"]')).toHaveLength(1);
    }
    expect(await press('a')).toBe(true);
  });

  it('go at Escape, which goes no further, and come back with the next key', async () => {
    await enter();
    let passed = 0;
    const onkeydown = (): void => void (passed += 1);
    document.addEventListener('keydown', onkeydown);
    await press('Escape');
    expect([tip(), focused(), passed]).toEqual([null, words[0], 0]);
    await press('Escape');
    expect(passed).toBe(1);
    await press('ArrowRight');
    expect(tip()).toBe(words[1]);
    document.removeEventListener('keydown', onkeydown);
  });

  it('stay while the pointer is on mark or tip, and go at Escape without moving it', async () => {
    render(ReadinessBar, { counts });
    await fireEvent.pointerOver(drawn('notReady'));
    expect(tip()).toBe(words[1]);
    await fireEvent.pointerOver(screen.getByRole('tooltip'));
    expect(tip()).toBe(words[1]);
    await press('Escape');
    expect(tip()).toBeNull();
    await fireEvent.pointerOver(drawn('ready'));
    expect(tip()).toBe(words[2]);
    const area = drawn('ready').closest('.drawing');
    await fireEvent.pointerLeave(area ?? document.body);
    expect(tip()).toBeNull();
  });

  it('give way to the mark under the pointer, and come back to the one with focus', async () => {
    await enter();
    await fireEvent.pointerOver(drawn('ready'));
    expect(tip()).toBe(words[2]);
    await fireEvent.pointerOver(document.querySelector('.art') ?? document.body);
    expect(tip()).toBe(words[0]);
    (document.activeElement as HTMLElement | null)?.blur();
    await fireEvent.focusOut(document.querySelector('.pin') ?? document.body);
    expect(tip()).toBeNull();
  });
});

describe('places and steps', () => {
  const box = (left: number, top: number, width = 10, height = 10) => ({
    left,
    top,
    width,
    height,
  });

  it('keeps the tip within its drawing, above the mark while there is room', () => {
    const drawing = box(100, 200, 600, 100);
    expect(placeTip(box(100, 260), drawing, 50)).toMatchObject({
      x: 0,
      width: 288,
      isBelow: false,
    });
    expect(placeTip(box(690, 260), drawing, 50).x).toBe(312);
    expect(placeTip(box(395, 260), drawing, 50).x).toBe(156);
    expect(placeTip(box(395, 260), drawing, 200).isBelow).toBe(true);
    expect(placeTip(box(100, 260), box(100, 200, 120), 0).width).toBe(120);
  });

  it('stops at both ends, and leaves other keys alone', () => {
    expect(markAfter('ArrowRight', 2, 3)).toBe(2);
    expect(markAfter('ArrowLeft', 0, 3)).toBe(0);
    expect(markAfter('End', 0, 3)).toBe(2);
    expect(markAfter('Tab', 0, 3)).toBeNull();
  });

  it('tells a share of nothing as nothing', () => {
    expect([shareOf(0, 0), shareOf(1, 4)]).toEqual(['0%', '25%']);
  });
});
