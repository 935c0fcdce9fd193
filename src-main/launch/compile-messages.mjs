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

async function compileInto(folder) {
  const { compile } = await import('@inlang/paraglide-js');
  await compile({
    project: join(rootFolder, 'shared/project.inlang'),
    outdir: folder,
    outputStructure: 'locale-modules',
    strategy: ['globalVariable', 'baseLocale'],
    disableAsyncLocalStorage: true,
    emitReadme: false,
    emitGitIgnore: false,
    emitPrettierIgnore: false,
  });
  const english = JSON.parse(readFileSync(join(rootFolder, 'shared/messages/en.json'), 'utf8'));
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
