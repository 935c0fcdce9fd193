import { term } from '../../i18n/terms';
import { formatDate, type Language } from '../../i18n/format';
import { m } from '../../paraglide/messages.js';
import type { Plan } from '../../plan/plan';
import type { ReportWords } from '../report-words';
import { fillMessage } from './check-message';
import { ringValues } from './fill-values';
import {
  needsPass,
  ringMessages,
  sendDay,
  templatesFor,
  textFor,
  type RingMessages,
} from './ring-messages';
import { moments, variants, type MessageTemplate, type Variant } from './templates';

/** All messages as Markdown: by ring and day, what belongs to a person still in braces. */
export function messagesMarkdown(plan: Plan, words: ReportWords): string {
  const { language, options } = words;
  const parts = ringMessages(plan).flatMap((ring) => {
    const name = plan.rings.find((one) => one.ring === ring.ring)?.name ?? '';
    const values = ringValues(plan, ring, language);
    const head = m.report_ring(
      { ring: words.count(ring.ring), name: words.text(name, {}) },
      options,
    );
    return [
      `## ${fenceless(head)}`,
      ...templatesFor(ring).map((template) => {
        const { subject, body } = textFor(plan.choices.messages, template, ring.ring, language);
        return [
          `### ${audienceText(template, language)} · ${momentText(template, sendDay(ring, template.moment), language)}`,
          `**${fenceless(fillMessage(subject, values))}**`,
          fenced(fillMessage(body, values)),
        ].join('\n\n');
      }),
    ];
  });
  const title = m.message_file_title({ tenant: fenceless(plan.tenant.displayName) }, options);
  return `# ${title}\n\n${m.message_file_text({}, options)}\n\n${parts.join('\n\n')}\n`;
}

/** Who gets which message and when: a row a person, for a mail merge. */
export function messagesTable(plan: Plan, words: ReportWords) {
  const { language, options } = words;
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const rings = ringMessages(plan);
  return {
    name: 'messages' as const,
    header: [
      m.csv_user_principal_name({}, options),
      m.csv_name({}, options),
      m.csv_ring({}, options),
      m.message_column_variant({}, options),
      ...moments.map((moment) => momentText({ moment }, null, language)),
      m.message_column_pass({}, options),
    ],
    rows: rings.flatMap((ring) => {
      // The same for everybody of a variant: asking for each person again grows with the square.
      const templates = templatesFor(ring);
      const daysOf = new Map(
        variants.map((variant) => [variant, daysFor(ring, variant, templates)] as const),
      );
      return ring.members.map(({ userId, variant }) => {
        const person = people.get(userId);
        return [
          person?.upn ?? userId,
          person?.name ?? '',
          String(ring.ring),
          term(variant, 'messageVariant', language),
          ...(daysOf.get(variant) ?? []),
          person !== undefined && needsPass(person) ? m.csv_yes({}, options) : '',
        ];
      });
    }),
  };
}

/** The days on which a variant gets something, one for each moment; empty: nothing then. */
function daysFor(
  ring: RingMessages,
  variant: Variant,
  templates: readonly MessageTemplate[],
): readonly string[] {
  const own = templates.filter((template) => template.variants.includes(variant));
  return moments.map((moment) =>
    own.some((template) => template.moment === moment) ? (sendDay(ring, moment) ?? '') : '',
  );
}

export function audienceText({ audience, variants }: MessageTemplate, language: Language): string {
  const to = term(audience, 'messageAudience', language);
  if (variants.length === 0) return to;
  const kinds = variants.map((variant) => term(variant, 'messageVariant', language));
  return `${to}: ${kinds.join(' / ')}`;
}

export function momentText(
  { moment }: Pick<MessageTemplate, 'moment'>,
  day: string | null,
  language: Language,
): string {
  const name = term(moment, 'messageMoment', language);
  return day === null ? name : `${name} · ${formatDate(day, language, 'UTC')}`;
}

function fenceless(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|]/g, (character) => `\\${character}`).replaceAll('\n', ' ');
}

/** A text somebody wrote stands as it is, whatever it holds. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
