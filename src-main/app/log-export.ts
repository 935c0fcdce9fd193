import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatLogEvent, logEvents, type LogEventName } from './log-events';

/** The older file first, as electron-log names them. */
const files = ['causeway.old.log', 'causeway.log'] as const;
const mostCharacters = 262_144;
const line =
  /^(\d{4}-\d{2}-\d{2}T[\d:.]+(?:[+-]\d{2}:\d{2}|Z)?) ([a-z]+\.[a-z-]+)((?: [A-Za-z]+=\S.*)?)$/;

export interface LogText {
  readonly text: string;
  readonly lines: number;
  /** Older lines that were left out. */
  readonly left: number;
}

/**
 * What a person may hand on of the log: the newest lines, each built anew from the closed list of
 * events. A line that is none of ours, whoever wrote it there, is only counted.
 * @param names of tenants, domains and people that this computer knows: none may stand in it
 */
export function logText(folder: string, names: readonly string[]): LogText {
  const all = files
    .map((name) => join(folder, name))
    .flatMap((path) => (existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/) : []))
    .filter((one) => one !== '')
    .map((one) => cleanLine(one, names));
  let length = 0;
  const newest = [...all].reverse().findIndex((one) => (length += one.length + 1) > mostCharacters);
  const kept = newest < 0 ? all : all.slice(all.length - newest);
  const text = kept.map((one) => `${one}\n`).join('');
  return { text, lines: kept.length, left: all.length - kept.length };
}

/** One line of the file as it may leave: time and event as read, each field checked again. */
export function cleanLine(given: string, names: readonly string[]): string {
  const [, time = '', event = '', rest = ''] = line.exec(given) ?? [];
  if (!isEvent(event)) return '[removed]';
  const fields = [...rest.matchAll(/ ([A-Za-z]+)=("(?:[^"\\]|\\.)*"|\[removed\])/g)].map(
    ([, field = '', value = '']) => [field, unquoted(value)] as const,
  );
  const known = fields.filter(([, value]) => !holdsName(value, names));
  const hidden = fields.length - known.length;
  const formatted = formatLogEvent(event, Object.fromEntries(known));
  return [time, formatted, ...(hidden > 0 ? ['[removed]'] : [])].join(' ');
}

function isEvent(name: string): name is LogEventName {
  return Object.hasOwn(logEvents, name);
}

function unquoted(value: string): string {
  try {
    return String(JSON.parse(value));
  } catch {
    // What was removed when it was written stays so: no kind of field takes a newline.
    return '\n';
  }
}

function holdsName(value: string, names: readonly string[]): boolean {
  const text = value.toLowerCase();
  return names.some((name) => name.length > 2 && text.includes(name.toLowerCase()));
}
