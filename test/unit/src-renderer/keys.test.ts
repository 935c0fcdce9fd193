// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { menuTable } from '../../../src-main/app/menu';
import {
  commandOf,
  commands,
  hasControl,
  isEnter,
  keyNames,
  menuShortcuts,
  screenShortcuts,
  shortcuts,
  shownKeys,
} from '../../../src-renderer/keys';

const press = (init: KeyboardEventInit & { keyCode?: number }): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', init);
  if (init.keyCode !== undefined) Object.defineProperty(event, 'keyCode', { value: init.keyCode });
  return event;
};

describe('isEnter', () => {
  it('ignores the Enter that ends a conversion', () => {
    expect(isEnter(press({ key: 'Enter' }))).toBe(true);
    expect(isEnter(press({ key: 'Enter', isComposing: true }))).toBe(false);
    expect(isEnter(press({ key: 'Enter', keyCode: 229 }))).toBe(false);
  });
});

describe('commandOf', () => {
  it('knows its shortcuts and nothing near them', () => {
    expect(commandOf(press({ key: 'Enter', ctrlKey: true }))).toBe('primary');
    expect(commandOf(press({ key: 'Enter' }))).toBeNull();
    expect(commandOf(press({ key: 'F6', shiftKey: true }))).toBe('previousRegion');
    expect(commandOf(press({ key: 'ArrowLeft', altKey: true, ctrlKey: true }))).toBeNull();
    expect(commandOf(press({ key: 'Enter', ctrlKey: true, isComposing: true }))).toBeNull();
  });

  it('leaves undo to the text field that has focus', () => {
    const field = document.createElement('textarea');
    const event = press({ key: 'z', ctrlKey: true });
    Object.defineProperty(event, 'target', { value: field });
    expect(commandOf(event)).toBeNull();
    expect(commandOf(press({ key: 'z', ctrlKey: true }))).toBe('undo');
  });
});

describe('hasControl', () => {
  it.each([
    { platform: 'Win32', ctrl: true, meta: false, prints: 'Ctrl' },
    { platform: 'Linux x86_64', ctrl: true, meta: false, prints: 'Ctrl' },
    { platform: 'MacIntel', ctrl: false, meta: true, prints: '⌘' },
  ])('is what is printed on $platform', ({ platform, ctrl, meta, prints }) => {
    const known = vi.spyOn(navigator, 'platform', 'get').mockReturnValue(platform);
    expect(hasControl(press({ key: 'a', ctrlKey: true }))).toBe(ctrl);
    expect(hasControl(press({ key: 'a', metaKey: true }))).toBe(meta);
    expect(shownKeys(['Ctrl', 'A'])).toEqual([prints, 'A']);
    known.mockRestore();
  });
});

describe('shortcuts', () => {
  it('has one distinct key for each command, and none with Ctrl+Alt', () => {
    expect(shortcuts.map((one) => one.command).toSorted()).toEqual([...commands].toSorted());
    const names = commands.map((command) => keyNames(command).join('+'));
    expect(new Set(names).size).toBe(commands.length);
    expect(shortcuts.some((one) => one.control === true && one.alt === true)).toBe(false);
  });

  it('names the keys of the menu that no page answers', () => {
    const inMenu = menuTable
      .flatMap(({ items }) => items)
      .flatMap((row) => (row === 'separator' || row.keys === undefined ? [] : [row.keys]));
    const printed = (keys: readonly string[]): string =>
      keys.join('+').replace('Ctrl', 'CmdOrCtrl').replace('++', '+Plus');
    for (const { act, keys } of menuShortcuts) expect(inMenu, act).toContain(printed(keys));
    expect(menuShortcuts.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['quit', 'zoomIn', 'zoomOut', 'zoomReset']),
    );
  });

  it('has no key twice on a screen, wherever it comes from', () => {
    const everywhere = [
      ...commands.map((command) => keyNames(command).join('+')),
      ...menuShortcuts.map(({ keys }) => keys.join('+')),
    ];
    for (const { screen } of screenShortcuts) {
      const own = screenShortcuts.filter((one) => one.screen === screen);
      const all = [...everywhere, ...own.map(({ keys }) => keys.join('+'))];
      expect(new Set(all).size, screen).toBe(all.length);
    }
  });
});
