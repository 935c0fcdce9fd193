import { m } from '../../../shared/paraglide/messages.js';
import { failure, type Failure } from '../../../shared/diagnostic';
import { err, ok, type Result } from '../../../shared/result';
import type { Settlement } from '../../rollout/settle-step';
import { usage } from '../arguments';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { approveFor, continueRollout } from '../open-rollout';
import { requiredText } from '../option-values';
import { statusDocument } from '../status-document';

/** Answers a step that asks a person: send again, take over an object, or leave it as it is. */
export const runSettle: Command = async (context) => {
  const as = answerOf(context);
  if (!as.ok) return as;
  const continued = await continueRollout(context);
  if (!continued.ok) return continued;
  const { handle, remembered, by } = continued.value;
  const { rollout, plan } = handle;
  const { output } = context;
  try {
    const stepId = requiredText(context, 'step');
    const step = rollout.status().steps.find(({ id }) => id === stepId);
    if (step === undefined) return err(failure('input/unknown-step', { step: stepId }));
    const way = step.isGoingBack ? 'rollBack' : 'apply';
    const approval = await approveFor(context, handle, by, way);
    if (!approval.ok) return approval;
    const settled = await rollout.settle({ stepId, as: as.value, by });
    if (!settled.ok) return settled;
    const voice = { locale: output.language };
    output.result(statusDocument(plan, rollout, remembered), () => [
      m.cli_settled({ step: stepId }, voice),
      m.cli_resume_with({ state: handle.directory, hash: plan.planHash }, voice),
    ]);
    return ok(exitCodes.done);
  } finally {
    handle.close();
  }
};

function answerOf(context: CliContext): Result<Settlement['as'], Failure> {
  const value = requiredText(context, 'as');
  if (value === 'resend' || value === 'skip') return ok({ kind: value });
  const objectId = /^adopt:(.+)$/.exec(value)?.[1];
  if (objectId !== undefined) return ok({ kind: 'adopt', objectId });
  const expected = 'resend, adopt:OBJECTID, skip';
  return usage('cli_usage_bad_value', `--as ${value}`, null, context.output.language, expected);
}
