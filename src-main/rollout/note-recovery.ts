import type { Failure } from '../../shared/diagnostic';
import type { StepStatus } from '../../shared/journal/journal-entry';
import type { Result } from '../../shared/result';
import type { Engine } from './engine';

const halfWay: ReadonlySet<StepStatus> = new Set([
  ...(['PREFLIGHT', 'INTENT', 'SENT', 'RESOLVE', 'VERIFYING'] as const),
]);

/**
 * A run that died between two entries is named as such before anything goes on from there: forward,
 * back, in an emergency stop, or by a person's answer (execution.md 1.6). Once for each time it died;
 * steps that are not of the plan (a stop's, one person's) among them.
 */
export function noteRecovery({ log }: Pick<Engine, 'log'>): Promise<Result<void, Failure>> {
  const ids = new Set(log.entries.flatMap(({ stepId }) => stepId ?? []));
  const open = [...ids].filter(
    (id) => halfWay.has(log.state(id).status) && log.ofStep(id).at(-1)?.type !== 'recovered',
  );
  return log.append(
    ...open.map((stepId) => {
      const { direction: dir, status } = log.state(stepId);
      return { type: 'recovered' as const, stepId, item: null, body: { dir, status } };
    }),
  );
}
