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
 * @property {'checks' | 'programs'} [beside] neighbours of one name may run at once, two at a time
 * @property {'window'} [lane] those of one lane run one after the other: there is one display
 * @property {boolean} [isPatient] takes what time of the processor its neighbours leave
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
      beside: 'checks',
      command: () => bin('eslint/bin/eslint.js', ...rooms, '--max-warnings=0'),
      // Components as the program already holds them: the types are made once, not per component.
      env: { SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK: '1' },
      counts: 'exit',
      limitMs: 15 * minute,
    }),
  ),
  {
    name: 'format',
    beside: 'checks',
    command: () => bin('prettier/bin/prettier.cjs', '--check', '.', '--log-level=warn'),
    counts: 'exit',
    limitMs: 8 * minute,
  },
  ...['shared', 'src-main', 'test'].map((room) => ({
    name: `types-${room}`,
    beside: 'checks',
    command: () => tsc(room),
    counts: 'exit',
    limitMs: 10 * minute,
  })),
  {
    name: 'types-src-renderer',
    beside: 'checks',
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
    beside: 'checks',
    command: () => node('src-main/launch/build.mjs'),
    counts: 'exit',
    limitMs: 10 * minute,
  },
  ...['unit', 'component', 'bench'].map((project) => ({
    name: project,
    command: (report) => vitest(project, report),
    counts: 'vitest',
    needsBuild: project === 'bench',
    limitMs: 20 * minute,
  })),
  {
    name: 'contract',
    // A window leaves a third of two cores idle, and this gives way to it.
    beside: 'programs',
    isPatient: true,
    command: (report) => vitest('contract', report),
    counts: 'vitest',
    needsBuild: true,
    limitMs: 40 * minute,
  },
  ...['e2e', 'a11y', 'security'].map((project) => ({
    name: project,
    beside: 'programs',
    lane: 'window',
    command: () => playwright(project),
    counts: 'playwright',
    needsBuild: true,
    limitMs: 30 * minute,
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
    if (stage.beside !== undefined && last?.[0].beside === stage.beside) last.push(stage);
    else groups.push([stage]);
  }
  return groups;
}

/**
 * What waits for nothing but its own: the stages of a lane one after the other, each other alone.
 * @param {Stage[]} group
 * @returns {Stage[][]}
 */
export function chainsOf(group) {
  const chains = new Map();
  for (const stage of group) {
    const name = stage.lane ?? stage.name;
    chains.set(name, [...(chains.get(name) ?? []), stage]);
  }
  return [...chains.values()];
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
