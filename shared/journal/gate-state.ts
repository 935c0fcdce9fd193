import { isJsonObject } from '../json';
import { textIn } from './entry-body';
import type { JournalEntry } from './journal-entry';

/** How many people a gate's figure leaves out. A type, not an interface, so that it is JSON. */
export type GateCounts = {
  /** People (emergency access: accounts) who keep the figure from its limit. */
  readonly missing: number;
  /** Of them nothing is known: they could not be read. */
  readonly unread: number;
  /** Everybody the figure is about; null: it names nobody beforehand. */
  readonly of: number | null;
};

/** The last look at a gate, as the journal keeps it. */
export interface GateState {
  readonly figure: string;
  /** Null: could not be read, which never counts as met. */
  readonly value: number | null;
  readonly limit: number;
  readonly met: boolean;
  /** Null: the figure is about nobody in particular, could not be read, or an older look. */
  readonly people: GateCounts | null;
}

export function gateIn(entry: JournalEntry): GateState {
  const { value, limit } = entry.body;
  return {
    figure: textIn(entry, 'figure') ?? '',
    value: typeof value === 'number' ? value : null,
    limit: typeof limit === 'number' ? limit : 0,
    met: entry.body['met'] === true,
    people: countsIn(entry.body['people']),
  };
}

function countsIn(body: unknown): GateCounts | null {
  if (!isJsonObject(body)) return null;
  const { missing, unread, of } = body;
  if (typeof missing !== 'number' || typeof unread !== 'number') return null;
  return { missing, unread, of: typeof of === 'number' ? of : null };
}
