import { m } from '../../../shared/paraglide/messages.js';
import { failure } from '../../../shared/diagnostic';
import { formatCount } from '../../../shared/i18n/format';
import { err, ok } from '../../../shared/result';
import { noteLimit } from '../../../shared/wizard/note';
import { usage } from '../arguments';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { approveFor, continueRollout } from '../open-rollout';
import { requiredText } from '../option-values';
import { statusDocument } from '../status-document';

/** Records what a person did or decided. Accounts named as evidence are looked up in the tenant. */
export const runConfirm: Command = async (context) => {
  const evidence = requiredText(context, 'evidence');
  if (evidence.trim() === '') {
    return usage('cli_usage_blank', '--evidence', null, context.output.language);
  }
  if (evidence.length > noteLimit) {
    const { language } = context.output;
    const most = formatCount(noteLimit, language);
    const given = `--evidence (${formatCount(evidence.length, language)})`;
    return usage('cli_usage_too_long', given, null, language, most);
  }
  const continued = await continueRollout(context);
  if (!continued.ok) return continued;
  const { handle, remembered, by } = continued.value;
  const { rollout, plan } = handle;
  const { output } = context;
  try {
    const stepId = requiredText(context, 'step');
    if (!plan.steps.some(({ id }) => id === stepId)) {
      return err(failure('input/unknown-step', { step: stepId }));
    }
    const approval = await approveFor(context, handle, by, 'apply');
    if (!approval.ok) return approval;
    const confirmed = await rollout.confirm({ stepId, evidence, by });
    if (!confirmed.ok) return confirmed;
    output.result(statusDocument(plan, rollout, remembered), () => [
      m.cli_confirmed({ step: stepId }, { locale: output.language }),
      m.cli_resume_with(
        { state: handle.directory, hash: plan.planHash },
        { locale: output.language },
      ),
    ]);
    return ok(exitCodes.done);
  } finally {
    handle.close();
  }
};
