import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody, type Direction } from '../../shared/journal/entry-body';
import { openChange, provenGroupId, type GroupChangeName } from '../../shared/plan/own-group';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { SleepAborted } from '../ports/clock';
import type { Engine, Run, StepEnd } from './engine';
import { settlingGroup } from './told-outcome';
import { whyOpen } from './unread-since';
import { watchGroup } from './watch-group';

export interface GroupChange {
  /** The step that made the group. */
  readonly step: Step;
  readonly groupId: string;
  readonly change: GroupChangeName;
}

/** The change of a group is kept with the step that made it, as going back or forward. */
export function directionOfChange(change: GroupChangeName): Direction {
  return change === 'delete' ? 'back' : 'forward';
}

/** The deletion, or its undoing, of which nothing has told yet how it ended; null: none. */
export function openGroupChange({ log }: Engine, step: Step): GroupChange | null {
  const groupId = provenGroupId(step, log);
  const change = openChange(step, log);
  return groupId === null || change === null ? null : { step, groupId, change };
}

/**
 * Reads how each such change of a group ended before the plan goes on, either way: a group on its
 * way out still shows for a while, and would be taken for the one the plan made. Nothing is sent.
 * Failures: `step/outcome-unknown`, `step/cancelled`, those of the journal.
 */
export async function settleGroups(engine: Engine, run: Run): Promise<StepEnd> {
  for (const step of engine.plan.steps) {
    const open = openGroupChange(engine, step);
    if (open === null) continue;
    try {
      const settled = await settleGroup(engine, run, open);
      if (!settled.ok) return settled;
    } catch (error) {
      if (error instanceof SleepAborted) return err(failure('step/cancelled', { step: step.id }));
      throw error;
    }
  }
  return ok(undefined);
}

/** One that was sent, read until it is sure and written down. `asBefore`: it has not taken effect. */
export async function settleGroup(
  engine: Engine,
  run: Run,
  { step, groupId, change }: GroupChange,
): Promise<Result<'reached' | 'asBefore', Failure>> {
  const { log } = engine;
  const dir = directionOfChange(change);
  const entry = { stepId: step.id, item: null };
  if (log.state(step.id).status === 'SENT') {
    const doubt = failureBody(settlingGroup(step, 'stopped', engine.clock.now()));
    const body = { dir, reason: 'stopped', failure: doubt };
    const told = await log.append({ ...entry, type: 'unknown', body });
    if (!told.ok) return told;
  }
  const seen = await watchGroup(engine, run, step, groupId, change);
  if (seen.kind === 'reached') {
    const told = await log.append(
      { ...entry, type: 'verified', body: { dir, ...seen.told } },
      { ...entry, type: 'done', body: { dir, change } },
    );
    return told.ok ? ok('reached') : told;
  }
  const told = await log.append(
    seen.kind === 'asBefore'
      ? { ...entry, type: 'observed', body: { dir, position: 'prior' } }
      : { ...entry, type: 'unknown', body: { dir, reason: 'deadline' } },
  );
  if (!told.ok) return told;
  if (seen.kind === 'asBefore') return ok('asBefore');
  return err(failure('step/outcome-unknown', { step: step.id, ...whyOpen(seen.unread) }));
}
