/** What `npm test` runs, in order. */

const node = (...args) => [process.execPath, ...args];
const bin = (path, ...args) => node(`node_modules/${path}`, ...args);
const tsc = (room) => bin('typescript/bin/tsc', '-p', room);
const vitest = (project, report) =>
  bin(
    'vitest/vitest.mjs',
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  );
const playwright = (project) =>
  bin('@playwright/test/cli.js', 'test', `--project=${project}`, '--reporter=list,json');

const minute = 60_000;

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {(report: string) => string[]} command `report` is where a JSON report may go
 * @property {'exit' | 'vitest' | 'playwright'} counts how its tests are counted
 * @property {boolean} [needsBuild] whether out/ must be there
 * @property {Record<string, string>} [env] variables of this stage alone
 * @property {boolean} [isOneCore] needs one core and none of the others: two of these run at once
 * @property {number} limitMs it is ended, and failed, after this long
 */

/** @type {Stage[]} */
export const stages = [
  {
    name: 'messages',
    command: () => node('src-main/launch/compile-messages.mjs', '--force'),
    counts: 'exit',
    limitMs: 5 * minute,
  },
  // Both halves at once: most of the time of either is the types of its own rooms.
  ...Object.entries({ lint: ['.', '--ignore-pattern=test/**'], 'lint-test': ['test'] }).map(
    ([name, rooms]) => ({
      name,
      isOneCore: true,
      command: () => bin('eslint/bin/eslint.js', ...rooms, '--max-warnings=0'),
      // Components as the program already holds them: the types are made once, not per component.
      env: { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' },
      counts: 'exit',
      limitMs: 15 * minute,
    }),
  ),
  {
    name: 'format',
    isOneCore: true,
    command: () => bin('prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn'),
    counts: 'exit',
    limitMs: 8 * minute,
  },
  ...['shared', 'src-main', 'test'].map((room) => ({
    name: `types-${room}`,
    isOneCore: true,
    command: () => tsc(room),
    counts: 'exit',
    limitMs: 10 * minute,
  })),
  {
    name: 'types-src-renderer',
    isOneCore: true,
    command: () =>
      bin(
        'svelte-check/bin/svelte-check',
        // The tsconfig is looked up from the workspace.
        '--workspace=src-renderer',
        '--tsconfig=tsconfig.json',
        '--fail-on-warnings',
        '--output=human',
      ),
    counts: 'exit',
    limitMs: 10 * minute,
  },
  {
    name: 'build',
    isOneCore: true,
    command: () => node('src-main/launch/build.mjs'),
    counts: 'exit',
    limitMs: 10 * minute,
  },
  ...['unit', 'component', 'contract', 'bench'].map((project) => ({
    name: project,
    command: (report) => vitest(project, report),
    counts: 'vitest',
    needsBuild: ['contract', 'bench'].includes(project),
    // The campaigns of the write path run there: four minutes of one core, more on a busy machine.
    limitMs: (project === 'contract' ? 40 : 20) * minute,
  })),
  ...['e2e', 'a11y', 'security'].map((project) => ({
    name: project,
    command: () => playwright(project),
    counts: 'playwright',
    needsBuild: true,
    limitMs: 20 * minute,
  })),
];

/**
 * Neighbours that may run at once; every other stage by itself.
 * @param {Stage[]} chosen
 * @returns {Stage[][]}
 */
export function groupsOf(chosen) {
  const groups = [];
  for (const stage of chosen) {
    const last = groups.at(-1);
    if (stage.isOneCore && last?.[0].isOneCore) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

/**
 * The stages somebody asked for, in their order here; `types` means all rooms.
 * @throws {Error} for a name that is none
 */
export function chosenStages(names) {
  if (names.length === 0) return stages;
  const wanted = new Set(names.flatMap((name) => (name === 'types' ? typeStages() : [name])));
  const unknown = [...wanted].filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    const known = stages.map(({ name }) => name).join(' ');
    throw new Error(`No such stage: ${unknown.join(', ')}. There are: ${known} types`);
  }
  return stages.filter((stage) => wanted.has(stage.name));
}

function typeStages() {
  return stages.map(({ name }) => name).filter((name) => name.startsWith('types-'));
}
