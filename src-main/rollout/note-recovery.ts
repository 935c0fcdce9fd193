import type { Failure } from '../../shared/diagnostic';
import type { StepStatus } from '../../shared/journal/journal-entry';
import type { Result } from '../../shared/result';
import type { Engine } from './engine';

const halfWay: ReadonlySet<StepStatus> = new Set([
  ...(['PREFLIGHT', 'INTENT', 'SENT', 'RESOLVE', 'VERIFYING'] as const),
]);

/**
 * A run that died between two entries is named as such before anything goes on from there, forward or
 * back (execution.md 1.6).
 */
export function noteRecovery({ plan, log }: Engine): Promise<Result<void, Failure>> {
  const open = plan.steps.filter((step) => halfWay.has(log.state(step.id).status));
  return log.append(
    ...open.map((step) => {
      const { direction: dir, status } = log.state(step.id);
      return { type: 'recovered' as const, stepId: step.id, item: null, body: { dir, status } };
    }),
  );
}
