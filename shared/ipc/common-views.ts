import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { failureCodes } from '../diagnostic';
import { screenNames } from '../wizard/screen';

export const empty = v.strictObject({});
export const id = shortText;
export const values = v.record(shortText, text);
export const screenName = v.picklist(screenNames);

export const failureView = v.strictObject({
  code: v.picklist(failureCodes),
  values,
  /** Reference that also stands in the log; empty where nothing was logged. */
  ref: v.optional(shortText),
});
export type FailureView = v.InferOutput<typeof failureView>;

/** A text of the catalogue by key, with values already formatted or ISO dates/numbers named so by the key's note. */
export const messageView = v.strictObject({ key: shortText, values });
export type MessageView = v.InferOutput<typeof messageView>;

export const severity = v.picklist(['blocker', 'high', 'medium', 'decision', 'info']);

export const subjectView = v.strictObject({ kind: shortText, id, name: text });

/** People of one group by their readiness. */
export const readinessTally = v.strictObject({
  ready: count,
  conditions: count,
  notReady: count,
  unknown: count,
});

export const sankeyView = v.strictObject({
  nodes: v.array(
    v.strictObject({
      id,
      label: messageView,
      side: v.picklist(['left', 'right']),
    }),
  ),
  links: v.array(v.strictObject({ from: id, to: id, count })),
});
export type SankeyView = v.InferOutput<typeof sankeyView>;
