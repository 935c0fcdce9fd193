import type { Language } from '../../i18n/format';
import type { Plan } from '../../plan/plan';
import { fillMessage } from './check-message';
import { personValues, ringValues } from './fill-values';
import { ringMessages, sendDay, templatesFor, textFor } from './ring-messages';
import type { MessageBody, Moment } from './templates';

/** One message as one person gets it, everything filled in. */
export interface PersonMessage {
  readonly moment: Moment;
  /** ISO date in the zone of the schedule; null: nobody set dates yet. */
  readonly day: string | null;
  readonly en: MessageBody;
  readonly ja: MessageBody;
}

/** What one person is told, in the order of the days; empty: in no ring, so nobody is told anything. */
export function personMessages(plan: Plan, userId: string): readonly PersonMessage[] {
  const isMember = (member: { readonly userId: string }): boolean => member.userId === userId;
  const ring = ringMessages(plan).find(({ members }) => members.some(isMember));
  const variant = ring?.members.find(isMember)?.variant;
  if (ring === undefined || variant === undefined) return [];
  const isDated = plan.schedule.basis === 'chosen';
  return templatesFor(ring)
    .filter(({ audience, variants }) => audience === 'users' && variants.includes(variant))
    .map((template) => {
      const filled = (language: Language): MessageBody => {
        const values = {
          ...ringValues(plan, ring, language),
          ...personValues(plan, userId, language),
        };
        const { subject, body } = textFor(plan.choices.messages, template, ring.ring, language);
        return { subject: fillMessage(subject, values), body: fillMessage(body, values) };
      };
      return {
        moment: template.moment,
        day: isDated ? sendDay(ring, template.moment) : null,
        en: filled('en'),
        ja: filled('ja'),
      };
    });
}
