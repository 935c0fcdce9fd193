import { canonicalJson } from '../canonical';
import type { Json } from '../json';

/** A row of the journal as it lies on the disk: believed to be nothing, not even an entry. */
export interface JournalRow {
  readonly rolloutId: string;
  readonly seq: number | null;
  readonly prev: string;
  readonly hash: string;
  /** The canonical text its hash is over; null where the row cannot be put into words. */
  readonly text: string | null;
}

/** `row`: the columns by their names. Text in wrong types stays in the text, so that its hash tells. */
export function parseRow(row: Readonly<Record<string, unknown>>): JournalRow {
  const { rollout_id: rolloutId, seq, type, step_id: stepId, item, at } = row;
  const known = { rolloutId, seq, type, stepId, item, at };
  return {
    rolloutId: textOf(rolloutId),
    seq: typeof seq === 'number' && Number.isSafeInteger(seq) ? seq : null,
    prev: textOf(row['prev']),
    hash: textOf(row['hash']),
    text: textFor(known, row['body']),
  };
}

function textFor(known: Readonly<Record<string, unknown>>, body: unknown): string | null {
  try {
    const parsed = JSON.parse(textOf(body)) as Json;
    return canonicalJson({ ...(known as Record<string, Json>), body: parsed });
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
