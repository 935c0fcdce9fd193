/**
 * Takes one guard or rule away while a test loads the product: the source text named by
 * `CAUSEWAY_MUTANT` is replaced in memory. Nothing in the product knows of it.
 */
import { mutants } from './mutant-list.mjs';

/** The text with the mutant's replacement; it must fit at exactly one place. */
export function applyMutant(mutant, code) {
  const places = code.split(mutant.from).length - 1;
  if (places !== 1) {
    throw new Error(`mutant ${mutant.id}: its text is found ${places} times in ${mutant.file}`);
  }
  return code.replace(mutant.from, () => mutant.to);
}

/** Plugins of Vite and Rolldown; none without a mutant. */
export function mutantPlugins(id = process.env.CAUSEWAY_MUTANT) {
  if (id === undefined || id === '') return [];
  const mutant = mutants.find((one) => one.id === id);
  if (mutant === undefined) throw new Error(`No such mutant: ${id}`);
  return [
    {
      name: `mutant-${id}`,
      enforce: 'pre',
      transform(code, path) {
        const file = path.split('?')[0].replaceAll('\\', '/');
        return file.endsWith(`/${mutant.file}`)
          ? { code: applyMutant(mutant, code), map: null }
          : null;
      },
    },
  ];
}
