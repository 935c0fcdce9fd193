import type { MenuItemConstructorOptions } from 'electron';
import type { EventBody } from '../../shared/ipc/contract-types';
import { m } from '../../shared/paraglide/opening/messages.js';
import type { RecentEntry, RecentRow } from './recent';
import { toRecentMenu } from './recent-menu';

export type PageCommand = EventBody<'app.command'>;

/** What an item does: something of the page, of the window, or a role of the system. */
export type MenuAct =
  | { readonly kind: 'page'; readonly command: PageCommand }
  | { readonly kind: 'zoom'; readonly direction: 'in' | 'out' | 'reset' }
  | { readonly kind: 'open-file' }
  | { readonly kind: 'recent' }
  | { readonly kind: 'log-folder' }
  | { readonly kind: 'role'; readonly role: MenuRole };
type EditRole = 'cut' | 'copy' | 'paste' | 'selectAll';
type AppRole = 'about' | 'services' | 'hide' | 'hideOthers' | 'unhide' | 'quit';
type MenuRole = EditRole | AppRole | 'togglefullscreen';

type Text = (inputs: Record<string, never>, options: { locale: 'en' | 'ja' }) => string;

export interface MenuItemRow {
  readonly text: Text;
  readonly keys?: string;
  readonly act: MenuAct;
  /** On macOS it stands in the application's own menu instead. */
  readonly isAppItem?: true;
}
export interface MenuGroup {
  readonly text: Text;
  readonly items: readonly (MenuItemRow | 'separator')[];
}

const go = (screen: NonNullable<PageCommand['screen']>): MenuAct => ({
  kind: 'page',
  command: { command: 'navigate', screen },
});
const page = (command: PageCommand['command']): MenuAct => ({
  kind: 'page',
  command: { command, screen: null },
});
const role = (name: MenuRole): MenuAct => ({ kind: 'role', role: name });

/** The whole menu, once for both languages. Mnemonics are part of the texts. */
export const menuTable: readonly MenuGroup[] = [
  {
    text: m.menu_file,
    items: [
      { text: m.menu_file_new, keys: 'CmdOrCtrl+N', act: page('newPlan') },
      { text: m.menu_file_open, keys: 'CmdOrCtrl+O', act: { kind: 'open-file' } },
      { text: m.menu_file_recent, act: { kind: 'recent' } },
      { text: m.menu_file_export, keys: 'CmdOrCtrl+E', act: go('export') },
      'separator',
      { text: m.menu_file_quit, keys: 'CmdOrCtrl+Q', act: role('quit'), isAppItem: true },
    ],
  },
  {
    text: m.menu_edit,
    items: [
      { text: m.menu_edit_undo, keys: 'CmdOrCtrl+Z', act: page('undo') },
      { text: m.menu_edit_redo, keys: 'CmdOrCtrl+Y', act: page('redo') },
      'separator',
      { text: m.menu_edit_cut, keys: 'CmdOrCtrl+X', act: role('cut') },
      { text: m.menu_edit_copy, keys: 'CmdOrCtrl+C', act: role('copy') },
      { text: m.menu_edit_paste, keys: 'CmdOrCtrl+V', act: role('paste') },
      { text: m.menu_edit_select_all, keys: 'CmdOrCtrl+A', act: role('selectAll') },
      'separator',
      { text: m.menu_edit_find, keys: 'CmdOrCtrl+F', act: page('find') },
    ],
  },
  {
    text: m.menu_view,
    items: [
      { text: m.menu_view_overview, keys: 'CmdOrCtrl+0', act: page('overview') },
      { text: m.menu_view_palette, keys: 'CmdOrCtrl+K', act: page('palette') },
      // The page answers these itself, but for its frame of a preview, whose keys it never sees.
      { text: m.menu_view_next_part, keys: 'F6', act: page('nextRegion') },
      { text: m.menu_view_previous_part, keys: 'Shift+F6', act: page('previousRegion') },
      'separator',
      {
        text: m.menu_view_zoom_in,
        keys: 'CmdOrCtrl+Plus',
        act: { kind: 'zoom', direction: 'in' },
      },
      { text: m.menu_view_zoom_out, keys: 'CmdOrCtrl+-', act: { kind: 'zoom', direction: 'out' } },
      {
        text: m.menu_view_zoom_reset,
        keys: 'CmdOrCtrl+Shift+0',
        act: { kind: 'zoom', direction: 'reset' },
      },
      { text: m.menu_view_full_screen, keys: 'F11', act: role('togglefullscreen') },
    ],
  },
  {
    text: m.menu_run,
    items: [
      { text: m.menu_run_primary, keys: 'CmdOrCtrl+Enter', act: page('primary') },
      { text: m.menu_run_back, keys: 'Alt+Left', act: page('back') },
      'separator',
      { text: m.menu_run_roll_out, act: go('rollout') },
    ],
  },
  {
    text: m.menu_tools,
    items: [
      { text: m.menu_tools_activity, act: go('activity') },
      { text: m.menu_tools_logs, act: { kind: 'log-folder' } },
      'separator',
      { text: m.menu_tools_settings, keys: 'CmdOrCtrl+,', act: go('settings'), isAppItem: true },
    ],
  },
  {
    text: m.menu_help,
    items: [
      { text: m.menu_help_help, keys: 'F1', act: page('help') },
      { text: m.menu_help_shortcuts, keys: 'CmdOrCtrl+/', act: page('shortcuts') },
      'separator',
      { text: m.menu_help_about, act: page('about'), isAppItem: true },
    ],
  },
];

/** The first menu on macOS, whose name the system shows. Its texts have no mnemonics there. */
export const appMenu: MenuGroup = {
  text: m.menu_app,
  items: [
    { text: m.menu_app_about, act: role('about') },
    'separator',
    { text: m.menu_app_settings, keys: 'CmdOrCtrl+,', act: go('settings') },
    'separator',
    { text: m.menu_app_services, act: role('services') },
    'separator',
    { text: m.menu_app_hide, act: role('hide') },
    { text: m.menu_app_hide_others, act: role('hideOthers') },
    { text: m.menu_app_show_all, act: role('unhide') },
    'separator',
    { text: m.menu_app_quit, keys: 'CmdOrCtrl+Q', act: role('quit') },
  ],
};

/** The table as a platform has it: on macOS what is the application's moves into its own menu. */
export function menuOn(platform: NodeJS.Platform): readonly MenuGroup[] {
  if (platform !== 'darwin') return menuTable;
  const others = menuTable.map(({ text, items }) => {
    const kept = items.filter((row) => row === 'separator' || row.isAppItem !== true);
    // A separator that ends a menu parts nothing any more.
    return { text, items: kept.at(-1) === 'separator' ? kept.slice(0, -1) : kept };
  });
  return [appMenu, ...others];
}

export interface MenuPorts {
  command(command: PageCommand): void;
  zoom(direction: 'in' | 'out' | 'reset'): void;
  /** Asks for a plan or a capture, and opens it. */
  openFile(): void;
  showLogFolder(): void;
  /** Opened last, newest first. */
  readonly recent: readonly RecentRow[];
  openRecent(entry: RecentEntry): void;
  clearRecent(): void;
}

/** Electron's template of the table in one language, as the platform has it. */
export function toMenuTemplate(
  locale: 'en' | 'ja',
  ports: MenuPorts,
  platform: NodeJS.Platform = process.platform,
): MenuItemConstructorOptions[] {
  return menuOn(platform).map((group) => ({
    label: group.text({}, { locale }),
    submenu: group.items.map((row) =>
      row === 'separator' ? { type: 'separator' as const } : toItem(row, locale, ports),
    ),
  }));
}

function toItem(
  row: MenuItemRow,
  locale: 'en' | 'ja',
  ports: MenuPorts,
): MenuItemConstructorOptions {
  const shown = {
    label: row.text({}, { locale }),
    ...(row.keys === undefined ? {} : { accelerator: row.keys }),
  };
  const { act } = row;
  switch (act.kind) {
    case 'role':
      return { ...shown, role: act.role };
    case 'zoom':
      return { ...shown, click: () => ports.zoom(act.direction) };
    case 'open-file':
      return { ...shown, click: () => ports.openFile() };
    case 'recent':
      return { ...shown, submenu: toRecentMenu(locale, ports) };
    case 'log-folder':
      return { ...shown, click: () => ports.showLogFolder() };
    case 'page':
      return {
        ...shown,
        registerAccelerator: !pageOwns(act.command),
        click: () => ports.command(act.command),
      };
  }
}

/** Keys the page handles itself: only it knows text fields, dialogs and a composing IME. */
const pageKeys: ReadonlySet<PageCommand['command']> = new Set([
  'primary',
  'back',
  'help',
  'shortcuts',
  'find',
  'undo',
  'redo',
  'overview',
]);

function pageOwns(command: PageCommand): boolean {
  return pageKeys.has(command.command) || command.screen === 'settings';
}
