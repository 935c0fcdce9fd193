import { expect, test } from 'vitest';
import { menuOn, menuTable, toMenuTemplate, type MenuItemRow } from '../../../../src-main/app/menu';

const locales = ['en', 'ja'] as const;
const nothing = (): void => undefined;
const ports = {
  ...{ command: nothing, zoom: nothing, openFile: nothing, showLogFolder: nothing },
  ...{ recent: [], openRecent: nothing, clearRecent: nothing },
};
const rows = (items: (typeof menuTable)[number]['items']): MenuItemRow[] =>
  items.filter((row): row is MenuItemRow => row !== 'separator');

test.each(locales)('every item has a text with one mnemonic of its own (%s)', (locale) => {
  const groups = [menuTable, ...menuTable.map((group) => rows(group.items))];
  for (const group of groups) {
    const texts = group.map((row) => row.text({}, { locale }));
    const mnemonics = texts.map((text) => /&(\w)/.exec(text)?.[1]?.toLowerCase() ?? text);
    expect(texts.every((text) => text.split('&').length === 2)).toBe(true);
    expect(new Set(mnemonics).size).toBe(texts.length);
  }
});

test('Japanese texts are Japanese, with the mnemonic in brackets', () => {
  for (const group of menuTable) {
    for (const row of [group, ...rows(group.items)]) {
      const text = row.text({}, { locale: 'ja' });
      expect(text).toMatch(/\(&[A-Z]\)…?$/);
      expect(text).not.toBe(row.text({}, { locale: 'en' }));
    }
  }
});

test('no two items share a key, and none uses Ctrl+Alt', () => {
  const keys = menuTable.flatMap((group) => rows(group.items)).flatMap((row) => row.keys ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => /Ctrl.*Alt|Alt.*Ctrl/.test(key))).toEqual([]);
});

test('each item does what its row says', () => {
  const done: unknown[] = [];
  const template = toMenuTemplate(
    'en',
    {
      ...ports,
      command: (command) => void done.push(command),
      zoom: (direction) => void done.push(direction),
      openFile: () => void done.push('open'),
      showLogFolder: () => void done.push('logs'),
    },
    'linux',
  );
  const items = template.flatMap((group) => group.submenu as Electron.MenuItemConstructorOptions[]);
  for (const item of items) {
    const isWhole =
      [item.role, item.click, item.submenu].some((act) => act !== undefined) ||
      item.type === 'separator';
    expect(isWhole).toBe(true);
    (item.click as (() => void) | undefined)?.();
  }
  expect(done).toContainEqual({ command: 'navigate', screen: 'settings' });
  expect(done).toContainEqual({ command: 'primary', screen: null });
  for (const command of ['newPlan', 'about']) {
    expect(done).toContainEqual({ command, screen: null });
  }
  expect(done).toContain('reset');
  expect(done).toContain('open');
  expect(done).toContain('logs');
});

test('keys that belong to text fields and dialogs are left to the page', () => {
  const items = toMenuTemplate('en', ports, 'win32').flatMap(
    (group) => group.submenu as Electron.MenuItemConstructorOptions[],
  );
  const registered = (keys: string): unknown =>
    items.find((item) => item.accelerator === keys)?.registerAccelerator;
  for (const keys of ['CmdOrCtrl+Enter', 'CmdOrCtrl+Z', 'CmdOrCtrl+F', 'Alt+Left', 'F1']) {
    expect(registered(keys)).toBe(false);
  }
  expect(registered('CmdOrCtrl+E')).toBe(true);
});

const itemsOf = (platform: NodeJS.Platform, locale: 'en' | 'ja' = 'en') =>
  toMenuTemplate(locale, ports, platform).map(({ label, submenu }) => ({
    label,
    items: submenu as Electron.MenuItemConstructorOptions[],
  }));

test('on macOS the first menu is the application’s own, by the roles of the system', () => {
  const [first, ...others] = itemsOf('darwin');
  expect(first?.label).toBe('Causeway');
  const shown = first?.items.filter(({ type }) => type !== 'separator') ?? [];
  expect(shown.map(({ label, role }) => [label, role])).toEqual([
    ['About Causeway', 'about'],
    ['Settings…', undefined],
    ['Services', 'services'],
    ['Hide Causeway', 'hide'],
    ['Hide Others', 'hideOthers'],
    ['Show All', 'unhide'],
    ['Quit Causeway', 'quit'],
  ]);
  const settings = shown.find(({ label }) => label === 'Settings…');
  expect([settings?.accelerator, settings?.registerAccelerator]).toEqual(['CmdOrCtrl+,', false]);
  expect(others.map(({ label }) => label)).toEqual(itemsOf('linux').map(({ label }) => label));
});

test('on macOS nothing of the application’s menu stands elsewhere too, and no menu ends in a line', () => {
  const groups = itemsOf('darwin');
  const all = groups.flatMap(({ items }) => items);
  const keys = all.flatMap(({ accelerator }) => accelerator ?? []);
  expect(new Set(keys).size).toBe(keys.length);
  expect(all.filter(({ role }) => role === 'quit')).toHaveLength(1);
  expect(all.filter(({ label }) => label?.includes('About'))).toHaveLength(1);
  for (const { items } of groups) expect(items.at(-1)?.type).not.toBe('separator');
  for (const locale of locales) {
    for (const { label } of itemsOf('darwin', locale)[0]?.items ?? []) {
      expect(label ?? '').not.toContain('&');
    }
  }
  const [first] = itemsOf('darwin', 'ja');
  expect(first?.items.at(-1)?.label).toBe('Causeway を終了');
});

test.each(['linux', 'win32'] as const)('on %s the menus are those of the table', (platform) => {
  expect(menuOn(platform)).toBe(menuTable);
  expect(itemsOf(platform)[0]?.items.at(-1)?.role).toBe('quit');
});
