import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { call } from './define';
import { empty, id } from './common-views';

/** What has changed since the reading before the last. Both lists hold the first 200 changes. */
export const differenceView = v.strictObject({
  beforeAt: shortText,
  afterAt: shortText,
  people: count,
  policies: count,
  changes: v.array(
    v.strictObject({
      kind: shortText,
      id,
      name: text,
      change: v.picklist(['added', 'removed', 'changed']),
      fields: v.array(v.strictObject({ field: shortText, before: text, after: text })),
    }),
  ),
  /** Sources that one of the two readings lacks. */
  notCompared: v.array(shortText),
});
export type DifferenceView = v.InferOutput<typeof differenceView>;

export const differenceCalls = {
  /** Null: there is only one reading. */
  'read.difference': call(empty, v.nullable(differenceView)),
} as const;
