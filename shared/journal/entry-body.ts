import { failureCodes, type Failure } from '../diagnostic';
import { isJsonObject, type Json, type JsonObject } from '../json';
import type { JournalEntry } from './journal-entry';

export type Direction = 'forward' | 'back';

/** Forward, unless the entry belongs to a roll back. */
export function directionOf(entry: JournalEntry): Direction {
  return entry.body['dir'] === 'back' ? 'back' : 'forward';
}

export function textIn(entry: JournalEntry, key: string): string | null {
  const value = entry.body[key];
  return typeof value === 'string' ? value : null;
}

export function textsIn(entry: JournalEntry, key: string): readonly string[] {
  const value = entry.body[key];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export function jsonIn(entry: JournalEntry, key: string): Json {
  return (entry.body[key] ?? null) as Json;
}

/** A failure as an entry's body keeps it. */
export function failureBody(failure: Failure): JsonObject {
  return { code: failure.code, values: { ...failure.values } };
}

export function failureIn(entry: JournalEntry): Failure | null {
  return failureOf(entry.body['failure'] as Json | undefined);
}

/** The same from where it stands; null: none of ours. */
export function failureOf(body: Json | undefined): Failure | null {
  if (!isJsonObject(body)) return null;
  const code = failureCodes.find((known) => known === body['code']);
  if (code === undefined) return null;
  const values: Record<string, string> = {};
  if (isJsonObject(body['values'])) {
    for (const [key, value] of Object.entries(body['values'])) {
      if (typeof value === 'string') values[key] = value;
    }
  }
  return { code, values };
}
