import { methodChoice } from '../../assess/method-choice';
import type { Failure } from '../../diagnostic';
import { ok, type Result } from '../../result';
import { withoutIdleGroups } from '../idle-groups';
import type { PlanContext } from '../plan-context';
import { applyStep, type TenantImage } from '../post-image';
import { campaignRing, campaignSteps } from './campaign-steps';
import { exclusionSteps } from './chosen-exclusions';
import { chosenOffSteps } from './chosen-off-steps';
import { finishStep, phoneOffSteps } from './closing-steps';
import { chosenSettings } from './decision-steps';
import { emergencyAccessSteps, secureOperatorSteps } from './emergency-access-steps';
import { enableMethodSteps, transitionSteps } from './method-steps';
import { systemPreferredSteps } from './system-preferred-steps';
import type { Step } from '../step';

/**
 * Where there is nothing to migrate: what somebody chose, and nothing beside it but what makes each
 * change safe. No step where all of it is so already.
 */
export function chosenAlone(
  context: PlanContext,
  start: TenantImage,
): Result<readonly Step[], Failure> {
  const { choices } = context;
  const isChosen = (id: string, value: 'on' | 'off'): boolean =>
    methodChoice(choices, id)?.value === value;
  const turnedOn = {
    ...context,
    targets: context.targets.filter(({ id }) => isChosen(id, 'on')),
  };
  const settings = chosenSettings(context);
  if (!settings.ok) return settings;
  const preferred = choices.systemPreferred === undefined ? ok([]) : systemPreferredSteps(context);
  if (!preferred.ok) return preferred;
  const opening = [
    ...enableMethodSteps(turnedOn),
    ...transitionSteps(turnedOn),
    ...chosenCampaign(context, start),
    ...settings.value,
    ...preferred.value,
  ];
  const opened = opening.reduce(applyStep, start);
  const phonesOff = phoneOffSteps(context, opened);
  const areOff = phonesOff.some(({ target }) => isChosen(target.id, 'off'))
    ? phonesOff.filter(({ kind, target }) => kind === 'gate' || isChosen(target.id, 'off'))
    : [];
  const chosenOff = chosenOffSteps(context, opened);
  if (!chosenOff.ok) return chosenOff;
  const atEnd = [...areOff, ...chosenOff.value].reduce(applyStep, opened);
  const leftOut = exclusionSteps(context, atEnd);
  if (!leftOut.ok) return leftOut;
  const steps = withoutIdleGroups([...opening, ...areOff, ...chosenOff.value, ...leftOut.value]);
  if (steps.length === 0) return ok([]);
  const safe = [...emergencyAccessSteps(context), ...secureOperatorSteps(context)];
  return ok([...safe, ...steps, finishStep]);
}

function chosenCampaign(context: PlanContext, image: TenantImage): readonly Step[] {
  if (context.choices.registrationCampaign === undefined) return [];
  const { steps, group } = campaignSteps(context);
  if (group === null) return steps;
  const grown = { ...context, campaignGroup: group };
  return [...steps, ...context.rings.flatMap((ring) => campaignRing(grown, ring, image))];
}
