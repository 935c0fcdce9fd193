import { afterEach, describe, expect, it } from 'vitest';
import { reads } from '../../../../src-main/graph/reads';
import type { WriteKind } from '../../../crash/every-kind';
import { openKind, type KindBench } from '../../../fixtures/every-kind-bench';
import { applyTest } from '../../../fixtures/run-rollout';

let bench: KindBench;
afterEach(() => bench.close());

/** Reads between Graph's yes and the word "verified", without query, in order. */
async function readsAfter(kind: WriteKind): Promise<readonly string[]> {
  bench = await openKind(kind, { lagMs: 0 });
  const { graph } = bench.source;
  const { get } = graph;
  const read: string[] = [];
  let isReading = false;
  Object.assign(graph, {
    get: (...asked: Parameters<typeof get>) => {
      if (isReading) read.push(asked[0].replace(/\?.*$/, ''));
      return get(...asked);
    },
  });
  const done = await applyTest(bench.rollout, null, (event) => {
    if (event.kind !== 'entry' || event.entry.stepId !== bench.stepId) return;
    if (event.entry.type === 'acked') isReading = true;
    if (event.entry.type === 'verified') isReading = false;
  });
  expect(done).toMatchObject({ ok: true });
  expect(bench.entries().map(({ type }) => type)).toContain('verified');
  return read;
}

const policy = reads.authenticationMethodsPolicy.url;
const defaults = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
const policies = '/v1.0/identity/conditionalAccess/policies';

describe('what is read back after a write', { timeout: 60_000 }, () => {
  it.each([
    // Three times by its own address: these stand in no list. The methods policy is then looked at for its time.
    ['securityDefaults.set', [defaults, defaults, defaults]],
    ['migration.state', [policy, policy, policy, policy]],
    ['campaign.set', [policy, policy, policy, policy]],
    ['systemPreferred.set', [policy, policy, policy, policy]],
  ] as const)('%s: three times', async (kind, expected) => {
    expect(await readsAfter(kind)).toEqual(expected);
  });

  it.each(['ca.create', 'ca.setState', 'ca.exclude'] as const)(
    '%s: three times, and once in the list',
    async (kind) => {
      const read = await readsAfter(kind);
      const one = read[0] ?? '';
      expect(one.startsWith(`${policies}/`)).toBe(true);
      expect(read).toEqual([one, one, one, policies]);
    },
  );

  it('method.configure: three times, and in the policy it is part of', async () => {
    const read = await readsAfter('method.configure');
    const one = read[0] ?? '';
    expect(one).toContain('/authenticationMethodConfigurations/');
    // The last is for the policy's time.
    expect(read).toEqual([one, one, one, policy, policy]);
  });

  it('group.create: three times, and by its mark', async () => {
    const read = await readsAfter('group.create');
    const one = read[0] ?? '';
    expect(one.startsWith('/v1.0/groups/')).toBe(true);
    expect(read).toEqual([one, one, one, '/v1.0/groups']);
  });
});
