/**
 * The licences of everything that the program is made of, as one text: what is installed for
 * running it, and what a build copies or generates into it. Same packages, same text.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Needed for building alone, and yet in the program: drawn icons, generated messages. */
const alsoInside = ['node_modules/@fluentui/svg-icons', 'node_modules/@inlang/paraglide-js'];
const licenceFile = /^(licen[cs]e|copying|notice)/i;

/** @returns {string} @throws Error where a package names no licence at all */
export function noticesOf(rootFolder) {
  const read = (path) => readFileSync(join(rootFolder, path), 'utf8');
  const { packages } = JSON.parse(read('package-lock.json'));
  const paths = Object.keys(packages)
    .filter((path) => isInside(path, packages[path]) && existsSync(join(rootFolder, path)))
    .sort();
  /** Packages by their text: many share one to the letter. */
  const byText = new Map();
  for (const path of paths) {
    const { name, version, license } = JSON.parse(read(join(path, 'package.json')));
    const files = readdirSync(join(rootFolder, path)).filter((file) => licenceFile.test(file));
    const text = files
      .sort()
      .map((file) => read(join(path, file)).replaceAll('\r\n', '\n').trim())
      .join('\n\n');
    if (license === undefined && text === '') throw new Error(`${path} names no licence`);
    const parts = byText.get(text) ?? [];
    byText.set(text, parts);
    parts.push(`${name} ${version} (${license ?? 'see below'})`);
  }
  const sections = [...byText].map(
    ([text, parts]) => `${parts.join('\n')}\n\n${text === '' ? 'No text of its own.' : text}\n`,
  );
  return `Causeway is made with these parts.\n\n${sections.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

function isInside(path, { dev, devOptional }) {
  if (path === '') return false;
  return alsoInside.includes(path) || (dev !== true && devOptional !== true);
}
