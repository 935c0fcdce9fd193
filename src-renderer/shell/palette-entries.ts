import { computeCommandScore } from 'bits-ui';
import { m } from '../../shared/paraglide/messages.js';
import { screenNames } from '../../shared/wizard/screen';
import type { IconName } from '../components/icon-paths';
import { keyNames, menuShortcuts, shownKeys, type Command } from '../keys';
import type { AppStore } from '../state/app.svelte';
import { goToPart } from './go-to-part';
import { screenLabel } from './phase-status';

/** In the order they are shown. */
export const paletteGroups = ['actions', 'screens', 'people', 'plans'] as const;
export type PaletteGroup = (typeof paletteGroups)[number];

/** One line of the command palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** What tells two of the same name apart. */
  readonly detail?: string;
  readonly icon: IconName;
  /** Keys as they are printed on the keyboard. */
  readonly keys?: readonly string[];
  readonly run: () => void;
}

type Layer = 'overview' | 'notes' | 'help' | 'shortcuts';
/** Commands only some screens have a control for. */
export type OnScreen = 'undo' | 'redo' | 'find';

/** Commands that stand for something on the screen; the others are its neighbours and layers. */
type Act = (command: Command) => void;

/**
 * What can be done from here, in this order: what the screen itself offers, what the shell does,
 * the screens that have been reached. `onScreen`: what the screen has a control for. A commit asks as when its button is pressed.
 */
export function paletteEntries(
  app: AppStore,
  act: Act,
  onScreen: readonly OnScreen[],
): readonly PaletteEntry[] {
  const { primary, secondary } = app.footer;
  const own = [primary, ...secondary].flatMap((action, place): PaletteEntry[] =>
    action === null
      ? []
      : [
          {
            id: `footer:${place}`,
            group: 'actions',
            label: action.label,
            icon: action.icon ?? 'arrowRight',
            keys: action === primary ? keyNames('primary') : [],
            run: () => void app.footer.press(action),
          },
        ],
  );
  const beside = app.state?.workspace == null ? [] : (['notes'] as const);
  const shell = ([...onScreen, 'overview', ...beside, 'help', 'shortcuts'] as const).map(
    (command): PaletteEntry => ({
      id: `command:${command}`,
      group: 'actions',
      label: commandLabel(command),
      icon: commandIcons[command],
      keys: keyNames(command),
      run: () => act(command),
    }),
  );
  const reached = app.state?.reached ?? [];
  const screens = screenNames
    .filter((screen) => screen !== app.screen && reached.includes(screen))
    .map((screen): PaletteEntry => {
      const keys = screen === 'settings' ? keyNames('settings') : [];
      const run = (): void => void app.navigate(screen);
      const label = screenLabel(screen);
      return { id: `screen:${screen}`, group: 'screens', label, icon: 'document', keys, run };
    });
  return [...own, ...shell, ...wayOut(app, act), ...screens];
}

/** New plan, open a file, and, where there is one, the way to Emergency stop: it stops nothing. */
function wayOut(app: AppStore, act: Act): readonly PaletteEntry[] {
  const keysOf = (name: 'new' | 'open'): readonly string[] =>
    shownKeys(menuShortcuts.find((one) => one.act === name)?.keys ?? []);
  const stop: PaletteEntry = {
    id: 'command:stop',
    group: 'actions',
    label: m.shell_key_stop(),
    icon: 'stop',
    keys: keyNames('stop'),
    run: () => act('stop'),
  };
  const begin: PaletteEntry = {
    id: 'menu:new',
    group: 'actions',
    label: m.shell_key_new(),
    icon: 'add',
    keys: keysOf('new'),
    run: () => void goToPart(app, 'home', 'home-starts'),
  };
  return [
    // Home has a button of its own for it, which is among the first.
    ...(app.screen === 'home' ? [] : [begin]),
    {
      id: 'menu:open',
      group: 'actions',
      label: m.shell_key_open(),
      icon: 'folderOpen',
      keys: keysOf('open'),
      run: () => void openFile(app),
    },
    ...(app.canStop ? [stop] : []),
  ];
}

async function openFile(app: AppStore): Promise<void> {
  const opened = await app.call('home.openFile', {});
  if (!opened.ok) app.failure = opened.failure;
  else if (!opened.value.cancelled) app.take(opened.value.state);
}

const commandIcons: Readonly<Record<Layer | OnScreen, IconName>> = {
  undo: 'arrowUndo',
  redo: 'arrowRedo',
  find: 'search',
  overview: 'taskListSquareLtr',
  notes: 'edit',
  help: 'questionCircle',
  shortcuts: 'keyboard',
};

function commandLabel(command: Layer | OnScreen): string {
  switch (command) {
    case 'undo':
      return m.shell_key_undo();
    case 'redo':
      return m.shell_key_redo();
    case 'find':
      return m.shell_key_find();
    case 'overview':
      return m.shell_overview();
    case 'notes':
      return m.shell_notes();
    case 'help':
      return m.shell_help();
    case 'shortcuts':
      return m.shell_shortcuts();
  }
}

/** The entries that match, best first; all of them, as they come, while nothing is typed. */
export function matching(entries: readonly PaletteEntry[], typed: string): readonly PaletteEntry[] {
  const words = typed.trim();
  if (words === '') return entries;
  return entries
    .map((entry) => ({ entry, score: computeCommandScore(entry.label, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
