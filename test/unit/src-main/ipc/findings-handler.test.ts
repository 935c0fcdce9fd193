import { expect, it } from 'vitest';
import { ok } from '../../../../shared/result';
import { sha256 } from '../../../../src-main/files/sha256';
import { createAssessHandlers } from '../../../../src-main/ipc/assess-handlers';
import type { Host } from '../../../../src-main/workspace/host';
import { Planning, type PlanningInput } from '../../../../src-main/workspace/planning';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

/** What Findings is answered for the tenant, by the window's own planning. */
async function ringsOf(input: PlanningInput, planning: Planning) {
  const workspace = { meta: { source: 'practice' }, planningInput: () => ok(input), planning };
  const host = { opened: () => ok(workspace), current: null } as unknown as Host;
  const shown = await createAssessHandlers(host)['findings.list'](
    {},
    { windowId: 1, leave: undefined },
  );
  if (!shown.ok) throw new Error(shown.failure.code);
  return shown.value.readinessBy.rings;
}

const newPlanning = (): Planning =>
  new Planning({ sha256, appVersion: '0.0.0', now: () => '2026-11-22T12:00:00Z' });

it('has readiness by ring of the plan, where having the plan costs nothing', async () => {
  const small = scenarioSnapshot(readScenario('S02'));
  const planning = newPlanning();
  const plan = planning.plan(small);
  if (!plan.ok) throw new Error(plan.failure.code);
  const rings = await ringsOf(small, newPlanning());
  expect(rings?.flatMap(({ ring }) => ring?.ring ?? [])).toEqual(
    plan.value.rings.map(({ ring }) => ring),
  );
});

it('makes no plan of a large tenant for it, and takes the one there is', async () => {
  const { snapshot, ...others } = scenarioSnapshot(readScenario('S02'));
  if (snapshot.users.kind !== 'read') throw new Error('S02 has users');
  const [somebody] = snapshot.users.value;
  if (somebody === undefined) throw new Error('S02 has users');
  const more = Array.from({ length: 2_000 }, (_, at) => ({
    ...{ ...somebody, id: `more-${String(at)}` },
    userPrincipalName: `more${String(at)}@kestrel.example`,
  }));
  const users = { ...snapshot.users, value: [...snapshot.users.value, ...more] };
  const large = { ...others, snapshot: { ...snapshot, users } };
  const planning = newPlanning();
  expect(await ringsOf(large, planning)).toBeNull();
  expect(planning.plan(large).ok).toBe(true);
  expect((await ringsOf(large, planning))?.length).toBeGreaterThan(0);
});
