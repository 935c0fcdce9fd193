import { Temporal } from 'temporal-polyfill';
import { clouds } from '../entra/cloud';
import { retirementDates } from '../entra/retirement-dates';
import { standardDefaults } from '../tenant/plan-defaults';
import type { ScheduleChoice } from '../tenant/schedule-choice';
import { bundleOf } from './bundle';
import { addOpenDays, nextOpen, zonedText } from './open-times';
import type { Plan } from './plan';
import type { Deadline, Schedule, ScheduledRing, ScheduledStep } from './schedule';
import { moveMinutes, writeMinutes } from './write-minutes';
import { laterOf, soakEnd } from './soak-end';
import type { Step } from './step';

/** What is taken where nobody chose: office hours, Monday to Friday. */
export const scheduleDefaults = {
  from: '09:00',
  to: '17:00',
  workingDays: [1, 2, 3, 4, 5],
  registrationDays: standardDefaults.registrationDays,
  soakDays: standardDefaults.soakDays,
  manualDays: 1,
} as const;

export type ScheduleInput = Pick<
  Plan,
  'steps' | 'rings' | 'people' | 'choices' | 'asOf' | 'cloud' | 'findings'
>;

/** Every step of a plan in time, as chosen, else as proposed from the day the plan is judged at. */
export function makeSchedule(plan: ScheduleInput): Schedule {
  const choice = plan.choices.schedule;
  const settings = settingsOf(choice, plan.choices.defaults, plan.asOf);
  const steps = placeSteps(plan, settings, choice);
  return {
    ...settings,
    steps,
    rings: ringsOf(plan, steps, choice),
    deadlines: deadlinesOf(plan),
    endsAt: steps.length === plan.steps.length ? (steps.at(-1)?.endsAt ?? null) : null,
  };
}

type Settings = Omit<Schedule, 'steps' | 'rings' | 'deadlines' | 'endsAt'>;

function settingsOf(
  choice: ScheduleChoice | undefined,
  chosen: Plan['choices']['defaults'],
  asOf: string,
): Settings {
  const defaults = { ...scheduleDefaults, ...chosen };
  return {
    basis: choice === undefined ? 'proposed' : 'chosen',
    timeZone: choice?.timeZone ?? 'UTC',
    startsOn:
      choice?.startOn ?? Temporal.PlainDate.from(asOf.slice(0, 10)).add({ days: 1 }).toString(),
    from: choice?.from ?? scheduleDefaults.from,
    to: choice?.to ?? scheduleDefaults.to,
    workingDays: [...new Set(choice?.workingDays ?? scheduleDefaults.workingDays)].sort(),
    freezes: choice?.freezes ?? [],
    registrationDays: choice?.registrationDays ?? defaults.registrationDays,
    soakDays: choice?.soakDays ?? defaults.soakDays,
  };
}

function placeSteps(
  { steps }: ScheduleInput,
  settings: Settings,
  choice: ScheduleChoice | undefined,
): readonly ScheduledStep[] {
  const notBefore = new Map(choice?.rings?.map((one) => [one.ring, one.notBefore]));
  const placed: ScheduledStep[] = [];
  const dayStart = (day: string): Temporal.ZonedDateTime =>
    Temporal.PlainDate.from(day).toZonedDateTime(settings.timeZone);
  const textOf = keptText();
  let cursor = dayStart(settings.startsOn);
  for (const step of steps) {
    const held = step.ring === undefined ? undefined : notBefore.get(step.ring);
    if (held !== undefined) cursor = laterOf(cursor, dayStart(held));
    // Waiting goes on at night; whatever somebody or something has to do waits for an open hour.
    const start = isWaiting(step) ? cursor : startOf(steps, step, cursor, settings);
    const end = start === null ? null : endOf(step, start, settings);
    if (start === null || end === null) break;
    placed.push({ stepId: step.id, startsAt: textOf(start), endsAt: textOf(end) });
    cursor = end;
  }
  return placed;
}

/** The text of the last moment is kept: most steps begin at the one where the step before ends. */
function keptText(): (at: Temporal.ZonedDateTime) => string {
  let [last, text]: [Temporal.ZonedDateTime | null, string] = [null, ''];
  return (at) => {
    if (at !== last) [last, text] = [at, zonedText(at)];
    return text;
  };
}

/** A move goes on as it has begun, and begins where all of it has room. */
function startOf(
  steps: readonly Step[],
  step: Step,
  cursor: Temporal.ZonedDateTime,
  settings: Settings,
): Temporal.ZonedDateTime | null {
  const [first] = bundleOf(steps, step);
  return first === step ? nextOpen(cursor, settings, moveMinutes(steps, step)) : cursor;
}

function isWaiting(step: Step): boolean {
  return step.kind === 'soak';
}

function endOf(
  step: Step,
  start: Temporal.ZonedDateTime,
  settings: Settings,
): Temporal.ZonedDateTime | null {
  switch (step.kind) {
    case 'soak':
      return soakEnd(step, start, settings);
    case 'gate': {
      const isWork = step.purpose === 'register' && Number(step.why.values['count'] ?? '0') > 0;
      return isWork ? addOpenDays(start, settings.registrationDays, settings) : start;
    }
    case 'manual':
      return step.purpose === 'finish'
        ? start
        : addOpenDays(start, scheduleDefaults.manualDays, settings);
    default:
      return start.add({ minutes: writeMinutes(step) });
  }
}

function ringsOf(
  plan: ScheduleInput,
  placed: readonly ScheduledStep[],
  choice: ScheduleChoice | undefined,
): readonly ScheduledRing[] {
  const ringOfStep = new Map(plan.steps.map((step) => [step.id, step.ring]));
  const dateOf = new Map(plan.people.map((person) => [person.id, person.date]));
  return plan.rings.flatMap(({ ring, members }): ScheduledRing[] => {
    const own = placed.filter(({ stepId }) => ringOfStep.get(stepId) === ring);
    const [first] = own;
    if (first === undefined) return [];
    const owner = choice?.rings?.find((one) => one.ring === ring)?.owner;
    return [
      {
        ring,
        startsAt: first.startsAt,
        endsAt: own.at(-1)?.endsAt ?? first.endsAt,
        people: members.length,
        deadline: deadlineOf(members, dateOf),
        ...(owner === undefined ? {} : { owner }),
      },
    ];
  });
}

type DateOf = ReadonlyMap<string, Plan['people'][number]['date']>;

/** Whoever may follow in July but is not sure of it counts in February (R9). */
function deadlineOf(members: readonly string[], dateOf: DateOf): ScheduledRing['deadline'] {
  const early = members.filter((id) => isFebruary(dateOf.get(id))).length;
  if (early > 0) return { date: retirementDates.february, people: early };
  const late = members.filter((id) => dateOf.get(id) === 'july').length;
  return late > 0 ? { date: retirementDates.july, people: late } : null;
}

const isFebruary = (date: Plan['people'][number]['date'] | undefined): boolean =>
  date === 'february' || date === 'julyMayApply';

function deadlinesOf(plan: ScheduleInput): readonly Deadline[] {
  if (!clouds[plan.cloud].hasRetirementDates) return [];
  const candidates = plan.findings.find(({ code }) => code === 'TELECOM-PROVIDER-CANDIDATE');
  const enabled = plan.people.filter((person) => person.enabled);
  return [
    { id: 'provider', date: retirementDates.provider, people: candidates?.count ?? 0 },
    {
      id: 'february',
      date: retirementDates.february,
      people: enabled.filter((person) => isFebruary(person.date)).length,
    },
    {
      id: 'july',
      date: retirementDates.july,
      people: enabled.filter((person) => person.date === 'july').length,
    },
  ];
}
