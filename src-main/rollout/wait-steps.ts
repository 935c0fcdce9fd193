import { failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { JsonObject } from '../../shared/json';
import { err, ok } from '../../shared/result';
import type { Engine, Motion, Run, StepEnd } from './engine';
import { evaluateGate } from './evaluate-gate';
import type { LogDraft } from './journal-log';
import { pause } from './preflight';
import { neverOpens, soakedOutside } from './start-window';

function draft(motion: Motion, type: LogDraft['type'], body: JsonObject): LogDraft {
  return { type, stepId: motion.step.id, item: null, body: { dir: 'forward', ...body } };
}

/**
 * Waits in server time from the end of the step before. A practice tenant's clock is advanced;
 * anywhere else the step pauses with its time, and the next call goes on (execution.md 3.5).
 */
export async function runSoak(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const { step } = motion;
  const minutes = step.soakMinutes ?? 0;
  const state = engine.log.state(step.id);
  let until = state.direction === 'forward' ? Date.parse(state.soakUntil ?? '') : Number.NaN;
  let now = await engine.clock.serverNow();
  if (Number.isNaN(until)) {
    const end = soakedOutside(engine, step, now);
    if (end === null) return pause(engine, motion, neverOpens(engine.plan, step), []);
    until = end;
    const told = await engine.log.append(
      draft(motion, 'intent', { startedAt: iso(now), until: iso(until), minutes }),
    );
    if (!told.ok) return told;
  }
  // More is left than the whole soak: the server's clock went back.
  const began = engine.log.ofStep(step.id).findLast((entry) => entry.type === 'intent');
  if (now + 1000 < Date.parse(String(began?.body['startedAt']))) {
    const back = failure('auth/clock-skew', {
      minutes: String(Math.round((until - now) / 60_000)),
    });
    return pause(engine, motion, back, []);
  }
  if (now < until && engine.source.kind === 'practice') {
    run.onEvent({ kind: 'wait', stepId: step.id, seconds: Math.ceil((until - now) / 1000) });
    await engine.clock.sleep(until - now, run.signal);
    now = await engine.clock.serverNow();
  }
  if (now < until) {
    const reason = failure('step/soak-not-over', { step: step.id, until: iso(until) });
    if (state.status === 'PAUSED' && state.failure?.code === reason.code) return err(reason);
    const told = await engine.log.append(
      draft(motion, 'paused', { failure: failureBody(reason), until: iso(until) }),
    );
    return told.ok ? err(reason) : told;
  }
  return engine.log.append(draft(motion, 'done', { minutes }));
}

/** A figure against its limit, read now. Unmet and unread both keep it shut. */
export async function runGate(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  const { step } = motion;
  const judged = await evaluateGate(engine, run, step);
  if (!judged.ok) {
    return judged.failure.code === 'step/cancelled'
      ? judged
      : pause(engine, motion, judged.failure, []);
  }
  const gate = judged.value;
  const entry = draft(motion, 'gate', { ...gate });
  if (gate.met) return engine.log.append(entry, draft(motion, 'done', {}));
  const reason = failure('step/gate-not-met', {
    step: step.id,
    figure: gate.figure,
    value: gate.value === null ? '–' : String(gate.value),
    limit: String(gate.limit),
  });
  const told = await engine.log.append(
    entry,
    draft(motion, 'paused', { failure: failureBody(reason) }),
  );
  return told.ok ? err(reason) : told;
}

/** A portal step waits for its evidence; it is asked for once. */
export async function runManual(engine: Engine, motion: Motion): Promise<StepEnd> {
  const { step } = motion;
  const state = engine.log.state(step.id);
  const reason = failure('step/needs-person', { step: step.id, manual: step.manual?.id ?? '' });
  if (state.status === 'PAUSED' && state.failure?.code === reason.code) return err(reason);
  const told = await engine.log.append(draft(motion, 'paused', { failure: failureBody(reason) }));
  return told.ok ? err(reason) : told;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** Steps that send nothing. */
export async function runWait(engine: Engine, run: Run, motion: Motion): Promise<StepEnd> {
  if (engine.log.state(motion.step.id).status === 'DONE') return ok(undefined);
  if (motion.step.kind === 'soak') return runSoak(engine, run, motion);
  if (motion.step.kind === 'gate') return runGate(engine, run, motion);
  return runManual(engine, motion);
}
