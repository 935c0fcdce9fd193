import { m } from '../../../shared/paraglide/messages.js';
import { failure } from '../../../shared/diagnostic';
import { planPieces } from '../../../shared/plan/plan-file';
import { needsSecondPerson, type FiledApproval, type Plan } from '../../../shared/plan/plan';
import { err, ok } from '../../../shared/result';
import { writePieces } from '../../files/plan-files';
import type { Command } from '../context';
import { exitCodes } from '../exit-codes';
import { loadPlan } from '../load-files';
import { checkApproval, checkTenant } from '../open-rollout';
import { requiredText } from '../option-values';
import { openTenant } from '../sources';

/**
 * The second person's approval, written into the plan file: by the account that the token belongs
 * to, for the whole hash of this plan. The account that made the plan is no second person, and
 * nobody approves twice.
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
  if (
    account === null ||
    account === plan.operatorId?.toLowerCase() ||
    hasApproved(plan, account)
  ) {
    return err(failure('plan/same-approver'));
  }
  const at = new Date(await source.value.clock.serverNow()).toISOString();
  const file = requiredText(context, 'plan');
  const next = withApproval(plan, account, at);
  const written = await writePieces(file, () => planPieces(next));
  if (!written.ok) return written;
  const { output } = context;
  const { planHash } = plan;
  output.result({ schema: 'causeway-approval/1', planHash, account, at }, () => [
    m.cli_approved_second({ account, hash: planHash, file }, { locale: output.language }),
  ]);
  return ok(exitCodes.done);
};

const ofPlan =
  ({ planHash }: Plan) =>
  (one: FiledApproval): boolean =>
    one.planHash === planHash;

function hasApproved(plan: Plan, account: string): boolean {
  const own = (plan.envelope.approvals ?? []).filter(ofPlan(plan));
  return own.some((one) => one.account.toLowerCase() === account);
}

/** Approvals of another hash are of no use any more and are left out. */
function withApproval(plan: Plan, account: string, at: string): Plan {
  const { planHash, tenant, envelope } = plan;
  const own = (envelope.approvals ?? []).filter(ofPlan(plan));
  const next = { planHash, tenant: tenant.id, account, at };
  return { ...plan, envelope: { ...envelope, approvals: [...own, next] } };
}
