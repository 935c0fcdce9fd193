import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootFolder } from '../../src-main/launch/places.mjs';
import { campaignSeed, isLong, randomOf, reached } from '../fixtures/campaign';
import { mutants } from '../tools/mutant-list.mjs';
import { runMutant } from '../tools/run-mutant.mjs';

/** Short ones of every run; the whole list is `npm run mutants`. */
const inEveryRun = 3;
const quick = new Set(
  mutants
    .filter(({ project, test }) => project === 'unit' && !/guards/.test(test))
    .map(({ id }) => id),
);

describe('each guard and rule of the write path', { timeout: 21_600_000 }, () => {
  it('stands at exactly one place of the product, and names a test that is there', () => {
    const ids = new Set<string>();
    // All that is out of place at once: one at a time would take a run of the check each.
    const faults: string[] = [];
    for (const mutant of mutants) {
      const { id, file, test, name, from, to } = mutant;
      if (ids.has(id) || from === to) faults.push(`${id}: twice, or changes nothing`);
      ids.add(id);
      const places = readFileSync(join(rootFolder, file), 'utf8').split(from).length - 1;
      if (places !== 1) faults.push(`${id}: its text is found ${places} times in ${file}`);
      const path = join(rootFolder, 'test', test);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
      if (text?.includes(name ?? '') !== true) faults.push(`${id}: no such test in ${test}`);
    }
    expect(faults).toEqual([]);
    for (const guard of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '11', '12', '13', '14']) {
      expect([
        guard,
        [...ids].some((id) => id === `G${guard}` || id.startsWith(`G${guard}-`)),
      ]).toEqual([guard, true]);
    }
    expect([...ids].filter((id) => id.startsWith('G10'))).toHaveLength(3);
  });

  it('turns its test red when it is taken away, and only then', async () => {
    const random = randomOf(campaignSeed);
    const chosen = isLong
      ? mutants
      : mutants
          .filter(({ id }) => quick.has(id))
          .sort(() => random() - 0.5)
          .slice(0, inEveryRun);
    const whole = chosen[0];
    expect(whole === undefined ? null : (await runMutant(undefined, whole)).state).toBe('survived');
    const queue = [...chosen];
    const survivors: string[] = [];
    const lane = async (): Promise<void> => {
      for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
        const { state } = await runMutant(mutant);
        if (state !== 'red') {
          survivors.push(`${mutant.id} ${state}`);
          // At once: a run that is cut off has told at least this.
          if (isLong) console.log(`P31: ${mutant.id} ${state}`);
        }
        if (isLong && queue.length % 50 === 0) console.log(`P31: ${queue.length} to begin`);
      }
    };
    await Promise.all(Array.from({ length: isLong ? availableParallelism() : 1 }, () => lane()));
    // All that nothing holds at once: one at a time would take a run of the list each.
    expect(survivors).toEqual([]);
    const all = `${mutants.length} guards and rules stand at one place with a test each`;
    reached('P31', `${all}; ${chosen.length} of them taken away here, every one red`, {
      mutants: [chosen.length, mutants.length],
    });
  });
});
