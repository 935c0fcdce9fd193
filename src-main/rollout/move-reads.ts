import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import { compareState } from '../../shared/plan/compare-state';
import type { Step } from '../../shared/plan/step';
import type { Engine, Run } from './engine';
import { readLive } from './read-live';
import { policiesNow } from './switch-judge';
import type { Move } from './switch-parts';
import { calm } from './switch-write';

type Position = 'prior' | 'planned';

/** Seconds between looks at what was written: at 2, 5 and 10 s, by which Microsoft's are there. */
const looks = [2, 3, 5];
/** The same on the way back, which has longer. */
const looksBack = [2, 3, 5, 10, 20, 30];
const equalReads = 3;

/** Every one of them reads so, each by its id; unread is no. */
export async function areAll(
  engine: Engine,
  steps: readonly Step[],
  position: Position,
): Promise<boolean> {
  for (const step of steps) {
    const live = await readLive(engine, step);
    if (!live.ok || compareState(step, live.value.value, engine.refs) !== position) return false;
  }
  return true;
}

/**
 * Three reads by id and then the list say that all of a move is as planned; the list as read last.
 * Null: not before `deadline`, ms on the engine's clock.
 */
export async function readMoveBack(
  engine: Engine,
  run: Run,
  { lead, steps }: Move,
  deadline: number,
  isThere: (policies: readonly ConditionalAccessPolicy[]) => boolean,
): Promise<readonly ConditionalAccessPolicy[] | null> {
  let equal = 0;
  for (let turn = 0; ; turn += 1) {
    const seconds = looks[Math.min(turn, looks.length - 1)] ?? 5;
    if (engine.clock.now() + seconds * 1000 >= deadline) return null;
    run.onEvent({ kind: 'wait', stepId: lead.id, seconds });
    await engine.clock.sleep(seconds * 1000, run.urgent);
    equal = (await areAll(engine, steps, 'planned')) ? equal + 1 : 0;
    if (equal < equalReads) continue;
    const policies = await policiesNow(engine);
    if (policies !== null && isThere(policies)) return policies;
  }
}

/** On the way back: three reads in a row say so, each by its id. */
export async function areSeen(
  engine: Engine,
  run: Run,
  steps: readonly Step[],
  position: Position,
): Promise<boolean> {
  const [first] = steps;
  if (first === undefined) return true;
  let equal = 0;
  for (const seconds of looksBack) {
    run.onEvent({ kind: 'wait', stepId: first.id, seconds });
    await engine.clock.sleep(seconds * 1000, calm);
    equal = (await areAll(engine, steps, position)) ? equal + 1 : 0;
    if (equal >= equalReads) return true;
  }
  return false;
}
