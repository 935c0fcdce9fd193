import * as v from 'valibot';
import { count, instant, shortText, text } from '../bounds';
import { moments, variants } from '../exports/messages-to-users/templates';
import { empty, id, messageView, subjectView } from './common-views';
import { call } from './define';

/** Characters of a message: as many as fit through the door in any script. */
export const messageLimit = 20_000;
const body = v.strictObject({ subject: shortText, body: text });
const bothLanguages = v.strictObject({ en: v.exactOptional(body), ja: v.exactOptional(body) });
const optionalInstant = v.nullable(instant);

export const messagesView = v.strictObject({
  organisation: text,
  /** True once dates are set; until then texts say that the date is open. */
  isDated: v.boolean(),
  rings: v.array(
    v.strictObject({
      ring: count,
      name: messageView,
      changesAt: optionalInstant,
      endsAt: optionalInstant,
      people: count,
      register: count,
      change: count,
      same: count,
      /** The first people of each kind, for the preview. */
      samples: v.pipe(
        v.array(v.strictObject({ ...subjectView.entries, variant: v.picklist(variants) })),
        v.maxLength(60),
      ),
    }),
  ),
  /** Written texts by template, or by `ring:<n>/<template>`. */
  texts: v.record(shortText, bothLanguages),
  contact: shortText,
  /** People who need a Temporary Access Pass first; the first 200. */
  passes: v.array(subjectView),
  passCount: count,
});
export type MessagesView = v.InferOutput<typeof messagesView>;

const personMessagesView = v.strictObject({
  messages: v.array(
    v.strictObject({
      moment: v.picklist(moments),
      /** Null: nobody set dates yet. */
      day: v.nullable(shortText),
      en: body,
      ja: body,
    }),
  ),
});
export type PersonMessagesView = v.InferOutput<typeof personMessagesView>;

const filled = v.strictObject({ name: text, methods: text, deadline: text });

export const messageCalls = {
  'messages.get': call(empty, messagesView),
  /** A null text goes back to the standard one. */
  'messages.set': call(
    v.strictObject({
      key: shortText,
      language: v.picklist(['en', 'ja']),
      text: v.nullable(body),
    }),
    messagesView,
    { maxBytes: 65_536 },
  ),
  'messages.setContact': call(v.strictObject({ contact: shortText }), messagesView),
  /** What one person is told, filled in, in the order of the days; empty: in no ring. */
  'messages.forPerson': call(v.strictObject({ userId: id }), personMessagesView),
  /** What is filled in for one person, in both languages. */
  'messages.person': call(
    v.strictObject({ userId: id }),
    v.strictObject({ en: filled, ja: filled }),
  ),
} as const;
