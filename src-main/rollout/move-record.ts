import type { Failure } from '../../shared/diagnostic';
import { failureBody } from '../../shared/journal/entry-body';
import type { Step } from '../../shared/plan/step';
import { err, type Result } from '../../shared/result';
import type { Engine, StepEnd } from './engine';
import { entryOf, type Move } from './switch-parts';
import { partIntent, requestOf } from './switch-write';

type Entry = ReturnType<typeof entryOf>;

/** What every part will send, durable in one entry each before the first byte of any leaves. */
export async function announceMove(
  engine: Engine,
  { steps }: Move,
): Promise<Result<void, Failure>> {
  const intents = [];
  for (const step of steps) {
    const motion = { step, direction: 'forward' } as const;
    const request = requestOf(engine, motion);
    if (!request.ok) return request;
    const body = partIntent(engine, motion, request.value);
    intents.push(entryOf(step, 'intent', 'forward', body));
  }
  return engine.log.append(...intents);
}

/** All of it was read back, on the way forward. */
export function heldEntries({ steps }: Move): readonly Entry[] {
  return steps.flatMap((step) => [
    entryOf(step, 'observed', 'forward', { position: 'planned' }),
    entryOf(step, 'verified', 'forward'),
    entryOf(step, 'done', 'forward'),
  ]);
}

/** These were read back where they had been before. */
export function backEntries(steps: readonly Step[]): readonly Entry[] {
  return steps.flatMap((step) => [
    entryOf(step, 'verified', 'back'),
    entryOf(step, 'done', 'back'),
  ]);
}

/** Those of them that had begun, and had changed nothing. */
export function unchangedEntries(engine: Engine, steps: readonly Step[]): readonly Entry[] {
  return steps
    .filter(({ id }) => !['PENDING', 'ROLLED_BACK'].includes(engine.log.state(id).status))
    .map((step) => entryOf(step, 'done', 'back', { why: 'not-changed' }));
}

/** Taken back, it waits for a person to begin it again. */
export async function pauseMove(engine: Engine, { lead }: Move, told: Failure): Promise<StepEnd> {
  const noted = await engine.log.append(
    entryOf(lead, 'paused', 'forward', { failure: failureBody(told) }),
  );
  return noted.ok ? err(told) : noted;
}
