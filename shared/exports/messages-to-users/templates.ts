import type { Language } from '../../i18n/format';
import { messageText } from '../../i18n/message-text';
import { snakeCase } from '../../i18n/terms';

export const audiences = ['users', 'managers', 'helpDesk'] as const;
export type Audience = (typeof audiences)[number];
/** In order of time: seven, three and one day before a ring changes, and a day after it is over. */
export const moments = ['announce', 'remind', 'dayBefore', 'after'] as const;
export type Moment = (typeof moments)[number];
/** What a ring means for a person: register first, asked as never before, or as today. */
export const variants = ['register', 'change', 'same'] as const;
export type Variant = (typeof variants)[number];

/** Days from the day of the change; `after` counts from the end of the ring. */
export const momentDays: Readonly<Record<Moment, number>> = {
  announce: -7,
  remind: -3,
  dayBefore: -1,
  after: 1,
};

export interface MessageTemplate {
  readonly id: string;
  readonly audience: Audience;
  readonly moment: Moment;
  /** Whom of the ring it goes to; managers and the help desk get one for the whole ring. */
  readonly variants: readonly Variant[];
}

const users = (moment: Moment, ...variantsOf: readonly Variant[]): MessageTemplate => ({
  id: `users.${moment}.${variantsOf.join('-')}`,
  audience: 'users',
  moment,
  variants: variantsOf,
});
const others = (audience: Audience, moment: Moment): MessageTemplate => ({
  id: `${audience}.${moment}`,
  audience,
  moment,
  variants: [],
});

/** Every message of a ring, in the order in which they are sent. */
export const messageTemplates: readonly MessageTemplate[] = [
  users('announce', 'register'),
  users('announce', 'change'),
  users('announce', 'same'),
  others('managers', 'announce'),
  others('helpDesk', 'announce'),
  users('remind', 'register'),
  users('dayBefore', 'register'),
  users('dayBefore', 'change'),
  others('helpDesk', 'dayBefore'),
  users('after', 'register', 'change'),
  others('managers', 'after'),
];

/** What a text may name in braces; each is filled per ring or per person. */
export const placeholders = [
  'name',
  'organisation',
  'ring',
  'date',
  'time',
  'methods',
  'deadline',
  'count',
  'contact',
  'link',
] as const;
export type Placeholder = (typeof placeholders)[number];
export type MessageValues = Readonly<Record<Placeholder, string>>;

/** Without these a message does not do what it is for. */
export function neededPlaceholders({
  audience,
  moment,
  variants: of,
}: MessageTemplate): readonly Placeholder[] {
  if (moment === 'after') return [];
  return audience === 'users' && of.includes('register') ? ['date', 'link'] : ['date'];
}

export interface MessageBody {
  readonly subject: string;
  readonly body: string;
}

const asWritten: MessageValues = Object.fromEntries(
  placeholders.map((name) => [name, `{${name}}`]),
) as Record<Placeholder, string>;

/** The standard text of a template, its placeholders in braces as a person edits them. */
export function standardText({ id }: MessageTemplate, language: Language): MessageBody {
  const key = `message_${snakeCase(id.replaceAll(/[.-]/g, '_'))}`;
  return {
    subject: messageText(`${key}_subject`, asWritten, language) ?? '',
    body: messageText(`${key}_body`, asWritten, language) ?? '',
  };
}
