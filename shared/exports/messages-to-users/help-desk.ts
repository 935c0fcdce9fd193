import { m } from '../../paraglide/messages.js';
import { messageText } from '../../i18n/message-text';
import { snakeCase } from '../../i18n/terms';
import type { Plan } from '../../plan/plan';
import type { ReportDocument } from '../report-document';
import { column, type ReportWords } from '../report-words';
import { securityInfoLink } from './fill-values';
import { needsPass, ringMessages, sendDay } from './ring-messages';
import { variants } from './templates';

/** What callers say, in the order in which it is asked most. */
export const helpDeskCases = [
  'askedNow',
  'cannotSkip',
  'noPhone',
  'codeStopped',
  'newPhone',
  'guest',
  'notMe',
  'everybody',
] as const;

/** One page for whoever answers the telephone: dates, who calls, what to answer, who needs a pass. */
export function helpDeskSheet(plan: Plan, words: ReportWords): ReportDocument {
  const { language, options } = words;
  const rings = ringMessages(plan);
  const isSet = plan.schedule.basis === 'chosen';
  const dayOf = (iso: string | null): string =>
    iso === null || !isSet ? m.message_value_date_open({}, options) : words.date(iso.slice(0, 10));
  const passes = plan.people.filter(needsPass);
  const text = (key: string): string => messageText(key, {}, language) ?? key;
  return {
    language,
    title: m.help_desk_title({ tenant: plan.tenant.displayName }, options),
    subtitle: m.help_desk_subtitle({ hash: plan.planHash.slice(0, 12) }, options),
    sections: [
      {
        id: 'dates',
        title: m.help_desk_dates({}, options),
        blocks: [
          {
            kind: 'table',
            caption: m.help_desk_dates({}, options),
            columns: [
              column(m.report_column_ring({}, options)),
              column(m.report_column_people({}, options), true),
              column(m.message_column_told({}, options)),
              column(m.message_column_changes({}, options)),
              ...variants.map((variant) => column(words.term(variant, 'messageVariant'), true)),
            ],
            rows: rings.map((ring) => [
              m.report_ring(
                {
                  ring: words.count(ring.ring),
                  name: words.text(
                    plan.rings.find((one) => one.ring === ring.ring)?.name ?? '',
                    {},
                  ),
                },
                options,
              ),
              words.count(ring.members.length),
              dayOf(sendDay(ring, 'announce')),
              dayOf(ring.changesAt),
              ...variants.map((variant) =>
                words.count(ring.members.filter((one) => one.variant === variant).length),
              ),
            ]),
          },
        ],
      },
      {
        id: 'answers',
        title: m.help_desk_answers({}, options),
        blocks: [
          {
            kind: 'table',
            caption: m.help_desk_answers({}, options),
            columns: [
              column(m.help_desk_says({}, options)),
              column(m.help_desk_answer({}, options)),
            ],
            rows: helpDeskCases.map((name) => [
              text(`help_desk_case_${snakeCase(name)}`),
              text(`help_desk_case_${snakeCase(name)}_answer`),
            ]),
          },
          {
            kind: 'facts',
            rows: [{ term: m.help_desk_link({}, options), text: securityInfoLink }],
          },
        ],
      },
      {
        id: 'passes',
        title: m.help_desk_passes({}, options),
        blocks: [
          {
            kind: 'text',
            text: m.help_desk_passes_text({ count: words.count(passes.length) }, options),
          },
          ...(passes.length === 0
            ? []
            : [
                {
                  kind: 'list' as const,
                  items: passes.map(({ name, upn }) => (name === upn ? upn : `${name} (${upn})`)),
                },
              ]),
        ],
      },
    ],
  };
}
