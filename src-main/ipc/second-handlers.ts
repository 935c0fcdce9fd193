import { failure, type Failure } from '../../shared/diagnostic';
import type { SecondPersonView } from '../../shared/ipc/second-person-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import type { Host } from '../workspace/host';
import { saveChoices } from '../workspace/save-choices';
import { mayBeApproved } from '../workspace/second-person';
import { signed } from '../workspace/sign-choice';
import type { Workspace } from '../workspace/workspace';
import { editPlan, plannedSoon } from './edit-plan';
import type { ServedHandlers } from './serve-contract';

type Names = `second.${'get' | 'choose' | 'always' | 'approve' | 'cancel'}`;

/** The second of two people: whether one is asked for, and their own sign-in to approve. */
export function createSecondHandlers(host: Host): Pick<ServedHandlers, Names> {
  const view = async (of: 'plan' | 'approved'): Promise<Result<SecondPersonView, Failure>> => {
    const found = await planOf(host, of);
    return found.ok ? ok(found.value.workspace.second.view(found.value.plan)) : found;
  };
  return {
    'second.get': ({ of }) => view(of),
    'second.choose': async ({ isAsked }) => {
      const done = await editPlan(host, ({ workspace }) => chooseApprovals(workspace, isAsked));
      return done.ok ? view('plan') : done;
    },
    'second.always': async ({ isAlways }) => {
      const found = await planOf(host, 'plan');
      if (!found.ok) return found;
      const { workspace, plan } = found.value;
      if (!isAlways) {
        // Nobody signs in for what the policy of this computer keeps anyway.
        if (host.twoPeople.isForced()) return err(failure('input/managed-setting'));
        workspace.second.release(plan);
        return ok(workspace.second.view(plan));
      }
      // The tenant first: what is asked of every plan is asked of this one too.
      const kept = host.twoPeople.set(workspace.meta, signed(workspace, 'Review'));
      if (!kept.ok) return kept;
      return view('plan');
    },
    'second.approve': async ({ planHash, way }) => {
      const found = await planOf(host, way === 'apply' ? 'plan' : 'approved');
      if (!found.ok) return found;
      const { workspace, plan } = found.value;
      const allowed = mayBeApproved(plan, planHash);
      if (!allowed.ok) return allowed;
      const kept = await workspace.rollout.keep(plan, workspace.snapshotId);
      if (!kept.ok) return kept;
      host.tell();
      workspace.second.approve(plan, way);
      return ok(workspace.second.view(plan));
    },
    'second.cancel': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      workspace.value.second.cancel();
      return view(workspace.value.rollout.plan === null ? 'plan' : 'approved');
    },
  };
}

/** The plan on Review, which is the approved one once that is under way; or the approved one. */
async function planOf(
  host: Host,
  of: 'plan' | 'approved',
): Promise<Result<{ readonly workspace: Workspace; readonly plan: Plan }, Failure>> {
  const workspace = host.opened();
  if (!workspace.ok) return workspace;
  const { rollout } = workspace.value;
  const approved = rollout.plan;
  if (approved !== null && (of === 'approved' || rollout.isUnderWay)) {
    return ok({ workspace: workspace.value, plan: approved });
  }
  return of === 'approved' ? err(failure('plan/not-approved')) : plannedSoon(host);
}

function chooseApprovals(workspace: Workspace, isAsked: boolean): Result<void, Failure> {
  const { approvals: _, ...others } = workspace.choices;
  const approvals = { value: 2 as const, ...signed(workspace, 'Review') };
  if (isAsked) return saveChoices(workspace, { ...others, approvals });
  // Left out, it would be what the plan was begun with.
  const isBegunWithTwo = workspace.meta.begunWith?.asksTwoPeople === true;
  const one = { ...approvals, value: 1 as const };
  return saveChoices(workspace, isBegunWithTwo ? { ...others, approvals: one } : others);
}
