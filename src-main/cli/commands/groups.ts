import { failure, type Failure } from '../../../shared/diagnostic';
import { isGuid } from '../../../shared/ids';
import { err, ok, type Result } from '../../../shared/result';
import { usage } from '../arguments';
import type { CliContext, Command } from '../context';
import { exitCodeOf, exitCodes } from '../exit-codes';
import { approveFor, continueRollout, type Continued } from '../open-rollout';
import { textOf } from '../option-values';
import { runProgress } from '../run-progress';
import { groupLines, groupsDocument } from '../views/groups-view';

/**
 * The groups this rollout made, and why each may be deleted or may not. `--delete` and `--restore`
 * name one by its object id, taken from that list.
 */
export const runGroups: Command = async (context) => {
  const asked = changeOf(context);
  if (!asked.ok) return asked;
  const continued = await continueRollout(context);
  if (!continued.ok) return continued;
  const { handle } = continued.value;
  const { rollout, plan } = handle;
  const { output } = context;
  try {
    const changed =
      asked.value === null ? ok(undefined) : await change(context, continued.value, asked.value);
    output.endProgress();
    const groups = await rollout.groups();
    if (!groups.ok) return changed.ok ? groups : changed;
    output.result(groupsDocument(plan, groups.value), () =>
      groupLines(plan, groups.value, handle.directory, output),
    );
    if (changed.ok) return ok(exitCodes.done);
    output.failure(changed.failure);
    return ok(exitCodeOf(changed.failure));
  } finally {
    handle.close();
  }
};

interface Asked {
  readonly groupId: string;
  readonly change: 'delete' | 'restore';
}

function changeOf(context: CliContext): Result<Asked | null, Failure> {
  for (const change of ['delete', 'restore'] as const) {
    const groupId = textOf(context, change);
    if (groupId === undefined) continue;
    if (isGuid(groupId)) return ok({ groupId, change });
    const { language } = context.output;
    return usage('cli_usage_bad_value', `--${change} ${groupId}`, null, language, 'objectId');
  }
  return ok(null);
}

async function change(
  context: CliContext,
  { handle, by }: Continued,
  asked: Asked,
): Promise<Result<void, Failure>> {
  const { rollout, plan } = handle;
  const known = await rollout.groups();
  if (!known.ok) return known;
  // What was not shown was not meant: nothing is approved for it.
  if (!known.value.some(({ groupId }) => groupId === asked.groupId.toLowerCase())) {
    return err(failure('guardrail/refused', { step: '–', expected: 'ownGroup' }));
  }
  const approval = await approveFor(context, handle, by, 'rollBack');
  if (!approval.ok) return approval;
  return rollout.changeGroup({
    ...{ ...asked, by, how: 'cli' as const, signal: context.signal },
    onEvent: runProgress(plan, context.output),
  });
}
