import { failure, type Failure } from '../../shared/diagnostic';
import { zonedAt } from '../../shared/plan/open-times';
import type { Plan } from '../../shared/plan/plan';
import { soakEnd } from '../../shared/plan/soak-end';
import { startWindow } from '../../shared/plan/start-window';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import { lastApproval } from './approval';
import type { Engine, Run, StepEnd } from './engine';
import type { Guard } from './guard';

/** A person's word to start although the schedule is closed: who, how, and why. */
export interface OutsideWindow {
  readonly by: string;
  readonly how: 'cli' | 'window';
  readonly reason: string;
}

const outside = 'outsideWindow';

/** The schedule's days and hours. Taking back only loosens or restores, and is never held. */
export const windowOpen: Guard = ({ engine, motion, now }) => {
  if (motion.direction === 'back' || isAllowedOutside(engine)) return null;
  return heldNow(engine, motion.step, now);
};

/** Why the schedule holds a step at an instant (ms); null: it doesn't. */
export function heldNow({ plan }: Pick<Engine, 'plan'>, step: Step, now: number): Failure | null {
  const window = startWindow(plan, step, new Date(now).toISOString());
  return window.isOpen ? null : closed(plan, step, window.opensAt ?? '');
}

/**
 * When a soak that begins at an instant (ms) is over, ms: the minutes of the step; days nobody chose
 * are a proposal and hold nothing. Null: the calendar has no such day left.
 */
export function soakedAt({ schedule }: Plan, step: Step, now: number): number | null {
  if (schedule.basis !== 'chosen') return now + minutesOf(step);
  const start = zonedAt(new Date(now).toISOString(), schedule.timeZone);
  return soakEnd(step, start, schedule)?.epochMilliseconds ?? null;
}

/** The same where a person's word to start outside the schedule counts: then its minutes do. */
export function soakedOutside(engine: Engine, step: Step, now: number): number | null {
  const end = soakedAt(engine.plan, step, now);
  return end === null && isAllowedOutside(engine) ? now + minutesOf(step) : end;
}

function minutesOf({ soakMinutes = 0 }: Step): number {
  return soakMinutes * 60_000;
}

/** No open day is left in this calendar. */
export function neverOpens(plan: Plan, step: Step): Failure {
  return closed(plan, step, '');
}

function closed({ schedule }: Plan, step: Step, opensAt: string): Failure {
  const values = { opensAt, zone: schedule.timeZone };
  return failure('step/outside-window', { step: step.id, ...values });
}

/** Such a word counts for the run it was given for: until the plan is approved for the next one. */
function isAllowedOutside({ log: { entries } }: Engine): boolean {
  const word = entries.findLast((entry) => entry.type === 'note' && entry.body['what'] === outside);
  const approval = lastApproval(entries, 'forward');
  return word !== undefined && approval !== null && word.seq > approval.seq;
}

/**
 * Written down before anything is sent; without a reason it is no word. `held`: why the schedule
 * holds what is due. While it is open there is nothing to allow: a word kept for later would let
 * through whatever the schedule closes on in the middle of the run.
 */
export async function allowOutside(
  engine: Engine,
  { by, how, reason }: OutsideWindow,
  until: string | null,
  held: Failure | null,
): Promise<Result<void, Failure>> {
  if (reason.trim() === '') {
    return err(failure('guardrail/refused', { step: '–', expected: 'reason' }));
  }
  if (held === null) return ok(undefined);
  const body = { what: outside, by, how, reason: reason.trim(), until };
  return engine.log.append({ type: 'note', stepId: null, item: null, body });
}

/**
 * Carries a step out; a practice tenant's clock is moved on where the schedule holds it. Anywhere
 * else it pauses with its time, and the next call goes on, as after a soak.
 */
export async function whenOpen(
  engine: Engine,
  run: Run,
  step: Step,
  carryOut: () => Promise<StepEnd>,
): Promise<StepEnd> {
  for (;;) {
    const end = await carryOut();
    if (end.ok || end.failure.code !== 'step/outside-window') return end;
    const opensAt = Date.parse(end.failure.values['opensAt'] ?? '');
    if (engine.source.kind !== 'practice' || Number.isNaN(opensAt)) return end;
    const left = opensAt - (await engine.clock.serverNow());
    run.onEvent({ kind: 'wait', stepId: step.id, seconds: Math.ceil(left / 1000) });
    try {
      await engine.clock.sleep(left, run.signal);
    } catch (error) {
      if (!(error instanceof SleepAborted)) throw error;
      return err(failure('step/cancelled', { step: step.id }));
    }
    if ((await engine.clock.serverNow()) < opensAt) return end;
  }
}
