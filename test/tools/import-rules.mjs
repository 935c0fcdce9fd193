/**
 * Who may import whom. ESLint reads this table while editing, `layers.test.ts` over the whole
 * tree. The first room that matches a file decides; a file in no room is a fault.
 *
 * A local target is the path from the root without its extension (`shared/result`), or with it for
 * anything but TypeScript.
 */
import { posix } from 'node:path';

const anyNode = /^node:/;
const everyMainRoom =
  /^src-main\/(app|auth|exports|files|fleet|graph|ipc|ports|practice-tenant|rollout|store|workspace)\//;

/** Below another room: what a room of the engine may reach in `src-main`. */
const below = {
  files: /^src-main\/(files|ports)\//,
  graph: /^src-main\/(graph|files|ports)\//,
  store: /^src-main\/(store|files|ports)\//,
  rollout: /^src-main\/(rollout|graph|store|files|ports)\//,
  fleet: /^src-main\/(fleet|rollout|graph|store|files|ports)\//,
};

const validation = ['valibot', 'temporal-polyfill'];

/**
 * @typedef {object} Room
 * @property {string} name
 * @property {RegExp} files which paths belong to it
 * @property {RegExp[]} local which local targets it may import
 * @property {(string | RegExp)[]} packages which packages and Node built-ins
 */

/** @type {Room[]} */
export const rooms = [
  {
    // The second evaluator shares types and dated facts with the first one, no code.
    name: 'shared/lockout/second-opinion',
    files:
      /^shared\/lockout\/(second-opinion|trial-(membership|strengths)|methods-by-trial|situations)\.ts$/,
    local: [
      /^shared\/lockout\/(trial-(membership|strengths)|methods-by-trial|situations)$/,
      /^shared\/entra\/(cloud|conditional-access-policy|method-configuration|retirement-dates)$/,
      /^shared\/assess\/people$/,
      /^shared\/plan\/post-image$/,
    ],
    packages: [],
  },
  {
    name: 'shared',
    files: /^shared\//,
    local: [/^shared\//],
    packages: [...validation, 'd3-sankey', 'd3-scale', 'jsondiffpatch'],
  },
  {
    name: 'src-renderer/{charts,report}',
    files: /^src-renderer\/(charts|report)\//,
    local: [/^shared\//, /^src-renderer\/(charts|components|report|styles|i18n)/],
    packages: ['svelte'],
  },
  {
    name: 'src-renderer',
    files: /^src-renderer\//,
    local: [/^shared\//, /^src-renderer\//],
    packages: ['svelte', 'bits-ui', 'virtua'],
  },
  {
    name: 'src-main/launch',
    files: /^src-main\/launch\//,
    local: [/^src-main\/launch\//],
    packages: [
      ...[anyNode, '@inlang/paraglide-js', 'vite', '@sveltejs/vite-plugin-svelte'],
      '@electron/fuses',
    ],
  },
  {
    name: 'src-main/ports',
    files: /^src-main\/ports\//,
    local: [/^shared\//, /^src-main\/ports\//],
    packages: [anyNode],
  },
  {
    name: 'src-main/practice-tenant',
    files: /^src-main\/practice-tenant\//,
    local: [/^src-main\/practice-tenant\//, /^shared\/([a-z-]+$|entra\/|tenant\/|paraglide\/)/],
    packages: [anyNode, 'valibot'],
  },
  {
    name: 'src-main/auth/keyring',
    files: /^src-main\/auth\/keyring\.ts$/,
    local: [/^shared\//, /^src-main\/auth\//],
    packages: [anyNode, ...validation, 'electron'],
  },
  {
    name: 'src-main/auth',
    files: /^src-main\/auth\//,
    local: [/^shared\//, /^src-main\/ports\//, /^src-main\/auth\/(?!keyring$)/],
    packages: [anyNode, ...validation, '@azure/msal-node', '@azure/msal-common'],
  },
  {
    name: 'src-main/exports/write-pdf',
    files: /^src-main\/exports\/write-pdf\.ts$/,
    local: [/^shared\//, /^src-main\/(exports|files)\//],
    packages: [anyNode, 'electron'],
  },
  {
    name: 'src-main/exports',
    files: /^src-main\/exports\//,
    local: [
      /^shared\//,
      // The list of reads alone, which the collector's script is made of.
      /^src-main\/(files|ports)\/|^src-main\/graph\/(reads|read-row)$/,
      /^src-main\/exports\/(?!write-pdf$)/,
    ],
    packages: [anyNode, ...validation, 'csv-stringify', 'ical-generator', 'write-file-atomic'],
  },
  ...Object.entries({
    files: ['csv-parse', 'write-file-atomic'],
    graph: ['@microsoft/microsoft-graph-client'],
    store: ['@photostructure/sqlite', 'write-file-atomic'],
    rollout: [],
    fleet: [],
  }).map(([room, packages]) => ({
    name: `src-main/${room}`,
    files: new RegExp(`^src-main/${room}/`),
    local: [/^shared\//, below[room]],
    packages: [anyNode, ...validation, ...packages],
  })),
  {
    name: 'src-main/workspace',
    files: /^src-main\/workspace\//,
    local: [
      /^shared\//,
      /^src-main\/(workspace|graph|rollout|fleet|store|files|ports|practice-tenant)\//,
      /^src-main\/auth\/(?!keyring$)/,
      /^src-main\/exports\/(?!write-pdf$)/,
    ],
    packages: [anyNode, ...validation],
  },
  {
    name: 'src-main/cli',
    files: /^src-main\/cli\//,
    local: [
      /^shared\//,
      /^src-main\/(cli|workspace|graph|rollout|fleet|store|files|ports|practice-tenant)\//,
      /^src-main\/auth\/(?!keyring$)/,
      /^src-main\/exports\/(?!write-pdf$)/,
    ],
    packages: [anyNode, ...validation],
  },
  {
    name: 'src-main/preload',
    files: /^src-main\/preload(-drop)?\.ts$/,
    local: [/^shared\//, /^src-main\/preload-drop$/],
    packages: ['electron'],
  },
  {
    name: 'src-main/{app,ipc,main}',
    files: /^src-main\/(app\/|ipc\/|main\.ts$)/,
    local: [/^shared\//, everyMainRoom],
    packages: [anyNode, ...validation, 'electron', 'electron-log', 'write-file-atomic'],
  },
  { name: 'test', files: /^(test\/|[\w.-]+$)/, local: [/./], packages: [/./] },
];

/** Doors with one user each, whatever the rooms say; tests of the product are free. */
const singleDoors = [
  {
    target: /^src-main\/graph\/writes$/,
    only: /^src-main\/rollout\/apply-step\.ts$/,
    rule: 'graph/writes is imported by rollout/apply-step alone',
  },
  {
    target: /^(node:sqlite|@photostructure\/sqlite)$/,
    only: /^src-main\/store\/drivers(\.ts$|\/)/,
    rule: 'SQLite drivers are loaded by store/drivers alone',
  },
  {
    target: /^electron-log$/,
    only: /^src-main\/app\/log\.ts$/,
    rule: 'electron-log is used by app/log alone',
  },
];

/** The room of a file, by its path from the root. */
export function roomOf(path) {
  return rooms.find((room) => room.files.test(path));
}

/** `../result` seen from `shared/plan/step.ts` → `shared/result`; a package → its name. */
export function targetOf(fromPath, specifier) {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(fromPath), specifier.replace(/\?.*$/, ''));
    return { isLocal: true, name: path.replace(/\.(ts|js|mjs)$/, '') };
  }
  if (anyNode.test(specifier)) return { isLocal: false, name: specifier };
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
  return { isLocal: false, name };
}

/** The rule an import breaks, or nothing. */
export function brokenRule(fromPath, specifier) {
  const room = roomOf(fromPath);
  if (room === undefined) return 'this folder is in no room of test/tools/import-rules.mjs';
  const target = targetOf(fromPath, specifier);
  if (!fromPath.startsWith('test/')) {
    const door = singleDoors.find((each) => each.target.test(target.name));
    if (door !== undefined && !door.only.test(fromPath)) return door.rule;
  }
  const allowed = target.isLocal ? room.local : room.packages;
  const isAllowed = allowed.some((each) =>
    typeof each === 'string' ? each === target.name : each.test(target.name),
  );
  return isAllowed ? undefined : `${room.name} may not import ${target.name}`;
}
