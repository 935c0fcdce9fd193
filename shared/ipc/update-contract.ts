import * as v from 'valibot';
import { hash64, instant, shortText, text } from '../bounds';
import { call } from './define';
import { empty } from './common-views';

const httpsAddress = v.pipe(
  v.string(),
  v.maxLength(1_024),
  v.regex(/^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~%/-]*)?$/),
);

/** What a notice says, once its signature is known to be good. */
export const updateNotice = v.strictObject({
  schema: v.literal('causeway-notice/1'),
  channel: shortText,
  version: v.pipe(v.string(), v.maxLength(40), v.regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/)),
  publishedAt: instant,
  /** What changed, as a person is to read it. */
  changes: v.strictObject({ en: text, ja: text }),
  /** Where to get it; shown, never opened and never loaded. */
  page: httpsAddress,
  /** What is to be got there. */
  files: v.pipe(
    v.array(
      v.strictObject({
        name: v.pipe(v.string(), v.maxLength(200), v.regex(/^[\w.-]+$/)),
        sha512: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
      }),
    ),
    v.minLength(1),
    v.maxLength(40),
  ),
});
export type UpdateNotice = v.InferOutput<typeof updateNotice>;

/** Why nothing is asked now; `ready`: a press of the button asks. */
export const updateStates = [
  'ready',
  'noKey',
  'noAddress',
  'standIn',
  'off',
  'readOnly',
  'offline',
  'running',
] as const;

export const updateView = v.strictObject({
  state: v.picklist(updateStates),
  /** A notice that somebody has as a file can be checked. */
  canCheckFile: v.boolean(),
  /** Host the notice is asked of; null: no address. */
  host: v.nullable(shortText),
  /** SHA-256 of each key, to compare with what a publisher says. */
  keys: v.array(hash64),
  /** What this start was told last; null: nothing yet. */
  told: v.nullable(v.strictObject({ notice: updateNotice, isNewer: v.boolean() })),
});
export type UpdateView = v.InferOutput<typeof updateView>;

export const updateCalls = {
  'updates.get': call(empty, updateView),
  /** Asks the address of this build once. */
  'updates.check': call(empty, updateView),
  /** Main opens the file dialog; nothing chosen: as before. */
  'updates.checkFile': call(empty, updateView),
} as const;
