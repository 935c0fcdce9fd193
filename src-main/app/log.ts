import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import electronLog from 'electron-log/node';
import { formatLogEvent, type LogEvent } from './log-events';

const fileLimitBytes = 1_048_576;

/**
 * A log file of allow-listed events, readable by its owner alone, with one older file beside it.
 * SECURITY: `electron-log/node`, never `/main`: that one registers IPC handlers of its own.
 * @param folder made when missing, 0700
 */
export function openLog(folder: string): LogEvent {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const log = electronLog.create({ logId: 'causeway' });
  const { file, console: terminal } = log.transports;
  file.setAppName('Causeway');
  file.resolvePathFn = () => join(folder, 'causeway.log');
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  file.maxSize = fileLimitBytes;
  file.format = '{y}-{m}-{d}T{h}:{i}:{s}.{ms}{z} {text}';
  terminal.level = false;
  return (name, fields) => log.info(formatLogEvent(name, fields));
}
