import { coverageOf } from '../assess/coverage';
import type { Person } from '../assess/people';
import type { Failure } from '../diagnostic';
import { ok, type Result } from '../result';
import { withoutIdleGroups } from './idle-groups';
import { scopeInImage } from './image-scope';
import type { PlanContext } from './plan-context';
import type { Plan } from './plan';
import { applyStep, imageOfPlan, type TenantImage } from './post-image';
import type { Step } from './step';
import { exclusionSteps } from './steps/chosen-exclusions';
import { chosenAlone } from './steps/chosen-alone';
import { chosenOffSteps } from './steps/chosen-off-steps';
import { completeSteps, finishSteps, phoneOffSteps, radiusSteps } from './steps/closing-steps';
import { frontlineSteps, removePhoneSteps } from './steps/chosen-path-steps';
import { enforcementSteps } from './steps/enforcement-steps';
import { campaignSteps } from './steps/campaign-steps';
import { chosenSettings, decisionSteps } from './steps/decision-steps';
import {
  canRegisterKeyNow,
  emergencyAccessSteps,
  secureOperatorSteps,
} from './steps/emergency-access-steps';
import { systemPreferredSteps } from './steps/system-preferred-steps';
import { enableMethodSteps, inProgressSteps, transitionSteps } from './steps/method-steps';
import { unshownMethodSteps } from './steps/unshown-method-steps';

/** All steps of a plan in their order, still with keys for ids. */
export function arrangeSteps(
  context: PlanContext,
  plan: Omit<Plan, 'schedule'>,
): Result<readonly Step[], Failure> {
  if (context.enforcement === 'nothingToMigrate') return chosenAlone(context, imageOfPlan(plan));
  const isKeyReady = canRegisterKeyNow(context);
  const emergency = emergencyAccessSteps(context);
  const campaign = campaignSteps(context);
  const settings = chosenSettings(context);
  if (!settings.ok) return settings;
  const opening = [
    ...(isKeyReady ? emergency : []),
    ...inProgressSteps(context),
    ...enableMethodSteps(context),
    ...unshownMethodSteps(context),
    ...secureOperatorSteps(context),
    ...(isKeyReady ? [] : emergency),
    ...transitionSteps(context),
    ...campaign.steps,
    ...settings.value,
    ...decisionSteps(context),
    ...frontlineSteps(context),
  ];
  const start = imageOfPlan(plan);
  const opened = opening.reduce(applyStep, start);
  const grown = campaign.group === null ? {} : { campaignGroup: campaign.group };
  const middle = enforcementSteps({ ...context, ...grown }, opened);
  const enforced = middle.reduce(applyStep, opened);
  const chosenOff = chosenOffSteps(context, enforced);
  if (!chosenOff.ok) return chosenOff;
  const phonesOff = phoneOffSteps(context, enforced);
  const atEnd = [...phonesOff, ...chosenOff.value].reduce(applyStep, enforced);
  const leftOut = exclusionSteps(context, atEnd);
  if (!leftOut.ok) return leftOut;
  const preferred = systemPreferredSteps(context);
  if (!preferred.ok) return preferred;
  const steps = withCoveredItems(
    [
      ...opening,
      ...middle,
      ...radiusSteps(context),
      ...preferred.value,
      ...removePhoneSteps(context),
      ...completeSteps(context),
      ...phonesOff,
      ...chosenOff.value,
      ...leftOut.value,
      ...finishSteps(context),
    ],
    start,
    context,
  );
  const needed = withoutIdleGroups(steps);
  return ok(needed.some(isWork) ? needed : []);
}

/** False for what only closes a plan: one of nothing else has nothing to do. */
function isWork(step: Step): boolean {
  if (step.kind === 'soak') return false;
  if (step.kind === 'method.configure') return true;
  return step.purpose !== 'finish' && step.purpose !== 'legacyCleanUp' && step.purpose !== 'rescan';
}

/**
 * Leaves out of every clearing those whom nothing will ask for MFA at that moment (R10); steps
 * and gates without anybody left go too. Emergency access is the one exception (R14).
 */
function withCoveredItems(
  steps: readonly Step[],
  start: TenantImage,
  context: PlanContext,
): readonly Step[] {
  const out: Step[] = [];
  let image = start;
  for (const step of steps) {
    const kept = step.purpose === 'clearPerUser' ? keepCovered(step, image, context) : step;
    if (kept === null) continue;
    image = applyStep(image, kept);
    out.push(kept);
  }
  return out;
}

function keepCovered(step: Step, image: TenantImage, context: PlanContext): Step | null {
  const isCovered = (id: string): boolean => {
    const person = context.byId.get(id);
    return person !== undefined && isAskedEverywhere(image, person);
  };
  if (step.gate?.userIds !== undefined) {
    const userIds = step.gate.userIds.filter(isCovered);
    return userIds.length === 0 ? null : { ...step, gate: { ...step.gate, userIds } };
  }
  if (step.items === undefined) return step;
  const items = step.items.filter((item) => isCovered(item.userId));
  return items.length === 0 ? null : { ...step, items };
}

function isAskedEverywhere(image: TenantImage, person: Person): boolean {
  const { cover } = coverageOf(scopeInImage(image, person), {
    securityDefaults: image.securityDefaults,
    policies: image.conditionalAccess,
    isSyncAccount: person.kind === 'dirSyncAccount',
  });
  return cover === 'enforced';
}
