import * as v from 'valibot';
import { instant } from '../bounds';
import { screenNames } from './screen';

/** Longest note in UTF-16 units: a page of text. */
export const noteLimit = 4_000;

export const noteSchema = v.strictObject({
  screen: v.picklist(screenNames),
  text: v.pipe(v.string(), v.maxLength(noteLimit)),
  savedAt: instant,
});
/** What a person wrote beside a screen. It goes into exports that show names. */
export type Note = v.InferOutput<typeof noteSchema>;
