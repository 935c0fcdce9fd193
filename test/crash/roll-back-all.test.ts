import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import { reached } from '../fixtures/campaign';
import { openKind, type KindBench } from '../fixtures/every-kind-bench';
import { goOn } from '../fixtures/open-practice';
import { applyTest, approveTest } from '../fixtures/run-rollout';
import { writeKinds } from './every-kind';
import { arrivalsAt, checkRecord, differences, stateOf } from './record-check';

let bench: KindBench;
afterEach(() => bench.close());
const exact: string[] = [];

/** Without what a roll back leaves on purpose: empty groups and disabled policies of ours. */
function withoutOurs(state: Json): Json {
  if (!isJsonObject(state)) return state;
  const isOurs = (one: Json): boolean =>
    isJsonObject(one) && /"displayName":"[^"]*cw-[0-9a-f]{8}-\d+"/.test(JSON.stringify(one));
  const kept = (list: Json | undefined): Json =>
    Array.isArray(list) ? (list as readonly Json[]).filter((one) => !isOurs(one)) : (list ?? null);
  return {
    ...state,
    groups: kept(state['groups']),
    conditionalAccessPolicies: kept(state['conditionalAccessPolicies']),
  };
}

describe('rolling back each kind of write', { timeout: 60_000 }, () => {
  it.each(writeKinds)('%s: the tenant is exactly as it was', async (kind) => {
    bench = await openKind(kind);
    const before = withoutOurs(await stateOf(bench.tenant));
    expect(await applyTest(bench.rollout)).toMatchObject({ ok: true });
    expect(differences(before, await stateOf(bench.tenant))).not.toEqual([]);
    await approveTest(bench.rollout, bench.plan, 'rollBack');
    const quiet = { signal: goOn.signal, onEvent: () => undefined };
    // Microsoft makes policies of its own when the defaults go off: looked at are the defaults alone.
    const isDefaults = kind === 'securityDefaults.set';
    const back = await bench.rollout.rollBack({ toStep: null, ...quiet });
    expect(back).toMatchObject({ ok: true });
    const field = 'identitySecurityDefaultsEnforcementPolicy';
    const seen = (state: Json): Json =>
      isDefaults && isJsonObject(state) ? (state[field] ?? null) : withoutOurs(state);
    expect(differences(seen(before), seen(await stateOf(bench.tenant)))).toEqual([]);
    checkRecord(bench.rollout, await arrivalsAt(bench.tenant), kind);
    const left = await stateOf(bench.tenant);
    const groups = isJsonObject(left) ? JSON.stringify(left['groups']) : '';
    // What stays has no effect: nobody is in it.
    for (const [, members] of groups.matchAll(/cw-[0-9a-f]{8}-\d+","members":(\[[^\]]*\])/g)) {
      expect(members).toBe('[]');
    }
    exact.push(kind);
  });

  it('holds for every kind', () => {
    expect(exact).toEqual([...writeKinds]);
    reached('P11', `${exact.length} of ${writeKinds.length} kinds of write, owned fields exact`, {
      kinds: [exact.length, writeKinds.length],
    });
  });
});
