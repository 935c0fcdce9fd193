/**
 * What the campaigns reached, one JSON line as each ends, so that a run of hours that was broken
 * off goes on where it was: `{size, seed}`, then a line per file of tests with the commit it ran at.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** @typedef {import('./run-campaign.mjs').Campaign & {commit: string}} KeptCampaign */

/**
 * @param {string | undefined} path undefined: nothing is kept
 * @param {{size: 'usual' | 'promised', seed: string | undefined, commit: string}} wanted
 * @param {() => string} makeSeed
 * @returns {{seed: string, passed: Map<string, KeptCampaign>,
 *   add: (campaign: import('./run-campaign.mjs').Campaign) => void}} a line from before commits were
 *   kept has the commit `unknown`
 * @throws {Error} when the file is of another size or seed, or is none of ours
 */
export function openRecord(path, wanted, makeSeed) {
  if (path === undefined) {
    return { seed: wanted.seed ?? makeSeed(), passed: new Map(), add: () => undefined };
  }
  const { commit } = wanted;
  const add = (campaign) => appendFileSync(path, `${JSON.stringify({ ...campaign, commit })}\n`);
  if (!existsSync(path)) {
    const seed = wanted.seed ?? makeSeed();
    writeFileSync(path, `${JSON.stringify({ size: wanted.size, seed })}\n`, { flag: 'wx' });
    return { seed, passed: new Map(), add };
  }
  const [head, ...campaigns] = readLines(path);
  if (head?.size !== wanted.size) throw new Error(`${path} is not of the ${wanted.size} size`);
  if (wanted.seed !== undefined && wanted.seed !== head.seed) {
    throw new Error(`${path} was begun with seed ${head.seed}`);
  }
  // What failed is tried again: the same seed shows it again, unless it was mended.
  const passed = campaigns.filter(({ state }) => state === 'passed');
  const kept = passed.map((one) => [one.file, { commit: 'unknown', ...one }]);
  return { seed: head.seed, passed: new Map(kept), add };
}

/** A last line that a broken run left half written is left out. */
function readLines(path) {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
}
