import { afterEach, describe, expect, it } from 'vitest';
import { beforeNextWrite, openKind, type KindBench } from '../fixtures/every-kind-bench';
import { act, applyTest } from '../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

/** The first lot is answered so, as a whole. */
function refuse(status: number, code: string): void {
  const action = { kind: 'status', status, code };
  beforeNextWrite(bench, () => act(bench.source, 'faults', { rules: [{ action }] }));
}

const items = () => bench.rollout.status().steps.find((one) => one.id === bench.stepId)?.items;

describe('a lot of people that was refused as a whole', { timeout: 60_000 }, () => {
  it.each([
    ['perUserMfa.set', 401, 'InvalidAuthenticationToken'],
    ['group.remove', 403, 'insufficient_claims'],
  ] as const)(
    '%s waits for a sign-in after a %i, and nobody counts as failed',
    async (kind, status, code) => {
      bench = await openKind(kind);
      refuse(status, code);
      expect(await applyTest(bench.rollout)).toMatchObject({
        ok: false,
        failure: { code: 'step/await-auth' },
      });
      expect(bench.rollout.status().state).toBe('awaitAuth');
      expect(items()).toMatchObject({ failed: 0, done: 0 });
      expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
      expect(items()).toMatchObject({ failed: 0, done: 22 });
    },
  );

  it('fails for want of a permission, and takes everybody up again once it is there', async () => {
    bench = await openKind('perUserMfa.set');
    refuse(403, 'Authorization_RequestDenied');
    expect(await applyTest(bench.rollout)).toMatchObject({
      ok: false,
      failure: { code: 'step/refused', values: { status: '403' } },
    });
    expect(bench.rollout.status().state).toBe('failed');
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(items()).toMatchObject({ failed: 0, done: 22 });
  });
});
