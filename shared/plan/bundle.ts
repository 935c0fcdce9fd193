import type { Step } from './step';

/** Graph's name for a policy that only reports. */
const reportOnly = 'enabledForReportingButNotEnforced';

type BundledStep = Pick<Step, 'id' | 'bundle'>;

/** The steps carried out together with this one, in order; the step alone where there are none. */
export function bundleOf<S extends BundledStep>(steps: readonly S[], step: S): readonly S[] {
  if (step.bundle === undefined) return [step];
  return steps.filter((one) => one.bundle === step.bundle);
}

/** Place of the last step carried out together with the one at `place`. */
export function bundleEnd(steps: readonly BundledStep[], place: number): number {
  const step = steps[place];
  const last = step === undefined ? undefined : bundleOf(steps, step).at(-1);
  return last === undefined ? place : steps.indexOf(last);
}

/**
 * The first step of a bundle whose steps do not stand together, or that is no switch from security
 * defaults to Conditional Access; null when all are sound. Also a step that turns security defaults
 * off by itself: without its successor it would leave a gap (execution.md 2.4).
 */
export function unsoundBundle(
  steps: readonly Pick<Step, 'id' | 'bundle' | 'kind' | 'planned' | 'prior'>[],
): string | null {
  for (const [place, step] of steps.entries()) {
    const isOff = step.kind === 'securityDefaults.set' && step.planned?.['isEnabled'] !== true;
    if (step.bundle === undefined) {
      if (isOff) return step.id;
      continue;
    }
    const bundle = bundleOf(steps, step);
    const first = steps.findIndex((one) => one.bundle === step.bundle);
    if (place - first !== bundle.indexOf(step)) return step.id;
    const [, ...rest] = bundle;
    if (step === bundle[0] && (!isOff || rest.length === 0)) return step.id;
    const isPolicyOn =
      step.kind === 'ca.setState' &&
      step.prior?.['state'] === reportOnly &&
      step.planned?.['state'] === 'enabled';
    if (step !== bundle[0] && !isPolicyOn) return step.id;
  }
  return null;
}
