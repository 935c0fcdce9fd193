import { Temporal } from 'temporal-polyfill';
import type { Person } from '../../assess/people';
import type { Language } from '../../i18n/format';
import { methodImpact } from '../../plan/method-impact';
import type { Plan } from '../../plan/plan';
import type { MessageChoice } from '../../tenant/message-choice';
import { hiddenText } from '../pseudonyms';
import {
  messageTemplates,
  momentDays,
  standardText,
  type MessageBody,
  type MessageTemplate,
  type Moment,
  type Variant,
} from './templates';

/** A ring as its messages see it. Dates are in the schedule's zone. */
export interface RingMessages {
  readonly ring: number;
  /** When the ring begins to change something for its people; null: not in the schedule. */
  readonly changesAt: string | null;
  readonly endsAt: string | null;
  readonly members: readonly { readonly userId: string; readonly variant: Variant }[];
}

/** Steps that only look or wait: nothing changes for anybody while they run. */
const quiet: ReadonlySet<string> = new Set(['gate', 'soak', 'manual']);

/** Every ring with its day of change and what it means for each member. */
export function ringMessages(plan: Plan): readonly RingMessages[] {
  const placed = new Map(plan.schedule.steps.map((one) => [one.stepId, one] as const));
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const losing = new Set(methodImpact(plan).losing);
  return plan.rings.map(({ ring, members }) => {
    const own = plan.steps.filter((step) => step.ring === ring);
    const first = own.find((step) => !quiet.has(step.kind)) ?? own[0];
    const last = own.at(-1);
    return {
      ring,
      changesAt: (first && placed.get(first.id)?.startsAt) ?? null,
      endsAt: (last && placed.get(last.id)?.endsAt) ?? null,
      members: members.map((userId) => ({
        userId,
        variant: variantOf(people.get(userId), losing.has(userId), plan),
      })),
    };
  });
}

function variantOf(person: Person | undefined, loses: boolean, plan: Plan): Variant {
  // Somebody nobody knows enough about is asked to look, never told that nothing changes.
  if (person === undefined || person.methods === null || loses) return 'register';
  if (person.hasNoMethod || person.isPhoneOnly) return 'register';
  const { securityDefaults } = plan.baseline;
  const isAsked =
    (securityDefaults.kind === 'read' && securityDefaults.value.isEnabled) ||
    person.cover === 'enforced' ||
    person.perUserMfa === 'enforced';
  return isAsked ? 'same' : 'change';
}

/**
 * Who has nothing to sign in with and is asked for it already: a pass comes first. Nobody can give
 * one to a guest from outside, who signs in at home and registers here with that.
 */
export function needsPass(person: Person): boolean {
  if (person.kind === 'externalGuest') return false;
  const isAsked = person.cover !== 'none' || person.perUserMfa === 'enforced';
  return person.enabled && person.isPerson && person.hasNoMethod && isAsked;
}

/** ISO date a message is sent on, in the zone of the schedule; null: the ring has no date. */
export function sendDay(ring: RingMessages, moment: Moment): string | null {
  const from = moment === 'after' ? ring.endsAt : ring.changesAt;
  if (from === null) return null;
  return Temporal.PlainDate.from(from.slice(0, 10)).add({ days: momentDays[moment] }).toString();
}

/** Key of an edit that holds for one ring only. */
export function ringKey(ring: number, id: string): string {
  return `ring:${ring}/${id}`;
}

/** The text that goes out: what was written for this ring, for all rings, or the standard one. */
export function textFor(
  choice: MessageChoice | undefined,
  template: MessageTemplate,
  ring: number,
  language: Language,
): MessageBody {
  const edits = [choice?.texts?.[ringKey(ring, template.id)], choice?.texts?.[template.id]];
  // An export without names hides what people wrote.
  const written = edits
    .map((edit) => edit?.[language])
    .find((text) => text !== undefined && text.body !== hiddenText);
  return written ?? standardText(template, language);
}

/** Templates somebody in the ring gets, in order. */
export function templatesFor(ring: RingMessages): readonly MessageTemplate[] {
  const present = new Set(ring.members.map(({ variant }) => variant));
  return messageTemplates.filter(
    (template) =>
      template.variants.length === 0 || template.variants.some((variant) => present.has(variant)),
  );
}
