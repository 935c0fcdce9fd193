import * as v from 'valibot';
import { failure, type Failure } from '../../shared/diagnostic';
import type { ScheduleEdit, ScheduleView } from '../../shared/ipc/schedule-contract';
import { loadPerDay } from '../../shared/plan/load-per-day';
import type { Plan } from '../../shared/plan/plan';
import { scheduleConflicts } from '../../shared/plan/schedule-conflicts';
import { stepTitle } from '../../shared/plan/step-title';
import { err, ok, type Result } from '../../shared/result';
import { scheduleChoiceSchema } from '../../shared/tenant/schedule-choice';
import { signed } from './sign-choice';
import type { Workspace } from './workspace';

/** Days a picture of the load shows: longer plans say how many more there are. */
const shownDays = 60;

/** The plan in time, with what speaks against it at an instant (ISO). */
export function buildScheduleView(plan: Plan, now: string): ScheduleView {
  const { schedule, choices } = plan;
  const load = loadPerDay(plan);
  return {
    schedule,
    steps: plan.steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      ring: step.ring ?? null,
      title: stepTitle(step),
    })),
    load: load.slice(0, shownDays).map((one) => ({ ...one })),
    loadDays: load.length,
    ringNames: plan.rings.map(({ ring, name, label = '' }) => ({
      ring,
      name: { key: name, values: { label } },
    })),
    isAtLeast: plan.lowerBound,
    conflicts: scheduleConflicts(plan, now).map((conflict) => ({ ...conflict })),
    choice: choices.schedule === undefined ? null : editOf(plan, choices.schedule.reason),
    now,
  };
}

/** What is set, with what is taken for the rest: a form shows no gaps. */
function editOf({ schedule, choices }: Plan, reason: string): ScheduleEdit {
  return {
    timeZone: schedule.timeZone,
    startOn: schedule.startsOn,
    from: schedule.from,
    to: schedule.to,
    workingDays: [...schedule.workingDays],
    freezes: schedule.freezes.map((freeze) => ({ ...freeze })),
    registrationDays: schedule.registrationDays,
    soakDays: schedule.soakDays,
    rings: (choices.schedule?.rings ?? []).map(({ ring, notBefore, owner }) => ({
      ring,
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(owner === undefined ? {} : { owner }),
    })),
    reason,
  };
}

/** Sets the dates, or (null) goes back to the proposal. Failure: `input/choices-invalid`. */
export function chooseSchedule(
  workspace: Workspace,
  edit: ScheduleEdit | null,
): Result<void, Failure> {
  const { schedule: _, ...others } = workspace.choices;
  if (edit === null) return save(workspace, others);
  const reason = edit.reason.trim() === '' ? 'Schedule' : edit.reason;
  const parsed = v.safeParse(scheduleChoiceSchema, { ...edit, ...signed(workspace, reason) });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = ['schedule', v.getDotPath(issue) ?? ''].filter((part) => part !== '').join('.');
    return err(failure('input/choices-invalid', { place, expected: issue.message }));
  }
  return save(workspace, { ...others, schedule: parsed.output });
}

function save(workspace: Workspace, choices: Workspace['choices']): Result<void, Failure> {
  const saved = workspace.store.choices.save(choices);
  return saved.ok ? ok(undefined) : saved;
}
