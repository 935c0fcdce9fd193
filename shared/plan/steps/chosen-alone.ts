import { methodChoice } from '../../assess/method-choice';
import type { Failure } from '../../diagnostic';
import { ok, type Result } from '../../result';
import { withoutIdleGroups } from '../idle-groups';
import type { PlanContext } from '../plan-context';
import { applyStep, type TenantImage } from '../post-image';
import { campaignRing, campaignSteps } from './campaign-steps';
import { exclusionSteps } from './chosen-exclusions';
import { chosenOffSteps } from './chosen-off-steps';
import { finishStep, phoneOffSteps, radiusSteps } from './closing-steps';
import { chosenSettings } from './decision-steps';
import {
  asksForKey,
  canRegisterKeyNow,
  emergencyAccessSteps,
  secureOperatorSteps,
} from './emergency-access-steps';
import { enableMethodSteps, transitionSteps } from './method-steps';
import { systemPreferredSteps } from './system-preferred-steps';
import { makeObjects } from '../step-draft';
import type { Step } from '../step';
import { unshownMethodSteps } from './unshown-method-steps';

/** What the chosen steps are made from: methods turned on, and what makes the rest safe. */
interface Wanted {
  readonly targets: PlanContext['targets'];
  /** Stands once methods are on that somebody has to register for it (O5). */
  readonly secured: readonly Step[];
}

/**
 * Where there is nothing to migrate: what somebody chose, and nothing beside it but what makes each
 * change safe. No step where all of it is so already.
 */
export function chosenAlone(
  context: PlanContext,
  start: TenantImage,
): Result<readonly Step[], Failure> {
  const chosen = context.targets.filter(({ id }) => isChosen(context, id, 'on'));
  // A look first: where nothing changes, nothing has to be made safe, and no name is used up.
  const look = { ...context, objects: makeObjects('') };
  const looked = chosenSteps(look, start, { targets: chosen, secured: [] });
  if (!looked.ok || looked.value.length === 0) return looked;
  const emergency = emergencyAccessSteps(context);
  const isKeyReady = canRegisterKeyNow(context);
  const needsKey = !isKeyReady && asksForKey(emergency);
  const targets = context.targets.filter(
    (target) => chosen.includes(target) || (needsKey && target.id === 'Fido2'),
  );
  const secured = [...secureOperatorSteps(context), ...(isKeyReady ? [] : emergency)];
  const made = chosenSteps(context, start, { targets, secured });
  if (!made.ok) return made;
  return ok([...(isKeyReady ? emergency : []), ...made.value, finishStep]);
}

function chosenSteps(
  context: PlanContext,
  start: TenantImage,
  { targets, secured }: Wanted,
): Result<readonly Step[], Failure> {
  const turnedOn = { ...context, targets };
  const settings = chosenSettings(context);
  if (!settings.ok) return settings;
  const isPreferred = context.choices.systemPreferred !== undefined;
  const preferred = isPreferred ? systemPreferredSteps(context) : ok([]);
  if (!preferred.ok) return preferred;
  const opening = [
    ...enableMethodSteps(turnedOn),
    ...unshownMethodSteps(turnedOn),
    ...secured,
    ...transitionSteps(turnedOn),
    ...chosenCampaign(context, start),
    ...settings.value,
    ...preferred.value,
  ];
  const opened = opening.reduce(applyStep, start);
  const phonesOff = phoneOffSteps(context, opened, (id) => isChosen(context, id, 'off'));
  const chosenOff = chosenOffSteps(context, opened);
  if (!chosenOff.ok) return chosenOff;
  const atEnd = [...phonesOff, ...chosenOff.value].reduce(applyStep, opened);
  const leftOut = exclusionSteps(context, atEnd);
  if (!leftOut.ok) return leftOut;
  // Whoever signs in by RADIUS moves before the phone goes (O21).
  const radius = phonesOff.length === 0 ? [] : radiusSteps(context);
  const closing = [...radius, ...phonesOff, ...chosenOff.value, ...leftOut.value];
  return ok(withoutIdleGroups([...opening, ...closing]));
}

function isChosen({ choices }: PlanContext, id: string, value: 'on' | 'off'): boolean {
  return methodChoice(choices, id)?.value === value;
}

function chosenCampaign(context: PlanContext, image: TenantImage): readonly Step[] {
  if (context.choices.registrationCampaign === undefined) return [];
  const { steps, group } = campaignSteps(context);
  if (group === null) return steps;
  const grown = { ...context, campaignGroup: group };
  return [...steps, ...context.rings.flatMap((ring) => campaignRing(grown, ring, image))];
}
