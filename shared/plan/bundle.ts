import type { Step } from './step';

/** Graph's name for a policy that only reports. */
const reportOnly = 'enabledForReportingButNotEnforced';

type BundledStep = Pick<Step, 'id' | 'bundle'>;
type MovedStep = BundledStep & Pick<Step, 'kind' | 'purpose' | 'planned' | 'prior'>;

/** The steps carried out together with this one, in order; the step alone where there are none. */
export function bundleOf<S extends BundledStep>(steps: readonly S[], step: S): readonly S[] {
  if (step.bundle === undefined) return [step];
  return steps.filter((one) => one.bundle === step.bundle);
}

/** Place of the last step of the move that the one at `place` belongs to. */
export function moveEnd(steps: readonly BundledStep[], place: number): number {
  const step = steps[place];
  const last = step === undefined ? undefined : bundleOf(steps, step).at(-1);
  return last === undefined ? place : steps.indexOf(last);
}

/**
 * The first step of a bundle whose steps do not stand together, or that is neither of the two moves
 * between security defaults and Conditional Access; null when all are sound. Also half of such a
 * move by itself: without the other one it would leave a gap (execution.md 2.4).
 * @param mayBeOld as builds planned it before policies off and security defaults on were one move
 */
export function unsoundBundle(steps: readonly MovedStep[], mayBeOld = false): string | null {
  for (const [place, step] of steps.entries()) {
    if (step.bundle === undefined) {
      if (isDefaultsOff(step) || (!mayBeOld && isLoneHalf(steps, step))) return step.id;
      continue;
    }
    const bundle = bundleOf(steps, step);
    const first = steps.findIndex((one) => one.bundle === step.bundle);
    if (bundle.length < 2 || place - first !== bundle.indexOf(step)) return step.id;
    const isSound =
      step.bundle === 'switch' ? isOfSwitch(step, bundle) : isOfHandOver(step, bundle);
    if (!isSound) return step.id;
  }
  return null;
}

/** Security defaults off, then policies that have only reported on. */
function isOfSwitch(step: MovedStep, [first]: readonly MovedStep[]): boolean {
  return step === first ? isDefaultsOff(step) : isPolicy(step, reportOnly, 'enabled');
}

/** Policies off, then security defaults on. */
function isOfHandOver(step: MovedStep, bundle: readonly MovedStep[]): boolean {
  return step === bundle.at(-1) ? isDefaultsOn(step) : isPolicy(step, 'enabled', 'disabled');
}

/** The step where security defaults go on by themselves, as builds before this move planned it. */
export function loneHalf(steps: readonly MovedStep[]): string | null {
  return steps.find((one) => one.bundle === undefined && isLoneHalf(steps, one))?.id ?? null;
}

/** Security defaults that go on while the plan turns policies off for them outside of the move. */
function isLoneHalf(steps: readonly MovedStep[], step: MovedStep): boolean {
  const isOff = (one: MovedStep): boolean =>
    one.purpose === 'caOff' && isPolicy(one, 'enabled', 'disabled');
  return isDefaultsOn(step) && steps.some(isOff);
}

function isDefaultsOff({ kind, planned }: MovedStep): boolean {
  return kind === 'securityDefaults.set' && planned?.['isEnabled'] !== true;
}

function isDefaultsOn({ kind, planned }: MovedStep): boolean {
  return kind === 'securityDefaults.set' && planned?.['isEnabled'] === true;
}

function isPolicy({ kind, prior, planned }: MovedStep, from: string, to: string): boolean {
  return kind === 'ca.setState' && prior?.['state'] === from && planned?.['state'] === to;
}
