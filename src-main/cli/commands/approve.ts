import { m } from '../../../shared/paraglide/messages.js';
import { failure, type Failure } from '../../../shared/diagnostic';
import { needsSecondPerson, type Plan } from '../../../shared/plan/plan';
import { planPieces } from '../../../shared/plan/plan-file';
import { err, ok, type Result } from '../../../shared/result';
import { writePieces } from '../../files/plan-files';
import type { Source } from '../../graph/open-source';
import type { CliContext, Command } from '../context';
import { exitCodes } from '../exit-codes';
import { keepPlan } from '../keep-plan';
import { loadPlan } from '../load-files';
import { accountOf, checkApproval, checkTenant, startEngine } from '../open-rollout';
import { requiredText } from '../option-values';
import { openStore } from '../rollout-folder';
import { openTenant } from '../sources';

/**
 * The second person's approval: by the account the tenant says their own token belongs to, for the
 * whole hash of this plan, written into the journal of the state folder it will be applied from. The
 * plan file gets a line of it for its reader, where it can be written; that line alone counts for
 * nothing.
 */
export const runApprove: Command = async (context) => {
  const loaded = await loadPlan(context);
  if (!loaded.ok) return loaded;
  const plan = loaded.value;
  const approved = checkApproval(context, plan);
  if (!approved.ok) return approved;
  if (!needsSecondPerson(plan)) return err(failure('plan/nothing-to-do'));
  const source = await openTenant(context, requiredText(context, 'graph-url'), plan.cloud);
  if (!source.ok) return source;
  const tenant = checkTenant(source.value, plan);
  if (!tenant.ok) return tenant;
  const account = source.value.signedInUserId?.toLowerCase() ?? null;
  // Asked before there is a folder; the engine asks again, also whose rollout it is by now.
  if (account === null || account === plan.operatorId?.toLowerCase()) {
    return err(failure('plan/same-approver'));
  }
  const given = await journal(context, plan, source.value);
  if (!given.ok) return given;
  const at = new Date(await source.value.clock.serverNow()).toISOString();
  const file = requiredText(context, 'plan');
  const written = await writePieces(file, () => planPieces(withLine(plan, account, at)));
  const { output } = context;
  // The approval is in the journal by now, and counts from there.
  if (!written.ok) {
    const code = written.failure.values['code'] ?? written.failure.code;
    output.note(m.cli_approved_no_line({ file, code }, { locale: output.language }));
  }
  const { planHash } = plan;
  output.result({ schema: 'causeway-approval/1', planHash, account, at }, () => [
    m.cli_approved_second(
      { account, hash: planHash, file: requiredText(context, 'state') },
      { locale: output.language },
    ),
  ]);
  return ok(exitCodes.done);
};

async function journal(
  context: CliContext,
  plan: Plan,
  source: Source,
): Promise<Result<void, Failure>> {
  const store = openStore(requiredText(context, 'state'), 'write', context);
  if (!store.ok) return store;
  const graphUrl = requiredText(context, 'graph-url');
  const kept = keepPlan(store.value, plan, source, { graphUrl, until: undefined });
  if (!kept.ok) {
    store.value.close();
    return kept;
  }
  const handle = await startEngine(context, { store: store.value, plan, source });
  if (!handle.ok) return handle;
  try {
    return await handle.value.rollout.approveSecond({
      ...{ planHash: plan.planHash, account: source.signedInUserId, by: accountOf(source) },
      ...{ how: 'cli', for: 'apply' },
    });
  } finally {
    handle.value.close();
  }
}

/** Lines of another hash, or of the same account before, are of no use any more and are left out. */
function withLine(plan: Plan, account: string, at: string): Plan {
  const { planHash, tenant, envelope } = plan;
  const others = (envelope.approvals ?? []).filter(
    (one) => one.planHash === planHash && one.account.toLowerCase() !== account,
  );
  const approvals = [...others, { planHash, tenant: tenant.id, account, at }];
  return { ...plan, envelope: { ...envelope, approvals } };
}
