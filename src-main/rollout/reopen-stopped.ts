import { stopSteps } from '../../shared/plan/emergency-stop';
import { resolveText } from '../../shared/plan/references';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';
import type { LogDraft } from './journal-log';

/**
 * What an emergency stop undid is done again once a person approves going on: the policies it set
 * to report-only, the waits and gates that stood on them, and the clearing of people it may have
 * given per-user MFA back to. Each of them passes all its guards anew; nothing else is repeated.
 */
export function reopenStopped(engine: Engine): readonly LogDraft[] {
  const { plan, log, refs } = engine;
  const stop = log.entries.findLast((entry) => entry.type === 'emergency');
  if (stop === undefined) return [];
  const isAnswered = log.entries.some(
    (entry) => entry.type === 'approved' && entry.seq > stop.seq && entry.body['for'] === 'apply',
  );
  if (isAnswered) return [];
  const stopped = new Set(
    stopSteps(plan, (stepId) => log.state(stepId), refs, 0).map((step) =>
      step.target.id.toLowerCase(),
    ),
  );
  const first = plan.steps.findIndex((step) => isOfPolicy(engine, step, stopped));
  if (first < 0) return [];
  return plan.steps.slice(first).flatMap((step) => draftsFor(engine, step, stopped));
}

/** A step that sets the state of one of these policies, on or off: the later one must follow again. */
function isOfPolicy(engine: Engine, step: Step, ids: ReadonlySet<string>): boolean {
  if (step.kind !== 'ca.setState') return false;
  const id = resolveText(step.target.id, engine.refs);
  return id !== null && ids.has(id.toLowerCase());
}

function draftsFor(engine: Engine, step: Step, stopped: ReadonlySet<string>): readonly LogDraft[] {
  const state = engine.log.state(step.id);
  if (state.direction !== 'forward' || state.status !== 'DONE') return [];
  const isWait = step.kind === 'soak' || step.kind === 'gate';
  const isClearing = step.kind === 'perUserMfa.set' && state.changedItems.size > 0;
  if (!isWait && !isClearing && !isOfPolicy(engine, step, stopped)) return [];
  const items = isClearing ? { items: [...state.changedItems] } : {};
  return [
    {
      type: 'note',
      stepId: step.id,
      item: null,
      body: { dir: 'forward', what: 'reopened', ...items },
    },
  ];
}
