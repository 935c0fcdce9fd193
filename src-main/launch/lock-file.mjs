/** One process at a time, across starts: a file that names the process holding it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cannotWrite, say } from './places.mjs';

const stepMs = 200;
/** Waiting longer than this is worth a word. */
const quietMs = 2_000;

/**
 * Runs `action` while no other process does the same; waits for one that does.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} action
 * @returns {Promise<T>}
 * @throws {Error} when the file cannot be made
 */
export async function withLock(path, action) {
  take(path);
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  for (let waitedMs = 0; ; waitedMs += stepMs) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw cannotWrite(path, error);
    }
    if (!isHolderAlive(path)) rmSync(path, { force: true });
    if (waitedMs === quietMs) sayWaiting(path);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stepMs);
  }
}

/** A process that was killed leaves its lock behind; its number tells. */
function isHolderAlive(path) {
  const holder = Number.parseInt(readHolder(path), 10);
  // Not a number: another process is just writing it, or has just taken it away.
  return Number.isNaN(holder) || isAlive(holder);
}

/** Whether a process of that number runs, whoever owns it. */
export function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function sayWaiting(path) {
  const holder = readHolder(path);
  say(
    `Waiting for another start (process ${holder}) to finish. If there is none, delete ${path}.`,
    `ほかの起動処理（プロセス ${holder}）の完了を待っています。該当するものがなければ、${path} を削除してください。`,
  );
}

function readHolder(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
