import { failure, type Failure } from '../../shared/diagnostic';
import type { MovedItem } from '../../shared/journal/drift-choice';
import type { RolloutView } from '../../shared/ipc/rollout-contract';
import type { Plan } from '../../shared/plan/plan';
import { err, ok, type Result } from '../../shared/result';
import { sha256 } from '../files/sha256';
import type { RollBackRange } from '../rollout/roll-back-range';
import type { Until } from '../rollout/rollout-types';
import { adoptNamedAccounts } from '../workspace/adopt-named-accounts';
import { buildCommitView } from '../workspace/commit-view';
import { buildFinishView } from '../workspace/finish-view';
import type { Host } from '../workspace/host';
import { readingMeta } from '../workspace/reading-meta';
import { closedView, stepBefore, untilRing } from '../workspace/rollout-steps';
import { stepPeople, stepPeoplePage } from '../workspace/step-people';
import { buildStopView } from '../workspace/stop-view';
import type { Workspace } from '../workspace/workspace';
import { assessedSoon } from './assess-handlers';
import type { CallContext, ServedHandlers } from './serve-contract';
import type { Tickets } from './tickets';

type Names =
  | `rollout.${'get' | 'prepare' | 'start' | 'rollBack' | 'hold' | 'confirm' | 'settle' | 'stop'}`
  | 'rollout.checkPreflight'
  | 'rollout.people'
  | 'rollout.stopTargets'
  | 'finish.get';

/** A question that waits in the browser holds every token back: nothing safe may wait for it. */
function endQuestion(workspace: Workspace): void {
  workspace.connect.cancel();
}

/** A ticket is about a ring, a step and what follows it, one person, or everything. */
const isRing = (target: string): boolean => /^\d+$/.test(target);
const onePerson = 'person:';
const noFurther = 'until:';

function untilOf(target: string | null): Until {
  if (target?.startsWith(noFurther)) return { step: target.slice(noFurther.length) };
  return untilRing(ringOf(target));
}

function rangeOf(target: string | null, plan: Plan | null): RollBackRange {
  if (target?.startsWith(onePerson)) {
    return { toStep: null, person: target.slice(onePerson.length) };
  }
  if (target === null || isRing(target) || plan === null) {
    return { toStep: null, ring: ringOf(target) ?? undefined };
  }
  return { toStep: stepBefore(plan, target) };
}

function ringOf(target: string | null): number | null {
  return target === null ? null : Number(target);
}

/** Carrying the approved plan out, step by step, and taking it back. */
export function createRolloutHandlers(host: Host, tickets: Tickets): Pick<ServedHandlers, Names> {
  const act = async (
    work: (workspace: Workspace) => Promise<Result<unknown, Failure>> | Result<unknown, Failure>,
  ): Promise<Result<RolloutView, Failure>> => {
    const workspace = host.opened();
    if (!workspace.ok) return workspace;
    const done = await work(workspace.value);
    return done.ok ? ok(workspace.value.rollout.view()) : done;
  };
  const commit = (
    context: CallContext,
    planHash: string,
    work: (workspace: Workspace, target: string | null) => Promise<Result<void, Failure>>,
  ) =>
    act((workspace) => {
      const { leave } = context;
      // The ticket was minted for one plan; the journal may hold another by now.
      if (leave === undefined || workspace.rollout.plan?.planHash !== planHash) {
        return err(failure('plan/not-approved'));
      }
      endQuestion(workspace);
      return work(workspace, leave.target);
    });
  return {
    'rollout.get': () =>
      act(async (workspace) => {
        if (workspace.rollout.plan === null) return ok(undefined);
        return workspace.rollout.isBusy ? ok(undefined) : workspace.rollout.open();
      }),
    'rollout.prepare': async (input, context) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      // No token could be asked for: better said before anything is confirmed or written down.
      if (host.isReadOnly) return err(failure('auth/read-only'));
      // A stop also works without a sign-in, as far as it can: it says what is left to do by hand.
      if (input.act !== 'stop' && workspace.value.source === null) {
        return err(failure('auth/signed-out'));
      }
      const { rollout } = workspace.value;
      const opened = await rollout.open();
      if (!opened.ok) return opened;
      const { plan } = rollout;
      if (plan === null) return err(failure('plan/not-approved'));
      const isForward = input.act === 'start' || input.act === 'resume';
      const from = input.act === 'rollBack' ? (input.from ?? null) : null;
      if (from !== null && !plan.steps.some((step) => step.id === from)) {
        return err(failure('input/unknown-step', { step: from }));
      }
      const person = input.act === 'rollBack' ? (input.person ?? null) : null;
      if (person !== null && !plan.people.some(({ id }) => id === person)) {
        return err(failure('input/unknown-user', { user: person }));
      }
      const until = isForward ? (input.until ?? null) : null;
      if (until !== null && !plan.steps.some((step) => step.id === until)) {
        return err(failure('input/unknown-step', { step: until }));
      }
      const step = from ?? (input.ring === null ? null : String(input.ring));
      const end = until === null ? step : `${noFurther}${until}`;
      const target = person === null ? end : `${onePerson}${person}`;
      // All of it is read before anybody is asked: what somebody else changed since is told first.
      const moved =
        input.act === 'rollBack'
          ? await opened.value.movedSince(rangeOf(target, plan))
          : ok<readonly MovedItem[]>([]);
      if (!moved.ok) return moved;
      const view = buildCommitView({
        ...{ plan, act: input.act, ring: input.ring, from, person, until },
        ...{ moved: moved.value, sha256 },
        status: rollout.rollout?.status() ?? null,
        entries: rollout.rollout?.entries(0, Number.MAX_SAFE_INTEGER) ?? [],
        confirmed: workspace.value.connect.confirmed,
      });
      const ticket = tickets.mint({
        tenantId: plan.tenant.id,
        planHash: plan.planHash,
        act: input.act,
        target,
        windowId: context.windowId,
        phrase: view.phrase,
      });
      const held = isForward ? await opened.value.heldBySchedule(untilOf(target)) : null;
      return ok({ ...view, ticket, closed: closedView(held) });
    },
    'rollout.start': ({ planHash, outsideReason }, context) =>
      commit(context, planHash, (workspace, target) =>
        workspace.rollout.start(untilOf(target), outsideReason.trim()),
      ),
    'rollout.rollBack': ({ planHash, choices }, context) =>
      commit(context, planHash, ({ rollout }, target) =>
        rollout.rollBack({ ...rangeOf(target, rollout.plan), choices }),
      ),
    'rollout.stop': async ({ planHash, restore }, { leave }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { rollout } = workspace.value;
      const { plan } = rollout;
      if (leave === undefined || plan?.planHash !== planHash) {
        return err(failure('plan/not-approved'));
      }
      endQuestion(workspace.value);
      const stopped = await rollout.stop(restore);
      return stopped.ok ? ok(buildStopView(plan, stopped.value, rollout.view())) : stopped;
    },
    'rollout.stopTargets': async () => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { rollout } = workspace.value;
      const opened = await rollout.open();
      const targets = opened.ok ? opened.value.stopTargets() : [];
      return ok({ targets: [...targets] });
    },
    'rollout.hold': () =>
      act((workspace) => {
        workspace.rollout.hold();
        endQuestion(workspace);
        return ok(undefined);
      }),
    'rollout.confirm': ({ stepId, evidence }) =>
      act((workspace) => workspace.rollout.confirm(stepId, evidence)),
    'rollout.settle': ({ stepId, as, objectId }) =>
      act((workspace) =>
        workspace.rollout.settle(
          stepId,
          as === 'adopt' ? { kind: as, objectId: objectId ?? '' } : { kind: as },
        ),
      ),
    'rollout.checkPreflight': () => act((workspace) => workspace.rollout.checkPreflight()),
    'rollout.people': async ({ stepId, ...query }) => {
      const workspace = host.opened();
      if (!workspace.ok) return workspace;
      const { rollout } = workspace.value;
      const step = rollout.plan?.steps.find((one) => one.id === stepId);
      if (rollout.plan === null || step?.items === undefined) {
        return err(failure('input/unknown-step', { step: stepId }));
      }
      if (!rollout.isBusy) await rollout.open();
      const entries = rollout.rollout?.entries(0, Number.MAX_SAFE_INTEGER) ?? [];
      const own = entries.filter((entry) => entry.stepId === stepId);
      return ok(stepPeoplePage(stepPeople(rollout.plan, step, own), query));
    },
    'finish.get': async () => {
      const open = host.opened();
      if (!open.ok) return open;
      const { rollout } = open.value;
      const { plan } = rollout;
      if (plan === null) return err(failure('plan/not-approved'));
      // The journal says what was done, also after a start that has not shown the Roll out screen.
      if (!rollout.isBusy) await rollout.open();
      adoptNamedAccounts(open.value);
      const ready = await assessedSoon(host);
      if (!ready.ok) return ready;
      const { input, assessed } = ready.value;
      const { snapshot, answers } = input;
      const status = rollout.rollout?.status() ?? null;
      const view = buildFinishView({ plan, ...assessed, snapshot, answers, status });
      // The final reading is looked at here: the top bar and the list of plans speak of it too.
      open.value.update({
        ...readingMeta(assessed, snapshot),
        isFinished: view.finished,
      });
      return ok(view);
    },
  };
}
