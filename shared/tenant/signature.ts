import * as v from 'valibot';
import { instant, shortText, text } from '../bounds';

/** Not empty and not only spaces: nobody can act on such a reason later. */
const isFilled = (given: string): boolean => given.trim() !== '';

/** Why, who and when: every choice carries them (answers.md 3). */
export const signed = {
  reason: v.pipe(text, v.check(isFilled, 'reason')),
  by: v.pipe(shortText, v.check(isFilled, 'filled_text')),
  at: instant,
};
