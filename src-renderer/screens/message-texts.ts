import { shortLimit } from '../../shared/bounds';
import {
  checkMessage,
  type MessageProblem,
} from '../../shared/exports/messages-to-users/check-message';
import { ringKey, sendDay } from '../../shared/exports/messages-to-users/ring-messages';
import {
  messageTemplates,
  standardText,
  type MessageBody,
  type MessageTemplate,
} from '../../shared/exports/messages-to-users/templates';
import { messageLimit, type MessagesView } from '../../shared/ipc/message-contract';
import type { Language } from '../../shared/i18n/format';
import { m } from '../../shared/paraglide/messages.js';
import { count, day } from '../i18n.svelte';
import type { Problem } from '../state/footer.svelte';

/** What is shown of a message, and where its words come from. */
export interface ShownText extends MessageBody {
  readonly source: 'ring' | 'all' | 'standard';
}

export function shownText(
  texts: MessagesView['texts'],
  template: MessageTemplate,
  ring: number,
  language: Language,
): ShownText {
  const own = texts[ringKey(ring, template.id)]?.[language];
  if (own !== undefined) return { ...own, source: 'ring' };
  const all = texts[template.id]?.[language];
  if (all !== undefined) return { ...all, source: 'all' };
  return { ...standardText(template, language), source: 'standard' };
}

/** Written in one language only: the other still says the standard words. */
export function missesLanguage(
  texts: MessagesView['texts'],
  template: MessageTemplate,
  ring: number,
): Language | null {
  for (const key of [ringKey(ring, template.id), template.id]) {
    const edit = texts[key];
    if (edit === undefined) continue;
    if (edit.en === undefined) return 'en';
    if (edit.ja === undefined) return 'ja';
  }
  return null;
}

export function problemText(problem: MessageProblem): string {
  switch (problem.kind) {
    case 'emptySubject':
      return m.messages_bad_subject();
    case 'emptyBody':
      return m.messages_bad_body();
    case 'openBrace':
      return m.messages_bad_brace();
    case 'unknownPlaceholder':
      return m.messages_bad_placeholder({ name: `{${problem.name}}` });
    case 'missingPlaceholder':
      return m.messages_misses_placeholder({ name: `{${problem.name}}` });
  }
}

/** Where a text stands that has a problem: message, ring (null: all rings) and language. */
export interface ProblemPlace {
  readonly id: string;
  readonly ring: number | null;
  readonly language: 'en' | 'ja';
}

/** Places of all problems, each once, in the order of their texts. */
export function problemPlaces(texts: MessagesView['texts']): readonly ProblemPlace[] {
  return Object.entries(texts).flatMap(([key, edit]) => {
    const template = messageTemplates.find(({ id }) => key === id || key.endsWith(`/${id}`));
    if (template === undefined) return [];
    const ring = /^ring:(\d+)\//.exec(key)?.[1];
    return (['en', 'ja'] as const).flatMap((language): readonly ProblemPlace[] => {
      const text = edit[language];
      const isBad = text !== undefined && checkMessage(template, text).length > 0;
      return isBad
        ? [{ id: template.id, ring: ring === undefined ? null : Number(ring), language }]
        : [];
    });
  });
}

/** Every written text that cannot go out, for the summary of the screen. */
export function problemsIn(texts: MessagesView['texts']): Problem[] {
  return Object.entries(texts).flatMap(([key, edit]) => {
    const template = messageTemplates.find(({ id }) => key === id || key.endsWith(`/${id}`));
    if (template === undefined) return [];
    return (['en', 'ja'] as const).flatMap((language) => {
      const text = edit[language];
      if (text === undefined) return [];
      return checkMessage(template, text).map((problem) => ({
        target: 'message-body',
        text: problemText(problem),
      }));
    });
  });
}

/** Every text that is too long to be saved, at the field it is too long in. */
export function overlongIn(texts: readonly MessageBody[]): Problem[] {
  return texts.flatMap(({ subject, body }) => [
    ...tooLong('message-subject', subject, shortLimit),
    ...tooLong('message-body', body, messageLimit),
  ]);
}

function tooLong(target: string, { length }: string, limit: number): Problem[] {
  const over = length - limit;
  if (over <= 0) return [];
  return [{ target, text: m.text_too_long({ over: count(over), limit: count(limit) }) }];
}

/** "24 Nov 2026", or that there is no date yet. */
export function sendDayText(
  view: MessagesView,
  ring: MessagesView['rings'][number],
  template: MessageTemplate,
): string {
  const on = sendDay({ ...ring, members: [] }, template.moment);
  return on === null || !view.isDated ? m.messages_no_date() : day(on);
}

/** The day has passed when the tenant was read: such a message goes out at once, or not at all. */
export function isSendDayPast(
  ring: MessagesView['rings'][number],
  template: MessageTemplate,
  readAt: string | null,
): boolean {
  const on = sendDay({ ...ring, members: [] }, template.moment);
  return on !== null && readAt !== null && on < readAt.slice(0, 10);
}
