import { Temporal } from 'temporal-polyfill';
import { scheduleBasisText, scheduleConflictText } from '../i18n/schedule-text';
import { m } from '../paraglide/messages.js';
import { utf8Length } from '../plan/policy-size';
import type { Plan } from '../plan/plan';
import { reviewDates } from '../plan/review-dates';
import { scheduleConflicts } from '../plan/schedule-conflicts';
import type { ReportWords } from './report-words';
import { titleOf } from './step-words';

interface CalendarEvent {
  /** Stays the same when the plan changes, so that a calendar moves the event it has. */
  readonly id: string;
  /** A day (`2027-02-01`) or an instant with its offset. */
  readonly from: string;
  /** Exclusive, as calendars count; left out for a day. */
  readonly to?: string;
  readonly title: string;
  readonly text: string;
}

/**
 * The plan as an iCalendar file (RFC 5545): a span for each ring, an event for each step somebody
 * does by hand, a day for each of Microsoft's dates and of the two reviews. Instants are in UTC, so
 * every calendar shows them in its reader's zone; the zone of the export is the calendar's own.
 * `owner` names whose plan it is: the events of two plans never mix.
 */
export function toCalendar(plan: Plan, words: ReportWords, owner: string): string {
  const { options } = words;
  const stamp = utc(plan.envelope.madeAt);
  const sequence = Math.floor(
    Temporal.Instant.from(plan.envelope.madeAt).epochMilliseconds / 60_000,
  );
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Causeway//Plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-TIMEZONE:${words.zone}`,
    `X-WR-CALNAME:${escaped(m.calendar_name({ tenant: plan.tenant.displayName }, options))}`,
    ...eventsOf(plan, words).flatMap(({ id, from, to, title, text }) => [
      'BEGIN:VEVENT',
      `UID:${id}.${owner}@causeway.invalid`,
      `DTSTAMP:${stamp}`,
      `SEQUENCE:${sequence}`,
      ...(to === undefined
        ? [`DTSTART;VALUE=DATE:${from.replaceAll('-', '')}`, 'TRANSP:TRANSPARENT']
        : [`DTSTART:${utc(from)}`, `DTEND:${utc(to)}`]),
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(text)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventsOf(plan: Plan, words: ReportWords): readonly CalendarEvent[] {
  return [
    ...ringEvents(plan, words),
    ...manualEvents(plan, words),
    ...deadlineEvents(plan, words),
    ...reviewEvents(plan, words),
  ];
}

function ringEvents(plan: Plan, words: ReportWords): readonly CalendarEvent[] {
  const { options, language } = words;
  const { schedule } = plan;
  const conflicts = scheduleConflicts(plan, plan.asOf);
  return schedule.rings.map(({ ring, startsAt, endsAt, people, owner }) => {
    const name = plan.rings.find((one) => one.ring === ring)?.name ?? '';
    const text = [
      m.calendar_ring_text({ count: words.count(people) }, options),
      ...(owner === undefined ? [] : [m.calendar_owner({ owner }, options)]),
      ...conflicts.flatMap((conflict) =>
        'ring' in conflict && conflict.ring === ring
          ? [scheduleConflictText(conflict, language, schedule.timeZone)]
          : [],
      ),
      scheduleBasisText(schedule, language),
      m.calendar_plan({ hash: plan.planHash.slice(0, 12) }, options),
    ];
    return {
      id: `ring-${ring}`,
      from: startsAt,
      to: endsAt,
      title: m.report_ring({ ring: words.count(ring), name: words.text(name, {}) }, options),
      text: text.join('\n'),
    };
  });
}

/** Steps a person does: their day would pass unnoticed otherwise. */
function manualEvents(plan: Plan, words: ReportWords): readonly CalendarEvent[] {
  const placed = new Map(plan.schedule.steps.map((one) => [one.stepId, one] as const));
  return plan.steps.flatMap((step): CalendarEvent[] => {
    const place = placed.get(step.id);
    if (step.kind !== 'manual' || place === undefined || place.startsAt === place.endsAt) return [];
    return [
      {
        id: `step-${step.manual?.id ?? step.id}`,
        from: place.startsAt,
        to: place.endsAt,
        title: m.calendar_by_hand({ title: titleOf(step, words.language) }, words.options),
        text: `${step.id} · ${words.text(step.why.key, step.why.values)}`,
      },
    ];
  });
}

function deadlineEvents(plan: Plan, words: ReportWords): readonly CalendarEvent[] {
  const { options } = words;
  const titles = {
    provider: m.schedule_deadline_provider({}, options),
    february: m.schedule_deadline_february({}, options),
    july: m.schedule_deadline_july({}, options),
  };
  return plan.schedule.deadlines.map(({ id, date, people }) => ({
    id: `deadline-${id}`,
    from: date,
    title: titles[id],
    text: m.schedule_deadline_people({ count: words.people(people) }, options),
  }));
}

/** Two looks after the end: what came back, and who joined since. */
function reviewEvents({ schedule, planHash }: Plan, words: ReportWords): readonly CalendarEvent[] {
  // A schedule nobody chose ends on no day anybody can look after.
  if (schedule.endsAt === null || schedule.basis !== 'chosen') return [];
  return reviewDates(schedule.endsAt, schedule.timeZone).map(({ days, date }) => ({
    id: `review-${days}`,
    from: date,
    title: m.calendar_review({ days: words.count(days) }, words.options),
    text: [
      m.calendar_review_text({}, words.options),
      m.calendar_plan({ hash: planHash.slice(0, 12) }, words.options),
    ].join('\n'),
  }));
}

/** `20261124T000000Z` */
function utc(iso: string): string {
  const at = Temporal.Instant.from(iso).toString({ smallestUnit: 'second' });
  return at.replaceAll(/[-:]/g, '');
}

/** Nothing of a text may end its line or start another property. */
function escaped(text: string): string {
  return text
    .replaceAll(/(?![\r\n\t])\p{Cc}/gu, '')
    .replaceAll('\\', '\\\\')
    .replaceAll(/[;,]/g, (character) => `\\${character}`)
    .replaceAll(/\r\n|\r|\n/g, '\\n');
}

/** At most 75 octets a line, never inside a character. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = utf8Length(character);
    // The blank that marks a continued line counts.
    if (bytes + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n ');
}
