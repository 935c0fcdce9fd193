import * as v from 'valibot';
import { count, hash64, shortText } from '../bounds';

/** Entry types (execution.md 1.4). Order of commit: execution.md 1.5. */
export const journalTypes = [
  'approved',
  'preflight',
  'intent',
  'sent',
  'acked',
  'rejected',
  'unknown',
  'observed',
  'verified',
  'done',
  'skipped',
  'deferred',
  'drift',
  'ask',
  'answered',
  'paused',
  'awaitAuth',
  'gate',
  'evidence',
  'handover',
  'emergency',
  'recovered',
  'note',
] as const;
export type JournalType = (typeof journalTypes)[number];

/** One appended fact. `at` is an ISO instant; `body` holds ids and values, never secrets or names. */
export const journalEntrySchema = v.strictObject({
  rolloutId: shortText,
  seq: count,
  type: v.picklist(journalTypes),
  stepId: v.nullable(shortText),
  item: v.nullable(shortText),
  at: shortText,
  body: v.record(shortText, v.unknown()),
  prev: hash64,
  hash: hash64,
});
export type JournalEntry = v.InferOutput<typeof journalEntrySchema>;

/** States of a step, derived from entries, never stored (execution.md 3.1). */
export type StepStatus =
  | 'PENDING'
  | 'PREFLIGHT'
  | 'PAUSED'
  | 'INTENT'
  | 'SENT'
  | 'VERIFYING'
  | 'RESOLVE'
  | 'DONE'
  | 'DRIFT'
  | 'ASK'
  | 'FAILED'
  | 'AWAIT_AUTH'
  | 'ROLLED_BACK'
  /** Left as it is by a person's word: neither done nor taken back. */
  | 'SKIPPED';
