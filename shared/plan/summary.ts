import type { PlanFate } from '../lockout/plan-fate';
import type { Plan } from './plan';
import { largestPolicyBytes } from './policy-size';
import type { Step, StepKind } from './step';

/** What Review shows above the steps. */
export interface PlanSummary {
  /** Steps that write a setting, people's items apart. */
  readonly settingsChanged: number;
  /** People some step names in its items. */
  readonly peopleMoved: number;
  /** People who can sign in today and are shut out after some step, with what they hold today. */
  readonly loseAccess: number;
  /**
   * Enabled accounts whose fate is not known after the last step, or of whom something that decides
   * it was not read: both are about the same people, and the larger number is told.
   */
  readonly unknown: number;
  /** Steps without a way back, or whose way back is only by hand: id and message key. */
  readonly cannotUndo: readonly { readonly stepId: string; readonly why: string }[];
  readonly writes: number;
  /** The largest the methods policy gets on the way, UTF-8; Graph refuses 20,000 bytes (R15). */
  readonly policyBytes: number;
}

const silentKinds: ReadonlySet<StepKind> = new Set(['soak', 'gate', 'manual']);

/** True for a step that sends requests. */
export function isWrite(step: Step): boolean {
  return !silentKinds.has(step.kind);
}

export function summarizePlan(plan: Plan, fate: PlanFate): PlanSummary {
  const writes = plan.steps.filter(isWrite);
  const moved = new Set(writes.flatMap((step) => step.items?.map((item) => item.userId) ?? []));
  return {
    settingsChanged: writes.filter((step) => step.items === undefined).length,
    peopleMoved: moved.size,
    loseAccess: fate.loseAccess,
    unknown: Math.max(
      fate.unknown,
      plan.people.filter((person) => person.enabled && person.readiness === 'unknown').length,
    ),
    cannotUndo: plan.steps.flatMap((step) =>
      step.reverse.kind === 'oneWay' || (step.reverse.kind === 'manual' && changesTenant(step))
        ? [{ stepId: step.id, why: step.reverse.why }]
        : [],
    ),
    writes: writes.length,
    policyBytes: largestPolicyBytes(plan),
  };
}

/** Manual steps that leave something behind which the app cannot take back. */
function changesTenant(step: Step): boolean {
  return step.purpose !== 'finish' && step.purpose !== 'licenceDecision';
}
