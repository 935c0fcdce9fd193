/**
 * Copies the path data of the icons the page uses out of @fluentui/svg-icons (87 MB, a development
 * dependency) into src-renderer/components/icon-paths.ts. Run it after changing the list below:
 *
 *   node test/tools/copy-icons.mjs
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const iconFolder = join(rootFolder, 'node_modules/@fluentui/svg-icons/icons');

const regular = [
  'add',
  'arrow_download',
  'arrow_down',
  'arrow_export_ltr',
  'arrow_left',
  'arrow_redo',
  'arrow_right',
  'arrow_sort_down',
  'arrow_sort_up',
  'arrow_sync',
  'arrow_undo',
  'arrow_up',
  'beaker',
  'building_multiple',
  'calendar_clock',
  'checkmark',
  'checkmark_circle',
  'chevron_down',
  'chevron_right',
  'circle',
  'clipboard_task',
  'contact_card',
  'copy',
  'data_bar_horizontal',
  'delete',
  'dismiss',
  'document',
  'document_search',
  'edit',
  'error_circle',
  'flag',
  'folder_open',
  'gauge',
  'globe',
  'history',
  'home',
  'info',
  'key',
  'keyboard',
  'layer',
  'local_language',
  'lock_closed',
  'open',
  'pause',
  'people',
  'person',
  'phone',
  'play',
  'plug_connected',
  'question_circle',
  'rocket',
  'scan_dash',
  'search',
  'settings',
  'shield_checkmark',
  'shield_keyhole',
  'stop',
  'subtract',
  'table',
  'target',
  'task_list_square_ltr',
  'warning',
  'weather_moon',
  'weather_sunny',
  'wifi_off',
];
const filled = ['checkmark_circle', 'error_circle', 'info', 'warning'];

function camelCase(name) {
  return name.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

function pathsOf(name, style) {
  const svg = readFileSync(join(iconFolder, `${name}_20_${style}.svg`), 'utf8');
  return [...svg.matchAll(/<path d="([^"]+)"/g)].map((match) => match[1]);
}

const entries = [
  ...regular.map((name) => [camelCase(name), pathsOf(name, 'regular')]),
  ...filled.map((name) => [`${camelCase(name)}Filled`, pathsOf(name, 'filled')]),
];
const lines = [
  '/** Path data on a 20 × 20 grid from @fluentui/svg-icons (MIT); made by test/tools/copy-icons.mjs. */',
  '// prettier-ignore',
  'export const iconPaths = {',
  ...entries.map(([name, paths]) => `  ${name}: '${paths.join(' ')}',`),
  '} as const;',
  'export type IconName = keyof typeof iconPaths;',
  '',
];
writeFileSync(join(rootFolder, 'src-renderer/components/icon-paths.ts'), lines.join('\n'));
process.stdout.write(`${entries.length} icons copied.\n`);
