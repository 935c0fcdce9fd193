import type { MakePlanInput, Plan } from '../../../../shared/plan/plan';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Step } from '../../../../shared/plan/step';
import { carriedOut } from './carried-out';

/** Closing one thing can open the way to another (guests, once our own are asked): one plan more. */
const mostPlans = 2;

/** Manual steps apart, which are not carried out here, and gates, which may hang on one of them. */
function owedBy(plan: Plan): readonly Step[] {
  return plan.steps.filter(({ kind }) => kind !== 'manual' && kind !== 'gate');
}

/**
 * Planning a state that was reached asks for no write and no wait: plans carried out one after
 * another come to an end. What is left over; the legacy lists are off by then, as the last step asks.
 */
export function stepsLeft(
  input: MakePlanInput,
  first: Plan,
  carryOut: typeof carriedOut = carriedOut,
): readonly string[] {
  const off = { callToPhone: false, textToPhone: false };
  const answers =
    input.answers === null
      ? null
      : {
          ...input.answers,
          legacyMfa: {
            ...input.answers.legacyMfa,
            verificationOptions: { ...off, appNotification: false, appCodeOrHardwareToken: false },
          },
        };
  let [plan, { snapshot }] = [first, input];
  for (let plans = 0; plans < mostPlans; plans += 1) {
    if (owedBy(plan).length === 0) return [];
    snapshot = carryOut(plan, snapshot);
    const next = makePlan({ ...input, answers, snapshot });
    if (!next.ok) return [];
    plan = next.value;
  }
  return owedBy(plan).map(({ kind, purpose, target }) => `${kind} ${purpose} ${target.name}`);
}
