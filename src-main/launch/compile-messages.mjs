/**
 * Compiles shared/messages into shared/paraglide, with declarations that take strings only.
 * Nothing happens when the catalogue has not changed since the last run; `--force` overrides that.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageDeclarations, runtimeDeclarations } from './message-declarations.mjs';

const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const outFolder = join(rootFolder, 'shared/paraglide');
const stampPath = join(outFolder, 'compiled.stamp');
const inputPaths = [
  'shared/messages/en.json',
  'shared/messages/ja.json',
  'shared/project.inlang/settings.json',
  'src-main/launch/compile-messages.mjs',
  'src-main/launch/message-declarations.mjs',
].map((path) => join(rootFolder, path));

function stampOfInputs() {
  const hash = createHash('sha256');
  for (const path of inputPaths) hash.update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

/** Each file is replaced by a rename: whoever imports meanwhile reads the old or the new one. */
function moveInto(fromFolder, toFolder) {
  mkdirSync(toFolder, { recursive: true });
  for (const entry of readdirSync(fromFolder, { withFileTypes: true })) {
    const from = join(fromFolder, entry.name);
    const to = join(toFolder, entry.name);
    if (entry.isDirectory()) {
      moveInto(from, to);
    } else {
      copyFileSync(from, `${to}.${process.pid}.new`);
      renameSync(`${to}.${process.pid}.new`, to);
    }
  }
}

const catalogue = (locale) =>
  JSON.parse(readFileSync(join(rootFolder, `shared/messages/${locale}.json`), 'utf8'));

async function compileInto(folder) {
  await compileProject(join(rootFolder, 'shared/project.inlang'), folder, catalogue('en'));
  const project = join(folder, 'opening.inlang');
  mkdirSync(project);
  const settings = JSON.parse(
    readFileSync(join(rootFolder, 'shared/project.inlang/settings.json'), 'utf8'),
  );
  const modules = settings.modules.map((path) => join(rootFolder, 'shared', path));
  writeFileSync(join(project, 'settings.json'), JSON.stringify({ ...settings, modules }));
  mkdirSync(join(folder, 'messages'), { recursive: true });
  for (const locale of settings.locales) {
    writeFileSync(
      join(folder, `messages/${locale}.json`),
      JSON.stringify(openingMessages(catalogue(locale))),
    );
  }
  await compileProject(project, join(folder, 'opening'), openingMessages(catalogue('en')));
  rmSync(project, { recursive: true });
  for (const locale of settings.locales) rmSync(join(folder, `messages/${locale}.json`));
}

/** What the window says before everything behind it is loaded: the catalogue is half of that. */
function openingMessages(messages) {
  const isOpening = (key) => /^(\$|start_|menu_)/.test(key) || openingKeys.has(key);
  return Object.fromEntries(Object.entries(messages).filter(([key]) => isOpening(key)));
}
const openingKeys = new Set(['shell_source_practice', 'data_plan_of']);

async function compileProject(project, folder, english) {
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project,
    outdir: folder,
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    disableAsyncLocalStorage: true,
    emitReadme: false,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
  });
  writeFileSync(join(folder, 'messages.d.ts'), messageDeclarations(english));
  writeFileSync(join(folder, 'runtime.d.ts'), runtimeDeclarations());
}

async function main(options) {
  const stamp = stampOfInputs();
  const isFresh = existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp;
  if (isFresh && !options.includes('--force')) return;
  const folder = mkdtempSync(join(tmpdir(), 'causeway-messages-'));
  try {
    await compileInto(folder);
    moveInto(folder, outFolder);
    writeFileSync(stampPath, stamp);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    // The compiler leaves pages about itself and an id in the project folder.
    for (const name of ['README.md', '.gitignore', '.lix', '.meta.json', 'cache']) {
      rmSync(join(rootFolder, 'shared/project.inlang', name), { recursive: true, force: true });
    }
  }
}

await main(process.argv.slice(2));
// The compiler leaves a timer behind that would keep the process for another half minute.
process.exit(0);
