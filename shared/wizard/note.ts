import * as v from 'valibot';
import { instant, shortText } from '../bounds';
import { screenNames } from './screen';

/** Longest note in UTF-16 units: a page of text. */
export const noteLimit = 4_000;

/** What a person writes of their own, as far as it can be kept. */
export const noteText = v.pipe(v.string(), v.maxLength(noteLimit));

export const noteSchema = v.strictObject({
  screen: v.picklist(screenNames),
  text: noteText,
  savedAt: instant,
});
/** What a person wrote beside a screen. It goes into exports that show names. */
export type Note = v.InferOutput<typeof noteSchema>;

export const personNoteSchema = v.strictObject({
  /** Object id of the user. */
  person: shortText,
  text: noteSchema.entries.text,
  savedAt: instant,
});
/** What somebody wrote about one user; it goes where the others go. */
export type PersonNote = v.InferOutput<typeof personNoteSchema>;
