/**
 * `npm run mutants`: takes each guard and rule of the write path away in turn and demands that the
 * test named for it turns red. `--only G6,S2` runs some. Ends with `N passed, N failed`.
 */
import { mutants } from './mutant-list.mjs';
import { runMutant } from './run-mutant.mjs';
import { readOptions } from './read-options.mjs';

const values = readOptions('npm run mutants -- [--only ID,ID]', { only: { type: 'string' } });
const only = values.only?.split(',').map((one) => one.trim());
const unknown = (only ?? []).filter((id) => !mutants.some((one) => one.id === id));
if (unknown.length > 0) {
  console.log(`No such mutant: ${unknown.join(', ')}`);
  console.log('0 passed, 1 failed');
  process.exit(2);
}
const chosen = mutants.filter(({ id }) => only === undefined || only.includes(id));
const width = Math.max(...chosen.map(({ id }) => id.length)) + 2;
let red = 0;
for (const mutant of chosen) {
  const { state, failed } = await runMutant(mutant);
  if (state === 'red') red += 1;
  const shown = state === 'red' ? failed[0] : `${mutant.test} ${mutant.name ?? ''}`;
  console.log(`${mutant.id.padEnd(width)}${state.padEnd(10)}${mutant.rule}: ${shown}`);
}
console.log(`${red} passed, ${chosen.length - red} failed`);
process.exitCode = red === chosen.length ? 0 : 1;
