import { m } from '../../../shared/paraglide/messages.js';
import { formatDateTime } from '../../../shared/i18n/format';
import { scheduleBasisText, scheduleConflictText } from '../../../shared/i18n/schedule-text';
import type { Plan } from '../../../shared/plan/plan';
import { scheduleConflicts } from '../../../shared/plan/schedule-conflicts';
import type { Output } from '../output';
import { columns, heading } from './lines';

/**
 * The plan in time: each ring in the zone of the tenant and, where it is another, of the reader;
 * then what speaks against it. Nothing for a plan without steps.
 */
export function scheduleLines(
  plan: Plan,
  { language, zone }: Pick<Output, 'language' | 'zone'>,
): readonly string[] {
  const { schedule } = plan;
  if (plan.steps.length === 0) return [];
  const options = { locale: language };
  const zones = [...new Set([schedule.timeZone, zone])];
  const range = (from: string, to: string): readonly string[] =>
    zones.map((one) =>
      m.schedule_range(
        { from: formatDateTime(from, language, one), to: formatDateTime(to, language, one) },
        options,
      ),
    );
  const end = schedule.endsAt;
  return [
    ...heading(m.schedule_title({}, options)),
    `  ${scheduleBasisText(schedule, language)}`,
    ...columns([
      ...schedule.rings.map(({ ring, startsAt, endsAt }) => [
        m.cli_ring({ ring: String(ring) }, options),
        ...range(startsAt, endsAt),
      ]),
      [
        m.schedule_ends({}, options),
        ...(end === null
          ? [m.schedule_no_end({}, options)]
          : zones.map((one) => formatDateTime(end, language, one))),
      ],
    ]),
    ...scheduleConflicts(plan, plan.asOf).map(
      (conflict) => `  ! ${scheduleConflictText(conflict, language, schedule.timeZone)}`,
    ),
  ];
}
