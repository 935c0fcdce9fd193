import { failure, type Failure } from '../../shared/diagnostic';
import { isOver } from '../../shared/journal/step-state';
import { planHashOf } from '../../shared/plan/plan-file';
import { applyStep } from '../../shared/plan/post-image';
import { resolveStep } from '../../shared/plan/references';
import { reverseOf } from '../../shared/plan/step-requests';
import { scopesOfKind } from '../../shared/registration/write-needs';
import { approvalOf, lastApproval, otherAccount } from './approval';
import { judgeBlockers } from './blockers';
import type { Engine } from './engine';
import type { Guard } from './guard';
import { kindRefusal } from './kind-refusals';
import { scopesToStop } from './leave-to-stop';
import { nobodyLockedOut } from './lockout-guard';
import { foreignPolicies, policyName } from './policy-changes';
import { secondRefused } from './second-approval';
import { windowOpen } from './start-window';
import { tenantRefusal, writerRefusal } from './right-tenant';
import { onlyGives } from './step-facts';
import { coverRefusal } from './switch-cover';
import { switchOf } from './switch-parts';

const clockSkewMs = 5 * 60_000;
const enoughBytes = 16 * 1024 * 1024;
const minuteMs = 60_000;
const tokenLeastMs = 10 * minuteMs;
/** A switch: a minute forward, then ten in which what failed is taken back, and the reads of both. */
const switchLeastMs = 15 * minuteMs;
const fullReadMs = 7 * 86_400_000;

/** G1: this process alone may write. */
export const lockHeld: Guard = ({ engine }) =>
  engine.lock.isHeld() ? null : failure('store/locked');

/** G2: the tenant of the token that reads, asked now, is the plan's. */
export const rightTenant: Guard = ({ engine }) => tenantRefusal(engine);

/** G3: this plan is approved, the approval still stands, nobody asked to stop. */
export const approved: Guard = ({ engine, motion, now }) => {
  if (engine.plan.planHash !== planHashOf(engine.plan, engine.sha256)) {
    return failure('plan/hash-mismatch', { expected: engine.plan.planHash });
  }
  return approvalOf(engine, now, motion.direction);
};

/** G4: the account this rollout belongs to, with its roles of then; a second person with theirs. */
export const rightAccount: Guard = ({ engine, motion, fresh }) => {
  const { operatorId, baseline } = engine.plan;
  const other = otherAccount(engine);
  if (other !== null) return other;
  const account = engine.source.signedInUserId?.toLowerCase() ?? null;
  const second = secondRefused(engine, motion.direction, fresh?.snapshot ?? null);
  if (second !== null || operatorId === null) return second;
  if (baseline.roles.kind !== 'read' || fresh?.snapshot.roles.kind !== 'read') {
    return failure('plan/snapshot-incomplete', { source: 'roles' });
  }
  const held = new Set(
    fresh.snapshot.roles.value
      .filter((role) => role.userId === account && role.assignment === 'active')
      .map((role) => role.roleTemplateId),
  );
  const lost = baseline.roles.value.find(
    (role) =>
      role.userId === operatorId && role.assignment === 'active' && !held.has(role.roleTemplateId),
  );
  return lost === undefined
    ? null
    : failure('auth/account-mismatch', { expected: lost.roleName, account: account ?? '–' });
};

/**
 * G5: a token that may write is at hand and has read itself which tenant it is for (G2 of another
 * registration's); one that nobody renews is good for a whole step.
 */
export const tokenReady: Guard = async ({ engine, motion }) => {
  // For the whole of a move at once: nobody is asked in the middle of it.
  const steps = motion.bundle ?? [motion.step];
  const own = steps.flatMap(({ kind }) => scopesOfKind[kind]);
  const { direction } = motion;
  const given = direction === 'back' ? lastApproval(engine.log.entries, direction) : null;
  const isStop = given?.body['how'] === 'stop';
  // Nor in a stop: what loosens the policies that are on is asked for with the first write.
  const also = isStop || own.length === 0 ? [] : scopesToStop(engine);
  const refusal = await writerRefusal(engine, [...new Set([...own, ...also])]);
  if (refusal !== null) return refusal;
  // What an emergency stop gives back to people does not wait for a better token.
  if (isStop) return null;
  const leftMs = engine.source.tokenLeftMs?.() ?? null;
  const leastMs = motion.bundle === undefined ? tokenLeastMs : switchLeastMs;
  if (leftMs === null || leftMs >= leastMs) return null;
  return failure('auth/token-ending', {
    minutes: String(Math.max(0, Math.floor(leftMs / minuteMs))),
    least: String(leastMs / minuteMs),
  });
};

/** G7: nobody changed an enabled policy that touches the people of this step. */
export const policiesAsPlanned: Guard = ({ engine, motion, fresh }) => {
  // Taking back only loosens or restores; what others added since does not make that wrong.
  if (motion.direction === 'back' || onlyGives(motion.step)) return null;
  const { conditionalAccess } = engine.plan.baseline;
  // Unread at planning is unknown, not "no policies"; only a tenant without the licence has none.
  if (conditionalAccess.kind !== 'read') {
    if (conditionalAccess.reason.code === 'notLicensed') return null;
    return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  }
  const foreign = fresh === null ? null : foreignPolicies(engine, motion, fresh);
  if (foreign === null) return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  const names = foreign.map((id) => policyName(engine, fresh?.snapshot, id)).join(', ');
  return foreign.length === 0
    ? null
    : failure('plan/stale', { step: motion.step.id, policies: foreign.join(', '), names });
};

/** G9: every step before this one is finished: soaks over, gates met. */
export const earlierDone: Guard = ({ engine, motion }) => {
  const { steps } = engine.plan;
  const place = steps.findIndex((step) => step.id === motion.step.id);
  if (motion.direction === 'back') return null;
  const mates = new Set(motion.bundle?.map((step) => step.id));
  const open = steps
    .slice(0, place)
    .find((step) => !mates.has(step.id) && !isOver(engine.log.state(step.id)));
  return open === undefined
    ? null
    : failure('guardrail/refused', {
        step: motion.step.id,
        expected: 'earlierSteps',
        open: open.id,
      });
};

/** G10: the way back is known, and written down where it can be read without this product. */
export const wayBack: Guard = async ({ engine, motion }) => {
  const { step } = motion;
  const isKnown =
    reverseOf(step) !== null || ['leave', 'oneWay', 'manual'].includes(step.reverse.kind);
  if (!isKnown) return failure('guardrail/refused', { step: step.id, expected: 'wayBack' });
  const stored = engine.store.plans.load(engine.plan.planHash);
  if (stored === null || planHashOf(stored, engine.sha256) !== engine.plan.planHash) {
    return failure('plan/hash-mismatch', { expected: engine.plan.planHash });
  }
  const written = await engine.writeKit();
  if (!written.ok) return written.failure;
  return motion.direction === 'back' || onlyGives(step) ? null : rehearsed(engine);
};

/** Before anything tightens, every reverse has worked on a copy of the tenant (execution.md 3.6). */
async function rehearsed(engine: Engine): Promise<Failure | null> {
  const rehearsal = await engine.rehearse();
  if (!rehearsal.ok) return rehearsal.failure;
  if (rehearsal.value.isRestored) return null;
  const failed = rehearsal.value.steps.find((one) => one.outcome === 'failed');
  const code = failed?.fault?.code ?? rehearsal.value.differences.join(', ');
  return failure('guardrail/rehearsal', { step: failed?.stepId ?? '–', code });
}

/** G11: this computer and the server agree on the time, and it has not gone back. */
export const clocksAgree: Guard = ({ engine, now }) => {
  const last = Date.parse(engine.log.entries.at(-1)?.at ?? '');
  if (!Number.isNaN(last) && now + 1000 < last) {
    return failure('auth/clock-skew', { minutes: String(Math.round((last - now) / 60_000)) });
  }
  if (engine.source.kind === 'practice') return null;
  const skew = Math.abs(engine.clock.now() - now);
  return skew <= clockSkewMs
    ? null
    : failure('auth/clock-skew', { minutes: String(Math.round(skew / 60_000)) });
};

/** G12: room for the journal. */
export const spaceLeft: Guard = ({ engine }) => {
  const free = engine.store.freeBytes();
  return free !== null && free >= enoughBytes
    ? null
    : failure('store/unwritable', { code: 'space', directory: engine.directory });
};

/** G13: the tenant was read as a whole in the last seven days. */
export const readLately: Guard = ({ fresh, now }) =>
  fresh !== null && now - fresh.takenAt <= fullReadMs ? null : failure('plan/stale', { days: '7' });

/** G14: this runtime sends a write once. A practice tenant has nothing to lose. */
export const writesOnce: Guard = async ({ engine, motion }) => {
  if (engine.source.kind === 'practice') return null;
  const isSafe = await engine.graph.isWriteSentOnce();
  return isSafe
    ? null
    : failure('guardrail/refused', { step: motion.step.id, expected: 'writeLane' });
};

/** No open blocker of the fresh assessment refuses this purpose. */
export const noBlocker: Guard = ({ engine, motion, fresh }) => {
  if (motion.direction === 'back') return null;
  if (fresh === null) return failure('plan/snapshot-incomplete', { source: 'users' });
  const step = resolveStep(motion.step, engine.refs) ?? motion.step;
  const { refusedBy } = judgeBlockers(step, engine.plan, fresh);
  return refusedBy.length === 0
    ? null
    : failure('guardrail/blocker-open', { step: motion.step.id, codes: refusedBy.join(', ') });
};

/** Security defaults go off only for something that asks everybody they asked (2.4). */
export const switchCovers: Guard = ({ engine, motion, fresh }) => {
  const { bundle, direction, step } = motion;
  if (bundle === undefined || step.bundle !== 'switch' || direction === 'back') return null;
  if (fresh === null) return failure('plan/snapshot-incomplete', { source: 'conditionalAccess' });
  const parts = switchOf(engine, motion.step);
  if (parts === null) return failure('step/needs-person', { step: motion.step.id });
  return coverRefusal(engine, fresh, bundle.reduce(applyStep, fresh.image), parts);
};

/** What the step's own kind refuses (execution.md 2.2). */
export const kindAllows: Guard = (input) => kindRefusal(input);

/** All guards before a write, in the order they are journalled. G6 is `preflight`'s own reading. */
export const guards: Readonly<Record<string, Guard>> = {
  G1: lockHeld,
  G2: rightTenant,
  G3: approved,
  G4: rightAccount,
  G5: tokenReady,
  G7: policiesAsPlanned,
  G8: nobodyLockedOut,
  G9: earlierDone,
  G10: wayBack,
  G11: clocksAgree,
  G12: spaceLeft,
  G13: readLately,
  G14: writesOnce,
  blockers: noBlocker,
  cover: switchCovers,
  kind: kindAllows,
  window: windowOpen,
};
