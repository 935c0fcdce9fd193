/**
 * Adds messages to the catalogue: shared/messages/{en,ja,notes}.json.
 *
 *   node test/tools/add-messages.mjs [--replace] < messages.json
 *
 * Standard input is `{ "key": { "en": …, "ja": …, "note": "…" } }`. A text is a string, or an inlang
 * variant list (`[{ "declarations": […], "selectors": […], "match": {…} }]`). All or nothing: one
 * refused entry leaves the three files as they were. Several runs at once are safe.
 */
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkEntry } from '../../src-main/launch/message-rules.mjs';

const STALE_LOCK_MS = 20_000;
const LOCK_WAIT_MS = 60_000;
const rootFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Runs `action` while this process holds the lock file; a lock left by a dead run is taken over. */
function withLock(lockPath, action) {
  const givenUpAt = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    try {
      closeSync(openSync(lockPath, 'wx'));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (isStale(lockPath)) rmSync(lockPath, { force: true });
      if (Date.now() > givenUpAt) {
        throw new Error(`The lock ${lockPath} is held by another run.`, { cause: error });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 40);
    }
  }
  try {
    return action();
  } finally {
    rmSync(lockPath, { force: true });
  }
}

function isStale(lockPath) {
  try {
    return Date.now() - statSync(lockPath).mtimeMs > STALE_LOCK_MS;
  } catch {
    return false;
  }
}

/** Writes the whole file beside the old one, then renames: a reader sees one or the other. */
function writeSorted(path, record, { first = {} } = {}) {
  const keys = Object.keys(record)
    .filter((key) => !(key in first))
    .sort();
  const sorted = { ...first, ...Object.fromEntries(keys.map((key) => [key, record[key]])) };
  const temporaryPath = `${path}.${process.pid}.new`;
  writeFileSync(temporaryPath, `${JSON.stringify(sorted, null, 2)}\n`);
  renameSync(temporaryPath, path);
}

/** Merges one entry; returns the reasons why not, empty when it went in. */
function mergeEntry(catalogue, key, entry, isReplacing) {
  const faults = checkEntry(key, entry);
  if (faults.length > 0) return faults;
  const parts = { en: entry.en, ja: entry.ja, notes: entry.note };
  for (const [file, text] of Object.entries(parts)) {
    const present = catalogue[file][key];
    const isSame = present === undefined || JSON.stringify(present) === JSON.stringify(text);
    if (!isSame && !isReplacing) faults.push(`${key}: ${file} holds another text; use --replace`);
  }
  if (faults.length > 0) return faults;
  for (const [file, text] of Object.entries(parts)) catalogue[file][key] = text;
  return [];
}

function main(options) {
  const isReplacing = options.includes('--replace');
  const messagesFolder = resolve(
    options.find((option) => option.startsWith('--folder='))?.slice('--folder='.length) ??
      join(rootFolder, 'shared/messages'),
  );
  const additions = JSON.parse(readFileSync(0, 'utf8'));
  const schema = { $schema: 'https://inlang.com/schema/inlang-message-format' };
  return withLock(join(messagesFolder, '.lock'), () => {
    const paths = Object.fromEntries(
      ['en', 'ja', 'notes'].map((name) => [name, join(messagesFolder, `${name}.json`)]),
    );
    const catalogue = Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [name, JSON.parse(readFileSync(path, 'utf8'))]),
    );
    const faults = Object.entries(additions).flatMap(([key, entry]) =>
      mergeEntry(catalogue, key, entry, isReplacing),
    );
    if (faults.length > 0) {
      process.stderr.write(`Nothing was added.\n${faults.join('\n')}\n`);
      return 1;
    }
    writeSorted(paths.en, catalogue.en, { first: schema });
    writeSorted(paths.ja, catalogue.ja, { first: schema });
    writeSorted(paths.notes, catalogue.notes);
    process.stdout.write(`${Object.keys(additions).length} messages in the catalogue.\n`);
    return 0;
  });
}

process.exitCode = main(process.argv.slice(2));
