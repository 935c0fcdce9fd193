import type { Failure } from '../../shared/diagnostic';
import type { Direction } from '../../shared/journal/entry-body';
import { compareState } from '../../shared/plan/compare-state';
import type { Step } from '../../shared/plan/step';
import { reverseOf } from '../../shared/plan/step-requests';
import { err, ok, type Result } from '../../shared/result';
import { driftBody } from './drift-body';
import { driftFailure } from './drift-failure';
import type { Engine, Motion, Run } from './engine';
import type { Fresh } from './fresh-data';
import { freshGround } from './fresh-ground';
import { guardBody, pause, runGuards } from './preflight';
import { readLive } from './read-live';
import { entryOf, type Move } from './switch-parts';

export interface MoveCleared {
  readonly fresh: Fresh;
  /** Security defaults are as planned already: somebody's own doing, or an earlier run's. */
  readonly isSet: boolean;
}

/**
 * The parts in the order they are carried out in this direction, each knowing the others, and what
 * happens between the first of them and the last.
 */
export function motionsOf(
  { steps }: Move,
  direction: Direction,
  between: readonly Step[] = [],
): readonly Motion[] {
  const ordered =
    direction === 'forward'
      ? steps
      : [...steps].reverse().flatMap((step) => {
          const back = reverseOf(step);
          return back === null ? [] : [back];
        });
  const bundle = [...ordered.slice(0, -1), ...between, ...ordered.slice(-1)];
  return ordered.map((step) => ({ step, direction, bundle }));
}

/**
 * Every guard for every part, over the tenant as it will be after the whole of it; then where each
 * stands (G6). Journalled before anything is announced; the first refusal ends it. `seenAs`: how the
 * reading is looked at by the guards of a move that has begun already.
 */
export async function preflightMove(
  engine: Engine,
  run: Run,
  parts: Move,
  direction: Direction,
  between: (fresh: Fresh) => readonly Step[] = () => [],
  seenAs: (fresh: Fresh) => Fresh = (fresh) => fresh,
): Promise<Result<MoveCleared, Failure>> {
  const first: Motion = { step: parts.lead, direction };
  const fresh = await freshGround(engine, run.signal);
  if (!fresh.ok && fresh.failure.code === 'step/cancelled') return fresh;
  if (!fresh.ok) return pause(engine, first, fresh.failure, []);
  const entries = [];
  for (const motion of motionsOf(parts, direction, between(fresh.value))) {
    const verdicts = await runGuards(engine, run, motion, seenAs(fresh.value));
    const refusal = verdicts.find((one) => one.verdict !== 'yes')?.failure;
    if (refusal) return pause(engine, motion, refusal, verdicts);
    entries.push(entryOf(motion.step, 'preflight', direction, { guards: guardBody(verdicts) }));
  }
  // The first to go last: what the first write is decided on is the youngest reading.
  let isSet = false;
  for (const step of [...parts.steps].reverse()) {
    const live = await readLive(engine, step);
    if (!live.ok) return pause(engine, first, live.failure, []);
    const position = compareState(step, live.value.value, engine.refs);
    if (step === parts.lead) isSet = position === 'planned';
    if (position !== 'other') continue;
    const told = await engine.log.append(...entries, {
      ...entryOf(step, 'drift', direction),
      body: driftBody({ step, direction }, live.value.value),
    });
    return told.ok ? err(driftFailure(engine, step, { among: parts.steps })) : told;
  }
  const told = await engine.log.append(...entries);
  return told.ok ? ok({ fresh: fresh.value, isSet }) : told;
}
