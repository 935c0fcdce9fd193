import { failure, type Failure } from '../../shared/diagnostic';
import type { MessageView } from '../../shared/ipc/common-views';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { editedScreens } from '../../shared/wizard/edited-screens';
import { chosenIds } from '../workspace/answer-people';
import { applyPreset, presetOf } from '../workspace/presets';
import { readAnsweredGroups } from '../workspace/read-answered-groups';
import { buildPolicyView, findGroups } from '../workspace/policy-view';
import { choosePrompt, ownGroupNames } from '../workspace/choose-prompt';
import { chooseEnforcement, chooseMethod, moveToRing } from '../workspace/record-choice';
import { isReadingOld } from '../workspace/old-reading';
import { buildReviewView } from '../workspace/review-view';
import { buildRingsView } from '../workspace/rings-view';
import { firstApproval } from '../workspace/rollout-steps';
import type { Host } from '../workspace/host';
import {
  editPlan,
  nowOf,
  plannedSoon,
  planToRead,
  type Planned,
  type PlanToRead,
} from './edit-plan';
import type { ServedHandlers } from './serve-contract';

type Names =
  | `policy.${'get' | 'setMethod' | 'setPreset' | 'setPrompt' | 'setEnforcement' | 'findGroups'}`
  | `plan.${'undo' | 'redo' | 'history'}`
  | `rings.${'get' | 'move'}`
  | `review.${'get' | 'approve'}`;

/** New policy, rings, review. Edits are choices; the plan follows from them. */
export function createPlanHandlers(host: Host): Pick<ServedHandlers, Names> {
  const policy = async () => {
    const planned = await plannedSoon(host);
    if (!planned.ok) return planned;
    const { plan, input } = planned.value;
    const { snapshot } = input;
    const names = ownGroupNames(snapshot);
    return ok(buildPolicyView(plan, presetOf(plan.choices), names, snapshot));
  };
  const rings = async () => {
    const read = await planToRead(host);
    if (!read.ok) return read;
    saveRingSizes(read.value);
    return ok(buildRingsView(read.value.plan));
  };
  const history = () => {
    const workspace = host.opened();
    return workspace.ok ? ok(workspace.value.store.choices.history()) : workspace;
  };
  const edit = (change: (planned: Planned) => Result<void, Failure>) => editPlan(host, change);
  const step = (direction: 'undo' | 'redo') => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const { choices } = workspace.value.store;
    const before = choices.get();
    const moved = choices[direction]();
    if (!moved.ok) return moved;
    workspace.value.update({});
    return ok({ ...choices.history(), screens: [...editedScreens(before, moved.value)] });
  };
  return {
    'policy.get': () => policy(),
    'policy.setMethod': async (input) => {
      const done = await edit(({ workspace, plan }) => chooseMethod(workspace, plan, input));
      if (!done.ok) return done;
      const { current } = host;
      // Whom the group holds is asked at once, where the tenant is at hand.
      const isNamed = typeof input.scope === 'string' || (input.exclude ?? []).length > 0;
      if (current !== null && isNamed && (await readAnsweredGroups(current))) host.tell();
      return policy();
    },
    'policy.setPreset': async ({ preset }) => {
      const done = await edit(({ workspace, plan }) => applyPreset(workspace, plan, preset));
      return done.ok ? policy() : done;
    },
    'policy.setPrompt': async (input) => {
      const done = await edit(({ workspace }) => choosePrompt(workspace, input));
      return done.ok ? policy() : done;
    },
    'policy.findGroups': ({ text, from }) => {
      const snapshot = host.current?.snapshot ?? null;
      return Promise.resolve(
        ok(findGroups(snapshot === null ? [] : ownGroupNames(snapshot), text, from)),
      );
    },
    'policy.setEnforcement': async (input) => {
      const done = await edit(({ workspace, plan }) => chooseEnforcement(workspace, plan, input));
      return done.ok ? policy() : done;
    },
    'plan.undo': () => Promise.resolve(step('undo')),
    'plan.redo': () => Promise.resolve(step('redo')),
    'plan.history': () => Promise.resolve(history()),
    'rings.get': () => rings(),
    'rings.move': async ({ who, ring }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const ids = await chosenIds(workspace.value, who);
      if (!ids.ok) return ids;
      const done = await edit((planned) =>
        moveToRing(planned.workspace, planned.plan, ids.value, ring),
      );
      return done.ok ? rings() : done;
    },
    'review.get': () => review(host),
    'review.approve': async ({ planHash }) => {
      const planned = await plannedSoon(host);
      if (!planned.ok) return planned;
      const { workspace, plan } = planned.value;
      if (plan.planHash !== planHash) {
        return err(failure('plan/hash-mismatch', { actual: plan.planHash, expected: planHash }));
      }
      if (plan.source === 'capture') return err(failure('graph/read-only-source'));
      const approved = await workspace.rollout.approve(plan, workspace.snapshotId);
      if (!approved.ok) return approved;
      workspace.update({ stepsTotal: plan.steps.length, stepsDone: 0, isFinished: false });
      host.tell();
      return review(host);
    },
  };
}

async function review(host: Host) {
  const read = await planToRead(host, 'simulation');
  if (!read.ok) return read;
  const { workspace, proposal } = read.value;
  const { rollout } = workspace;
  // Under way, the approved plan is what is reviewed, not what later readings would give.
  const approvedPlan = rollout.plan;
  const isFrozen = approvedPlan !== null && rollout.isUnderWay;
  const plan = isFrozen ? approvedPlan : read.value.plan;
  const simulation = isFrozen
    ? await workspace.planning.other.simulateSoon(plan)
    : read.value.simulation();
  if (!simulation.ok) return simulation;
  return ok(
    buildReviewView({
      plan,
      simulation: simulation.value,
      approved:
        approvedPlan?.planHash === plan.planHash
          ? firstApproval(rollout.rollout?.entries(0, 100) ?? [])
          : null,
      readOnly: readOnlyBy(plan, proposal),
      proposal,
      // A plan file has no snapshot here, but says when its tenant was read.
      isStale:
        proposal === null
          ? workspace.isSnapshotStale()
          : isReadingOld(plan.source, plan.snapshotTakenAt, host.ports.now()),
      now: nowOf({ workspace, plan }),
    }),
  );
}

function readOnlyBy(plan: Plan, proposal: PlanToRead['proposal']): MessageView | null {
  if (proposal !== null) return { key: 'review_read_only_file', values: {} };
  return plan.source === 'capture' ? { key: 'review_read_only_capture', values: {} } : null;
}

function saveRingSizes({ workspace, plan }: Pick<Planned, 'workspace' | 'plan'>): void {
  const sizes = plan.rings.map((ring) => ring.members.length);
  if (sizes.join() !== workspace.meta.ringSizes.join()) workspace.update({ ringSizes: sizes });
}
