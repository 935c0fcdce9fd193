import { parseArgs } from 'node:util';

/**
 * The options of a tool. `--help` prints the usage and ends with 0; a word that is none prints what
 * is wrong with the usage and ends with 2.
 */
export function readOptions(usage, options) {
  try {
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    if (values.help !== true) return values;
    process.stdout.write(`${usage}\n`);
    return process.exit(0);
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}\n`);
    return process.exit(2);
  }
}
