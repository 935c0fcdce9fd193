import * as v from 'valibot';
import { shortText, text } from '../bounds';
import { signed } from './signature';

const messageBody = v.strictObject({ subject: shortText, body: text });
const messageKey = v.pipe(
  shortText,
  v.regex(/^(ring:\d{1,2}\/)?[A-Za-z]+(\.[A-Za-z-]+){1,2}$/, 'message_id'),
);

/** Texts of messages as somebody wrote them, by template, or by ring and template. */
export const messageChoiceSchema = v.strictObject({
  /** Where people get help: a phone number, an address, a page. */
  contact: v.optional(shortText),
  texts: v.optional(
    v.record(
      messageKey,
      v.strictObject({ en: v.optional(messageBody), ja: v.optional(messageBody) }),
    ),
  ),
  ...signed,
});
export type MessageChoice = v.InferOutput<typeof messageChoiceSchema>;
