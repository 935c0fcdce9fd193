/** What a run of the campaigns says about each promise. */

/**
 * @typedef {object} Verdict
 * @property {'met' | 'short' | 'partly run' | 'not met' | 'not run here' | 'not yet run' |
 *   'no test'} state `short`:
 *   it held as far as the run went, which is less than is promised
 * @property {string} reached
 */

/**
 * @param {import('./promises.mjs').Promise} promise
 * @param {object} run `files`: path below test/ → 'passed' | 'failed'; `begun`: those that were tried,
 *   run or not; `figures`: what tests said
 * @returns {Verdict}
 */
export function judgePromise(promise, { files, begun, figures, exists }) {
  const own = figures.filter((one) => one.promise === promise.id);
  const said = own.flatMap((one) => (one.figure === undefined ? [] : [one.figure]));
  const notRun = own.flatMap((one) => (one.notRun === undefined ? [] : [one.notRun]));
  const missing = promise.files.filter((file) => !exists(file));
  if (missing.length > 0) return { state: 'no test', reached: missing.join(', ') };
  const failed = promise.files.filter((file) => files.get(file) === 'failed');
  const text = [...said, ...notRun.map((reason) => `not run here: ${reason}`)].join('; ');
  if (failed.length > 0) return { state: 'not met', reached: [...failed, text].join('; ') };
  const unrun = promise.files.filter((file) => !files.has(file));
  if (unrun.length > 0) {
    const state = unrun.every((file) => begun.has(file)) ? 'not run here' : 'not yet run';
    return {
      state,
      reached: [text, `no result of ${unrun.join(', ')}`].filter(Boolean).join('; '),
    };
  }
  if (said.length > 0) {
    if (notRun.length > 0) return { state: 'partly run', reached: text };
    const missed = missedNumbers(promise.needs ?? {}, own);
    return missed.length === 0
      ? { state: 'met', reached: text }
      : { state: 'short', reached: `${text}; short of what is promised: ${missed.join(', ')}` };
  }
  if (notRun.length > 0) return { state: 'not run here', reached: text };
  return { state: 'not met', reached: 'its tests measured no figure' };
}

/** Numbers of a promise that what its tests counted, taken together, does not come to. */
function missedNumbers(needs, own) {
  return Object.entries(needs).flatMap(([name, needed]) => {
    const counts = own.map((one) => one.counts?.[name]);
    if (needed === 'every') {
      const pairs = counts.filter((one) => Array.isArray(one));
      const isAll = pairs.length > 0 && pairs.every(([done, all]) => all > 0 && done >= all);
      if (isAll) return [];
      const shown = pairs.map(([done, all]) => `${done} of ${all} ${name}`);
      return shown.length > 0 ? shown : [`${name} not counted`];
    }
    const sum = counts.filter(Number.isFinite).reduce((one, other) => one + other, 0);
    return sum >= needed ? [] : [`${sum} of ${needed} ${name}`];
  });
}

/**
 * What was reached, with the commit beside it where that is another one than now.
 * @template {{reached: string}} Reached
 * @param {Reached} verdict
 * @param {string} now
 * @param {{commit: string}[]} campaigns
 * @returns {Reached}
 */
export function atCommits(verdict, now, campaigns) {
  const others = [...new Set(campaigns.map(({ commit }) => commit))].filter((one) => one !== now);
  if (others.length === 0) return verdict;
  const reached = `${verdict.reached} [at ${others.join(', ')}]`;
  return { ...verdict, reached };
}

/** The table as lines, each row with what is promised below what was reached. */
export function tableLines(rows) {
  const lines = [];
  for (const { promise, verdict } of rows) {
    lines.push(`${promise.id.padEnd(4)}${verdict.state.padEnd(14)}${promise.promise}`);
    lines.push(`${' '.repeat(18)}promised: ${promise.figure}`);
    lines.push(`${' '.repeat(18)}reached:  ${verdict.reached}`);
  }
  return lines;
}

const meanings = {
  met: 'what is promised was reached, number and all',
  short: 'every case held; this run tried fewer than is promised, `--long` tries them all',
  'partly run': 'what was tried held; the rest cannot be tried on this computer, as the row says',
  'not run here': 'nothing of it can be tried on this computer, as the row says',
  'not yet run': 'a test of it has still to run',
  'not met': 'a case failed, or its tests measured nothing',
  'no test': 'the file that shows it is not there',
};

/** What the states of a table mean, one line for each that is in it. */
export function legendLines(states) {
  return Object.entries(meanings)
    .filter(([state]) => states.includes(state))
    .map(([state, meaning]) => `${state.padEnd(14)}${meaning}`);
}

/** Last line of a run. `further`: campaigns of no single promise that passed, and that failed. */
export function endLine(states, further) {
  const count = (...wanted) => states.filter((state) => wanted.includes(state)).length;
  const failed = count('not met', 'no test') + further.failed;
  const parts = [
    `${count('met') + further.passed} passed`,
    `${count('short')} short of what is promised`,
    `${count('not run here', 'not yet run', 'partly run')} not run here or not all of it`,
    `${failed} failed`,
  ];
  return { text: parts.join(', '), failed };
}
