import { m } from '../../shared/paraglide/messages.js';
import type { Failure } from '../../shared/diagnostic';
import { nameFailure } from '../../shared/plan/name-failure';
import { ok, type Result } from '../../shared/result';
import type { ApplyOutcome, RolloutEvent } from '../rollout/rollout-types';
import type { CliContext } from './context';
import { exitCodeOf, exitCodes, type ExitCode } from './exit-codes';
import type { RolloutHandle } from './open-rollout';
import type { UntilOption } from './option-values';
import { runProgress } from './run-progress';
import { statusDocument } from './status-document';
import { statusLines } from './views/status-view';

interface Run {
  readonly handle: RolloutHandle;
  readonly until: UntilOption;
  readonly graphUrl: string;
  readonly act: (onEvent: (event: RolloutEvent) => void) => Promise<Result<ApplyOutcome, Failure>>;
}

/**
 * Runs the engine with progress on standard error, then prints where the rollout stands, also
 * when it stopped on the way: the exit code says why. Always closes the rollout.
 */
export async function carryOut(
  context: CliContext,
  { handle, until, graphUrl, act }: Run,
): Promise<Result<ExitCode, Failure>> {
  const { output, signal } = context;
  const { plan, rollout, directory } = handle;
  const options = { locale: output.language };
  const onStop = (): void => output.note(m.cli_hold({}, options));
  signal.addEventListener('abort', onStop, { once: true });
  try {
    const outcome = await act(runProgress(plan, output));
    output.endProgress();
    const stopped = outcome.ok ? null : outcome.failure;
    const status = statusDocument(plan, rollout, { until, graphUrl }, stopped);
    output.result(status, () => statusLines(plan, status, directory, output));
    if (stopped === null) return ok(exitCodes.done);
    output.failure(nameFailure(stopped, plan));
    if (stopped.code === 'step/cancelled') {
      output.note(m.cli_resume_with({ state: directory, hash: plan.planHash }, options));
    }
    return ok(exitCodeOf(stopped));
  } finally {
    signal.removeEventListener('abort', onStop);
    handle.close();
  }
}
