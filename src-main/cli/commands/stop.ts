import { m } from '../../../shared/paraglide/messages.js';
import { failure, type Failure } from '../../../shared/diagnostic';
import { err, ok, type Result } from '../../../shared/result';
import type { Source } from '../../graph/open-source';
import { usage } from '../arguments';
import type { StopOutcome } from '../../rollout/emergency-stop';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { accountOf, checkTenant, startEngine, type RolloutHandle } from '../open-rollout';
import { requiredText, textOf } from '../option-values';
import type { Output } from '../output';
import { openFolder } from '../rollout-folder';
import { runProgress } from '../run-progress';
import { openTenant } from '../sources';
import { stopDocument, stopLines } from '../views/stop-view';
import { waitForTurn } from '../wait-for-turn';

/**
 * The emergency stop: says what to do in the portal, asks a running `apply` to stop, waits for its
 * lock, then loosens what is left.
 */
export const runStop: Command = async (context) => {
  const { output } = context;
  if (context.options.get('yes') !== true) {
    return usage('cli_usage_missing', '--yes', null, output.language);
  }
  const asked = await askStop(context);
  if (!asked.ok) return asked;
  // Before anything that may hang: a person can always do it by hand.
  await sayByHand(context);
  const source = await openSource(context);
  const handle = source.ok
    ? await waitForTurn(context, () => openHandle(context, source.value))
    : source;
  if (!handle.ok) return handle;
  const { rollout, plan } = handle.value;
  try {
    const stopped = await rollout.stop({
      by: accountOf(source.ok ? source.value : null),
      how: 'cli',
      restore: context.options.get('restore') === true,
      onEvent: runProgress(plan, output),
    });
    output.endProgress();
    if (!stopped.ok) return stopped;
    const document = stopDocument(plan, stopped.value);
    output.result(document, () => stopLines(plan, stopped.value, output));
    sayOpen(stopped.value, output);
    const { policies, restoreFailure } = stopped.value;
    const isSaid = policies.some((one) => one.failure === restoreFailure);
    if (restoreFailure !== null && !isSaid) output.failure(restoreFailure);
    return ok(isWhole(stopped.value) ? exitCodes.done : exitCodes.refused);
  } finally {
    handle.value.close();
  }
};

/** Why some are still on, each reason once, and at the end what a person does about them. */
function sayOpen({ policies }: StopOutcome, output: Output): void {
  const open = policies.filter(({ state }) => state === 'open');
  const reasons = new Map(
    open.flatMap(({ failure: why }) => {
      if (why === null) return [];
      // Ids of the stop's own steps tell nobody anything.
      return [[JSON.stringify([why.code, { ...why.values, step: '' }]), why] as const];
    }),
  );
  for (const why of reasons.values()) output.failure(why);
  sayTargets(open, output);
}

function sayTargets(targets: readonly { id: string; name: string }[], output: Output): void {
  if (targets.length === 0) return;
  output.note(m.cli_stop_by_hand({}, { locale: output.language }));
  for (const { name, id } of targets) output.note(`  - ${name} (${id})`);
}

/** Nothing is left to do by hand: each policy is off, and whoever was to get MFA back has it. */
function isWhole({ policies, left, restored, restorable, restoreFailure }: StopOutcome): boolean {
  const isLoose = policies.every((policy) => policy.state !== 'open') && left !== null;
  return isLoose && restoreFailure === null && (restored === null || restorable.length === 0);
}

/** Durable before anything else: whoever writes now sees it within a second. */
async function askStop(context: CliContext): Promise<Result<void, Failure>> {
  const folder = openFolder(requiredText(context, 'state'), 'write', context);
  if (!folder.ok) return folder;
  const { store, plan } = folder.value;
  const record = store.journal.rollouts().findLast((one) => one.planHash === plan.planHash);
  const told =
    record === undefined
      ? err(failure('plan/nothing-to-do'))
      : store.journal.askStop(record.rolloutId, 'emergency', new Date(context.now()).toISOString());
  store.close();
  return Promise.resolve(told);
}

async function openSource(context: CliContext): Promise<Result<Source, Failure>> {
  if (context.token === null) {
    return usage('cli_usage_no_token', '--graph-url', null, context.output.language);
  }
  const folder = openFolder(requiredText(context, 'state'), 'read', context);
  if (!folder.ok) return folder;
  const { plan, remembered, store } = folder.value;
  store.close();
  const graphUrl = textOf(context, 'graph-url') ?? remembered.graphUrl;
  const source = await openTenant(context, graphUrl, remembered.cloud);
  if (!source.ok) return source;
  const tenant = checkTenant(source.value, plan);
  return tenant.ok ? source : tenant;
}

async function openHandle(
  context: CliContext,
  source: Source | null,
): Promise<Result<RolloutHandle, Failure>> {
  const mode = source === null ? 'read' : 'write';
  const folder = openFolder(requiredText(context, 'state'), mode, context);
  if (!folder.ok) return folder;
  return startEngine(context, { store: folder.value.store, plan: folder.value.plan, source });
}

/** What a person does in the portal meanwhile, or where this program can't. */
async function sayByHand(context: CliContext): Promise<void> {
  const { output } = context;
  const handle = await openHandle(context, null);
  if (!handle.ok) return;
  const options = { locale: output.language };
  const targets = handle.value.rollout.stopTargets();
  handle.value.close();
  if (targets.length === 0) {
    output.note(m.cli_stop_nothing({}, options));
    return;
  }
  sayTargets(targets, output);
}
