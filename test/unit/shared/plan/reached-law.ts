import type { MakePlanInput, Plan } from '../../../../shared/plan/plan';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Step } from '../../../../shared/plan/step';
import { carriedOut } from './carried-out';
import { peopleActed } from './done-by-people';

/**
 * Closing one thing can open the way to another (licences to policies, our own people to guests): so
 * many plans more at most.
 */
const mostPlans = 4;

/**
 * Steps that may be left in a reached state, by manual step, with the reason: neither the reading nor
 * an answer tells their outcome (answers.md 1). All follow choices or findings of their own.
 */
export const lastingSteps: Readonly<Record<string, string>> = {
  network_condition: 'Which networks are the right ones, only a person knows.',
  phones_to_provider: 'No answer and no field of Graph says whom a telephony provider serves.',
  keep_managed_policy: 'Who looks after a policy that is kept is told nowhere.',
  inventory_radius: 'Which clients RADIUS has is not complete until nobody uses it.',
};

/** The record of the end stands as long as anything does, and alone it would be one step too many. */
function owedBy(plan: Plan): readonly Step[] {
  const owed = plan.steps.filter(({ manual }) => lastingSteps[manual?.id ?? ''] === undefined);
  const isRecordAlone = owed.every(({ purpose }) => purpose === 'finish');
  return isRecordAlone && owed.length < plan.steps.length ? [] : owed;
}

/**
 * Planning a state that was reached asks for nothing: plans carried out one after another, people's
 * steps among them, come to an end. What is left over; the legacy lists are off by then, as the last
 * step asks.
 */
export function stepsLeft(
  input: MakePlanInput,
  first: Plan,
  carryOut: typeof carriedOut = carriedOut,
): readonly string[] {
  let plan = first;
  let told = { snapshot: input.snapshot, answers: input.answers, choices: input.choices };
  for (let plans = 0; plans < mostPlans; plans += 1) {
    if (owedBy(plan).length === 0) return [];
    told = peopleActed(plan, { ...told, snapshot: carryOut(plan, told.snapshot) });
    const off = { callToPhone: false, textToPhone: false };
    const verificationOptions = { ...off, appNotification: false, appCodeOrHardwareToken: false };
    const legacyMfa = { ...told.answers?.legacyMfa, verificationOptions };
    told = { ...told, answers: told.answers === null ? null : { ...told.answers, legacyMfa } };
    const next = makePlan({ ...input, ...told });
    if (!next.ok) return [`no plan: ${next.failure.code}`];
    plan = next.value;
  }
  return owedBy(plan).map(
    ({ kind, purpose, target, manual }) => `${kind} ${purpose} ${manual?.id ?? target.name}`,
  );
}
