import { Temporal } from 'temporal-polyfill';
import { isOpenDay } from './open-times';
import type { Plan } from './plan';
import type { Step } from './step';

/** What one day asks of people and of the help desk. */
export interface LoadOfDay {
  /** ISO date in the schedule's zone. */
  readonly date: string;
  /** People asked to register something, each once, spread over the days of their gate. */
  readonly registers: number;
  /** People something new asks for MFA from this day on. */
  readonly switched: number;
  /** Calls to be ready for: one of so many of both (`peoplePerCall`). */
  readonly calls: number;
}

/** Nobody measured this: a round figure to staff a help desk by, and said to be one. */
export const peoplePerCall = 10;

type LoadInput = Pick<Plan, 'steps' | 'rings' | 'schedule'>;

/** The days on which a plan asks something of people, in order; days without are left out. */
export function loadPerDay({ steps, rings, schedule }: LoadInput): readonly LoadOfDay[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const days = new Map<string, { registers: number; switched: number }>();
  const asked = new Set<string>();
  const add = (date: string, what: 'registers' | 'switched', people: number): void => {
    const day = days.get(date) ?? { registers: 0, switched: 0 };
    days.set(date, { ...day, [what]: day[what] + people });
  };
  for (const { stepId, startsAt, endsAt } of schedule.steps) {
    const step = byId.get(stepId);
    if (step === undefined) continue;
    const first = startsAt.slice(0, 10);
    const registering = registersAt(step).filter((id) => !asked.has(id));
    for (const id of registering) asked.add(id);
    const open = openDays(first, endsAt.slice(0, 10), schedule);
    spread(registering.length, open).forEach((people, at) => {
      if (people > 0) add(open[at] ?? first, 'registers', people);
    });
    const switched = switchedAt(step, rings);
    if (switched > 0) add(first, 'switched', switched);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, day]) => ({
      date,
      ...day,
      calls: Math.ceil((day.registers + day.switched) / peoplePerCall),
    }));
}

/** Who still has to register; where nobody has to, the gate names everybody and asks nobody. */
function registersAt({ kind, purpose, gate, why }: Step): readonly string[] {
  const isWork = Number(why.values['count'] ?? '0') > 0;
  return kind === 'gate' && purpose === 'register' && isWork ? (gate?.userIds ?? []) : [];
}

/** The switch from security defaults asks the same people as before: nobody anew. */
function switchedAt(step: Step, rings: LoadInput['rings']): number {
  if (step.kind === 'group.add' && step.purpose === 'caEnforce') return step.items?.length ?? 0;
  return step.kind === 'securityDefaults.set' && step.planned?.['isEnabled'] === true
    ? rings.reduce((sum, ring) => sum + ring.members.length, 0)
    : 0;
}

/** Open days from the first one on, the last left out: that day the gate is to be met. */
function openDays(first: string, last: string, schedule: Plan['schedule']): readonly string[] {
  const days: string[] = [];
  let day = Temporal.PlainDate.from(first);
  while (day.toString() < last) {
    if (isOpenDay(day, schedule)) days.push(day.toString());
    day = day.add({ days: 1 });
  }
  return days.length === 0 ? [first] : days;
}

/** Whole people over so many days, as evenly as they go, the first days taking what is left. */
function spread(people: number, days: readonly string[]): readonly number[] {
  const each = Math.floor(people / days.length);
  return days.map((_, at) => each + (at < people % days.length ? 1 : 0));
}
