import type { PolicyView } from '../../shared/ipc/plan-contract';
import type { Plan } from '../../shared/plan/plan';
import { createdStepId } from '../../shared/plan/references';
import type { Step, StepKind } from '../../shared/plan/step';
import { stepTitle } from '../../shared/plan/step-title';

/** Kinds that change what asks somebody for MFA, whatever they are for. */
const asking: ReadonlySet<StepKind> = new Set([
  'ca.create',
  'ca.setState',
  'ca.exclude',
  'securityDefaults.set',
  'perUserMfa.set',
]);

type Row = PolicyView['enforcement']['steps'][number];

/** What the plan does to what asks for MFA, in the order that leaves no gap (screens.md 6). */
export function enforcementStepsOf(plan: Plan): Row[] {
  return plan.steps
    .filter(({ kind, purpose }) => asking.has(kind) || purpose === 'caEnforce')
    .map((step) => ({ id: step.id, title: stepTitle(step), policy: policyOf(step) }));
}

/** Policies that Microsoft makes are there before the step that is about them: existing. */
function policyOf({ kind, target }: Step): Row['policy'] {
  if (kind === 'ca.create') return 'new';
  if (kind !== 'ca.setState' && kind !== 'ca.exclude') return null;
  return createdStepId(target.id) === null ? 'existing' : 'new';
}
