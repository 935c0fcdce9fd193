import { failure, type Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { Json } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import { err, ok, type Result } from '../../shared/result';
import { guardsByHand, isByHand } from './by-hand';
import { driftBody, noRefs } from './drift-body';
import { driftFailure } from './drift-failure';
import type { Engine, Motion, Run } from './engine';
import { freshForMs, type Fresh } from './fresh-data';
import { freshGround } from './fresh-ground';
import { guards } from './guards';
import { lookAtPolicy } from './policy-baseline';
import { readLive, type Live } from './read-live';
import type { GuardVerdict } from './rollout-types';
import { createKinds, itemKinds, onlyGives } from './step-facts';

/** A step may be sent: what it was checked against. */
export interface Cleared {
  readonly fresh: Fresh;
  readonly live: Live;
  readonly position: 'prior' | 'planned' | 'mixed';
}

/** Clearing per-user MFA looks at cover read this lately (execution.md 2.3). */
const clearingForMs = 2 * 60_000;

/** Every guard once, or those named, each on its own; a throw is "unknown", which refuses like "no". */
export async function runGuards(
  engine: Engine,
  run: Run,
  motion: Motion,
  fresh: Fresh | null,
  only: ReadonlySet<string> | null = null,
): Promise<readonly GuardVerdict[]> {
  const now = await engine.clock.serverNow();
  const verdicts: GuardVerdict[] = [];
  for (const [guard, check] of Object.entries(guards)) {
    if (only?.has(guard) === false) continue;
    try {
      const refusal = await check({ engine, run, motion, fresh, now });
      verdicts.push({ guard, verdict: refusal === null ? 'yes' : 'no', failure: refusal });
    } catch {
      verdicts.push({
        guard,
        verdict: 'unknown',
        failure: failure('internal/bug', { place: guard }),
      });
    }
  }
  return verdicts;
}

/**
 * All guards, then the target itself (G6), journalled before anything is sent. Ends the step as
 * PAUSED, AWAIT_AUTH, DRIFT or ASK where it may not go on; the failure says why.
 */
export async function preflight(
  engine: Engine,
  run: Run,
  motion: Motion,
): Promise<Result<Cleared, Failure>> {
  const { step, direction } = motion;
  const maxAge = step.kind === 'perUserMfa.set' ? clearingForMs : freshForMs;
  const { edit, restHash } = await lookAtPolicy(engine, step);
  const fresh =
    onlyGives(step) && edit === null
      ? await engine.fresh.get(run.signal, maxAge, false)
      : await freshGround(engine, run.signal, maxAge);
  if (!fresh.ok && fresh.failure.code === 'step/cancelled') return fresh;
  if (!fresh.ok) return pause(engine, motion, fresh.failure, []);
  const asked = isByHand(motion) ? guardsByHand(Object.keys(guards)) : null;
  const verdicts = await runGuards(engine, run, motion, fresh.value, asked);
  const refusal = verdicts.find((one) => one.verdict !== 'yes')?.failure;
  if (refusal) return pause(engine, motion, refusal, verdicts);
  const live = await readLive(engine, step);
  if (!live.ok) return pause(engine, motion, live.failure, verdicts);
  const position = positionOf(engine, motion, live.value);
  const entry = {
    type: 'preflight' as const,
    stepId: step.id,
    item: null,
    body: {
      dir: direction,
      guards: guardBody([...verdicts, g6(position)]),
      ...(edit === null ? {} : { policyEdit: { ...edit } }),
      ...(restHash === null ? {} : { policyRest: restHash }),
    },
  };
  if (position === 'doubled') {
    const reason = failure('step/needs-person', { step: step.id, why: 'doubled' });
    const ask = {
      ...entry,
      type: 'ask' as const,
      body: { dir: direction, why: 'doubled', failure: failureBody(reason) },
    };
    const told = await engine.log.append(entry, ask);
    return told.ok ? err(reason) : told;
  }
  if (position === 'other') {
    const told = await engine.log.append(entry, {
      ...entry,
      type: 'drift',
      body: driftBody(motion, live.value.value),
    });
    return told.ok ? err(driftFailure(engine, step)) : told;
  }
  const told = await engine.log.append(entry);
  return told.ok ? ok({ fresh: fresh.value, live: live.value, position }) : told;
}

function g6(position: string): GuardVerdict {
  const isKnown = position === 'prior' || position === 'planned' || position === 'mixed';
  return { guard: 'G6', verdict: isKnown ? 'yes' : 'no', failure: null };
}

export function guardBody(verdicts: readonly GuardVerdict[]): Json {
  return verdicts.map((one) => ({
    guard: one.guard,
    verdict: one.verdict,
    ...(one.failure === null ? {} : { code: one.failure.code }),
  }));
}

type Position = Cleared['position'] | 'other' | 'doubled';

/** Where the target stands: what may be sent from here, or that somebody else was there. */
export function positionOf(engine: Engine, motion: Motion, live: Live): Position {
  const { step } = motion;
  if (createKinds.has(step.kind)) return createPosition(engine, motion, live);
  if (itemKinds.has(step.kind)) return itemPosition(motion, live);
  return compareState(step, live.value, engine.refs);
}

/** An object with our marker that this rollout never sent is somebody else's (execution.md 3.9). */
function createPosition(engine: Engine, { step }: Motion, live: Live): Position {
  if (live.isDoubled) return 'doubled';
  if (live.value === null) return 'prior';
  const wasSent = engine.log.ofStep(step.id).some((entry) => entry.type === 'sent');
  if (!wasSent) return 'other';
  return compareState(step, live.value, engine.refs) === 'planned' ? 'planned' : 'other';
}

/** Each person stands at prior or planned, or at something nobody planned. */
function itemPosition(motion: Motion, live: Live): Position {
  const places = (motion.step.items ?? []).map((item) =>
    compareState({ ...motion.step, items: [item] }, live.value, noRefs),
  );
  const isClearing = motion.step.kind === 'perUserMfa.set';
  // A guest or an unreadable person stays with that person; a changed one stops the step.
  const known = places.filter((place, index) => {
    const userId = motion.step.items?.[index]?.userId ?? '';
    return !(isClearing && place === 'other' && isUnreadable(live.value, userId));
  });
  if (known.includes('other')) return 'other';
  if (places.every((place) => place === 'planned')) return 'planned';
  return places.every((place) => place === 'prior') ? 'prior' : 'mixed';
}

function isUnreadable(live: Json, userId: string): boolean {
  if (typeof live !== 'object' || live === null || Array.isArray(live)) return true;
  const state = (live as Readonly<Record<string, Json>>)[userId];
  return state === null || state === undefined || state === 'notApplicable';
}

/** Writes down why a step stops here, and answers with it. */
export async function pause<T>(
  engine: Engine,
  motion: Motion,
  found: Failure,
  verdicts: readonly GuardVerdict[],
): Promise<Result<T, Failure>> {
  const { step, direction } = motion;
  // What could not be read after somebody pressed pause says nothing about the tenant.
  const reason = engine.cut.isOver ? failure('step/cancelled', { step: step.id }) : found;
  const isAuth =
    reason.code.startsWith('auth/') ||
    reason.code === 'graph/unauthorized' ||
    reason.code === 'graph/claims-demanded' ||
    reason.code === 'graph/sign-in-again';
  const type = isAuth && reason.code !== 'auth/account-mismatch' ? 'awaitAuth' : 'paused';
  const told = await engine.log.append({
    type,
    stepId: step.id,
    item: null,
    body: { dir: direction, failure: failureBody(reason), guards: guardBody(verdicts) },
  });
  return told.ok ? err(reason) : told;
}
