import * as v from 'valibot';
import { count, shortText, text } from '../bounds';
import { empty, id } from './common-views';
import { call } from './define';

/** A folder may be larger than a count of things. */
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * How the rollout of a plan stands: nothing sent, finished or taken back, begun and open, running
 * (here or in another Causeway), or not told by a journal that can't be read.
 */
export const standings = ['none', 'over', 'open', 'running', 'unknown'] as const;
export type Standing = (typeof standings)[number];

const keptPlan = v.strictObject({
  id,
  /** Empty: the tenant is not known, or the plan was taken off the list. */
  name: text,
  domain: text,
  source: v.nullable(v.picklist(['https', 'practice', 'capture', 'plan'])),
  bytes,
  isListed: v.boolean(),
});

/** What lies on this computer, and where. The page shows the paths and can do nothing with them. */
export const dataView = v.strictObject({
  folder: text,
  logFolder: text,
  plans: v.array(keptPlan),
});
export type DataView = v.InferOutput<typeof dataView>;

/** What a deletion takes away; null where nothing may be deleted now. */
export const deletionView = v.strictObject({
  /** Null: refused, because a rollout runs. */
  ticket: v.nullable(shortText),
  /** Exactly this has to be typed; empty: a press is enough. */
  phrase: shortText,
  isAll: v.boolean(),
  plans: v.array(
    v.strictObject({
      ...keptPlan.entries,
      standing: v.picklist(standings),
      journalEntries: count,
      /** When the roll-back kit of the plan that is open was exported; null: it was not. */
      kitAt: v.nullable(shortText),
    }),
  ),
  bytes,
  /** A rule that every plan of a tenant needs two people goes as well. */
  losesTwoPeople: v.boolean(),
});
export type DeletionView = v.InferOutput<typeof deletionView>;

export const logPreview = v.strictObject({
  /** Names this very text: exactly it is saved. */
  id: shortText,
  text: v.pipe(v.string(), v.maxLength(524_288)),
  lines: count,
  /** Older lines that were left out. */
  left: count,
});
export type LogPreview = v.InferOutput<typeof logPreview>;

export const dataCalls = {
  'data.get': call(empty, dataView),
  /** Null: everything that Causeway keeps on this computer. */
  'data.prepareDelete': call(v.strictObject({ id: v.nullable(id) }), deletionView),
  /** `isLeft`: a file was held by another program; the rest goes at the next start. */
  'data.delete': call(
    v.strictObject({ ticket: shortText, phrase: shortText }),
    v.strictObject({ isLeft: v.boolean(), closes: v.boolean() }),
  ),
  /** Licences of the parts, as they lie beside the program. */
  'data.notices': call(empty, v.strictObject({ text: v.pipe(v.string(), v.maxLength(524_288)) })),
  'data.previewLog': call(empty, logPreview),
  /** The text of that preview into a folder of one's choice; null: none was chosen. */
  'data.saveLog': call(
    v.strictObject({ id: shortText }),
    v.strictObject({ file: v.nullable(shortText) }),
  ),
} as const;
