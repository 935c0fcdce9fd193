import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { Step } from '../../../../shared/plan/step';
import { err, ok } from '../../../../shared/result';
import { applyLoosening } from '../../../../src-main/rollout/apply-loosening';
import type { Engine, Run } from '../../../../src-main/rollout/engine';
import type { Sender } from '../../../../src-main/rollout/sender';
import { sendPart } from '../../../../src-main/rollout/switch-write';

const step = {
  ...{ id: 's1', kind: 'ca.setState', owned: ['state'], blast: 'tenant', scopes: [] },
  target: { type: 'conditionalAccessPolicy', id: '11111111-0000-4000-8000-000000000001', name: '' },
  ...{ prior: { state: 'enabled' }, planned: { state: 'enabledForReportingButNotEnforced' } },
} as unknown as Step;
const run = { signal: new AbortController().signal, onEvent: () => undefined } as unknown as Run;

/** Everything answers; what was written down and what left is counted. */
function open(isHeld: boolean) {
  const seen: string[] = [];
  const engine = {
    lock: { isHeld: () => isHeld },
    refs: { created: () => null, evidence: () => null },
    source: { cloud: 'global' },
    plan: { tenant: { entraPlan: 'p1' } },
    clock: { now: () => 0, serverTime: () => 0 },
    ...{ randomId: () => 'id', fresh: { invalidate: () => undefined } },
    log: {
      append: (...entries: readonly { type: string }[]) => {
        seen.push(...entries.map(({ type }) => type));
        return Promise.resolve(ok(undefined));
      },
    },
  } as unknown as Engine;
  const one = () => {
    seen.push('left');
    const answer = { status: 204, headers: {}, json: null, text: '' };
    return Promise.resolve({ kind: 'answered', answer });
  };
  return { seen, engine, sender: { one } as unknown as Sender };
}

const motion = { step, direction: 'forward' } as const;
const limits = { until: 1_000, asksAgain: false };

/** Execution.md 3.9: `lock.db` is held while the engine may write. */
describe('without the lock', () => {
  it('an emergency stop writes nothing down and sends nothing', async () => {
    const { seen, engine, sender } = open(false);
    const done = await applyLoosening(engine, run, step, sender);
    expect([done, seen]).toEqual([err(failure('store/locked')), []]);
  });

  it('no part of the switch leaves either', async () => {
    const { seen, engine, sender } = open(false);
    const done = await sendPart(engine, run, motion, sender, limits);
    expect([done, seen]).toEqual([err(failure('store/locked')), []]);
  });

  it('with it both do', async () => {
    const stop = open(true);
    expect(await applyLoosening(stop.engine, run, step, stop.sender)).toEqual(ok(null));
    expect(stop.seen).toEqual(['intent', 'sent', 'left', 'acked']);
    const part = open(true);
    const done = await sendPart(part.engine, run, motion, part.sender, limits);
    expect([done, part.seen]).toEqual([ok({ kind: 'acked' }), ['sent', 'left', 'acked']]);
  });
});
