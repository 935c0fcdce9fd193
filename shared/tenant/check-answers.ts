import * as v from 'valibot';
import { answersSchema, type Answers } from './answer';

/** Answers out of something typed into a form; null where the shape is not (yet) that of answers. */
export function checkAnswers(value: unknown): Answers | null {
  const parsed = v.safeParse(answersSchema, value);
  return parsed.success ? parsed.output : null;
}
