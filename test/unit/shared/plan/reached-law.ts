import type { MakePlanInput, Plan } from '../../../../shared/plan/plan';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Step } from '../../../../shared/plan/step';
import { carriedOut } from './carried-out';

const waiting: ReadonlySet<string> = new Set(['manual', 'gate', 'soak']);
/** Closing one thing can open the way to another (guests, once our own are asked): one plan more. */
const mostPlans = 2;

function writesOf(plan: Plan): readonly Step[] {
  return plan.steps.filter(({ kind }) => !waiting.has(kind));
}

/**
 * Planning a state that was reached asks for no write: plans carried out one after another come to
 * an end. The writes that are left over; the legacy lists are off by then, as the last step asks.
 */
export function writesLeft(
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
    if (writesOf(plan).length === 0) return [];
    snapshot = carryOut(plan, snapshot);
    const next = makePlan({ ...input, answers, snapshot });
    if (!next.ok) return [];
    plan = next.value;
  }
  return writesOf(plan).map(({ kind, purpose, target }) => `${kind} ${purpose} ${target.name}`);
}
