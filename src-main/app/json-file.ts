import { closeSync, fsyncSync, openSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { sync as writeAtomically } from 'write-file-atomic';

const largest = 65_536;

/** A small JSON file of our own. Missing, too large or broken reads as undefined. */
export function readJsonFile(file: string): unknown {
  try {
    return statSync(file).size > largest ? undefined : JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @throws Error of the file system */
export function writeJsonFile(file: string, value: unknown): void {
  writeTextFile(file, `${JSON.stringify(value)}\n`);
}

/** The same for what costs nothing but itself where it cannot be saved. */
export function tryWriteJson(file: string, value: unknown): void {
  try {
    writeJsonFile(file, value);
  } catch {
    // Kept for this run alone.
  }
}

/**
 * Replaces the file as a whole, readable by its owner alone. The folder is flushed too: without
 * that a power cut may bring the old file back.
 * @throws Error of the file system
 */
export function writeTextFile(file: string, text: string): void {
  writeAtomically(file, text, { mode: 0o600, encoding: 'utf8' });
  if (process.platform !== 'win32') {
    const folder = openSync(dirname(file), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}
