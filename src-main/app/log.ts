import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { formatLogEvent, type LogEvent } from './log-events';

/** Writes events; after `end` nothing any more, so that a deleted log stays deleted. */
export type Log = LogEvent & { end(): void };

const fileLimitBytes = 1_048_576;

/**
 * A log file of allow-listed events, readable by its owner alone, with one older file beside it.
 * SECURITY: `electron-log/node`, never `/main`: that one registers IPC handlers of its own.
 * @param folder made when missing, 0700
 */
export function openLog(folder: string): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = electronLog.create({ logId: 'causeway' });
  const { file, console: terminal } = log.transports;
  file.setAppName('Causeway');
  file.resolvePathFn = () => join(folder, 'causeway.log');
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.maxSize = fileLimitBytes;
  file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms}{z} {text}';
  terminal.level = false;
  let isEnded = false;
  const write: LogEvent = (name, fields) => {
    if (!isEnded) log.info(formatLogEvent(name, fields));
  };
  return Object.assign(write, { end: () => void (isEnded = true) });
}
