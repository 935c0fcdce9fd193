import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { failureView, messageView } from './common-views';
import { call } from './define';

/**
 * One journal entry, or one sign-in or export, in columns; what has no column stands in `detail`,
 * never rewritten. Each `chain` counts for itself.
 */
export const activityRow = v.strictObject({
  chain: v.picklist(['plan', 'access']),
  seq: count,
  at: shortText,
  type: shortText,
  /** What happened, in words. */
  text: messageView,
  stepId: v.nullable(shortText),
  title: v.nullable(messageView),
  /** Who said it, or the account under which it was done; null: nobody yet. */
  who: v.nullable(shortText),
  object: v.nullable(text),
  /** Object id where it is about one person. */
  person: v.nullable(shortText),
  change: v.nullable(
    v.strictObject({ from: shortText, to: shortText, kind: v.picklist(['item', 'state']) }),
  ),
  /** Of an answer of Microsoft Graph. */
  status: v.nullable(count),
  /** Of a gate. */
  figure: v.nullable(v.number()),
  failure: v.nullable(failureView),
  requestId: v.nullable(shortText),
  detail: text,
});
export type ActivityRow = v.InferOutput<typeof activityRow>;

const found = {
  show: v.picklist(['all', 'requests', 'results', 'people', 'access', 'problems']),
  search: v.pipe(v.string(), v.maxLength(200)),
};

export const activityQuery = v.strictObject({
  ...found,
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
});
export type ActivityQuery = v.InferOutput<typeof activityQuery>;

/** Entries per day; `of`: days with an entry, `shown` the latest of them, oldest first. */
export const activityDays = v.strictObject({
  of: count,
  shown: v.array(v.strictObject({ day: shortText, entries: count, problems: count })),
});
export type ActivityDays = v.InferOutput<typeof activityDays>;

/** The chain of sign-ins and exports: nothing that is wrong with it holds up a rollout. */
export const accessState = v.strictObject({
  chain: v.picklist(['intact', 'broken', 'none']),
  brokenAt: v.nullable(count),
  /** It cannot be read at all. */
  failure: v.nullable(failureView),
  /** So many of this run could not be recorded, the last of them because of this. */
  missed: count,
  why: v.nullable(failureView),
});
export type AccessState = v.InferOutput<typeof accessState>;

export const activityCalls = {
  'activity.list': call(
    activityQuery,
    v.strictObject({
      /** What the filter and the search leave, and all entries. */
      total: count,
      of: count,
      chain: v.picklist(['intact', 'broken', 'none']),
      brokenAt: v.nullable(count),
      access: accessState,
      /** Of all entries, by the day on this computer. */
      days: activityDays,
      rows: v.array(activityRow),
    }),
  ),
  /**
   * What is shown, as a table in a folder of one's choice, with nobody's name; null: none chosen. Of
   * a damaged journal the whole record, as JSON lines.
   */
  'activity.export': call(
    v.strictObject({ ...found, language: v.picklist(['en', 'ja']) }),
    v.strictObject({ file: v.nullable(shortText) }),
  ),
} as const;
