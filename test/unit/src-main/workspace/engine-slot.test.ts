import { expect, it } from 'vitest';
import type { Plan } from '../../../../shared/plan/plan';
import { failure } from '../../../../shared/diagnostic';
import { err, ok } from '../../../../shared/result';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { EngineSlot } from '../../../../src-main/workspace/engine-slot';

/** A door somebody waits at. */
function door(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** A slot whose engine opens when the test lets it; `said` is what happened, in order. */
function bench() {
  const said: string[] = [];
  const opening = door();
  const recovery = door();
  const rollout = { close: () => said.push('closed') } as unknown as Rollout;
  const slot = new EngineSlot({
    wanted: () => ({ plan: {} as Plan, source: null }),
    isBusy: () => false,
    open: async () => {
      await opening.opened;
      said.push('opened');
      return ok(rollout);
    },
    opened: () => {
      said.push('recovering');
      void recovery.opened.then(() => said.push('recovered'));
    },
  });
  return { slot, said, opening, recovery };
}

it('is let go only after whoever is opening it has ended', async () => {
  const { slot, said, opening } = bench();
  const opened = slot.open();
  const dropped = slot.drop(() => Promise.resolve(ok(undefined)));
  opening.open();
  expect((await opened).ok).toBe(true);
  await dropped;
  expect(said).toEqual(['opened', 'recovering', 'closed']);
  expect(slot.current).toBeNull();
});

it('is let go only after what its opening began is over', async () => {
  const { slot, said, opening, recovery } = bench();
  void slot.open();
  const dropped = slot.drop(() => {
    // Asked only now: before the opening nobody knew that there was something to wait for.
    expect(said).toEqual(['opened', 'recovering']);
    return recovery.opened.then(() => ok(undefined));
  });
  opening.open();
  await expect.poll(() => said).toEqual(['opened', 'recovering']);
  recovery.open();
  await dropped;
  expect(said).toEqual(['opened', 'recovering', 'recovered', 'closed']);
});

it('tells those who wait when nobody is opening any more', async () => {
  const { slot, said, opening } = bench();
  void slot.open();
  const settled = slot.settled().then(() => said.push('settled'));
  opening.open();
  await settled;
  expect(said).toEqual(['opened', 'recovering', 'settled']);
});

it('opens one engine for two who ask at once', async () => {
  const { slot, said, opening } = bench();
  const both = Promise.all([slot.open(), slot.open()]);
  opening.open();
  const [one, other] = await both;
  expect(one).toEqual(other);
  expect(said).toEqual(['opened', 'recovering']);
});

it('stays where what it still does forbids to let go', async () => {
  const { slot, said, opening } = bench();
  opening.open();
  await slot.open();
  const locked = err(failure('store/locked'));
  expect(await slot.drop(() => Promise.resolve(locked))).toEqual(locked);
  expect(said).not.toContain('closed');
  expect(slot.current).not.toBeNull();
});
