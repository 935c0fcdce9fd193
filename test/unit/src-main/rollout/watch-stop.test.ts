import { expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { Cut } from '../../../../src-main/rollout/cut';
import type { Engine, Run } from '../../../../src-main/rollout/engine';
import { withStopWatch } from '../../../../src-main/rollout/watch-stop';

type Asked = { id: number; kind: string };

/** A run whose work waits until its signals are cut, and a second that passes when it is told to. */
function running(known: readonly Asked[]) {
  const asked: Asked[] = [...known];
  let look = (): void => undefined;
  const engine = {
    cut: new Cut(),
    log: { rolloutId: 'r' },
    store: {
      halted: null as string | null,
      journal: { stopRequests: (_: string, after: number) => asked.filter(({ id }) => id > after) },
    },
  };
  const never = new AbortController().signal;
  const run = { signal: never, urgent: never } as unknown as Run;
  const seen: Run[] = [];
  void withStopWatch(
    engine as unknown as Engine,
    run,
    (call) => {
      look = call;
      return () => undefined;
    },
    (inner) => {
      seen.push(inner);
      return new Promise(() => undefined).then(() => ok(undefined));
    },
  );
  return { asked, engine, look: () => look(), isCut: () => seen[0]?.signal.aborted ?? null, seen };
}

it('ends a run within the second in which another process asks for the stop', () => {
  const { asked, look, isCut, seen } = running([{ id: 1, kind: 'emergency' }]);
  look();
  // One from before the run began is over.
  expect(isCut()).toBe(false);
  asked.push({ id: 2, kind: 'pause' });
  look();
  expect(isCut()).toBe(false);
  asked.push({ id: 3, kind: 'emergency' });
  look();
  expect([isCut(), seen[0]?.urgent.aborted]).toEqual([true, true]);
});

it('is not looked for in a journal that halted', () => {
  const { asked, engine, look, isCut } = running([]);
  asked.push({ id: 1, kind: 'emergency' });
  engine.store.halted = 'full';
  look();
  expect(isCut()).toBe(false);
});
