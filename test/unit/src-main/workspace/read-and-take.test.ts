import { expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { ok } from '../../../../shared/result';
import type { Answers } from '../../../../shared/tenant/answer';
import { createHomeHandlers } from '../../../../src-main/ipc/home-handlers';
import type { Host } from '../../../../src-main/workspace/host';
import type { WorkspaceMeta } from '../../../../src-main/workspace/workspace-meta';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const { snapshot, answers, choices, asOf } = scenarioSnapshot(readScenario('S02'));
const [made] = snapshot.users.kind === 'read' ? snapshot.users.value : [];

/** A tenant in the middle of its rollout that is read again; `ends`: how its reading ends. */
async function readAgain(ends: 'read' | 'failed' | 'closed') {
  const kept: { answers: Answers | null } = { answers };
  const updates: Partial<WorkspaceMeta>[] = [];
  const engine = { namedEmergencyAccess: () => [made?.id] };
  let isOpen = true;
  const rollout = {
    ...{ isUnderWay: true, isBusy: false, rollout: null as typeof engine | null },
    open: () => Promise.resolve(void (rollout.rollout = engine)),
  };
  const workspace = {
    ...{ snapshot, snapshotId: 'before', rollout, connect: { account: 'aiko@contoso.com' } },
    ...{ nowIso: () => asOf, reading: { view: {} } },
    store: { answers: { get: () => kept.answers, save: (next: Answers) => (kept.answers = next) } },
    read: () => {
      if (ends !== 'failed') workspace.snapshotId = 'after';
      isOpen = ends !== 'closed';
      return Promise.resolve();
    },
    planningInput: () => ok({ snapshot, answers: kept.answers, choices, asOf }),
    planning: { prepare: () => Promise.resolve(ok(undefined)), assessed: assess },
    update: (change: Partial<WorkspaceMeta>) => void updates.push(change),
  };
  const told: number[] = [];
  const opened = () => ok(isOpen ? workspace : { ...workspace });
  const host = { opened, tell: () => void told.push(updates.length) } as unknown as Host;
  await createHomeHandlers(host)['read.start']({}, { windowId: 1, leave: undefined });
  // The call answers at once; what is read comes after.
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  return { told, updates, emergency: kept.answers?.accounts?.emergencyAccess ?? [] };
}

it('a reading during the rollout takes over the emergency accounts it was told', async () => {
  const before = answers?.accounts?.emergencyAccess ?? [];
  expect(before).not.toContainEqual({ upn: made?.userPrincipalName });
  const { emergency } = await readAgain('read');
  expect(emergency).toContainEqual(expect.objectContaining({ upn: made?.userPrincipalName }));
});

it('a reading is what the top bar and the list of plans speak of from its end', async () => {
  const { told, updates } = await readAgain('read');
  expect(updates).toMatchObject([{ readAt: snapshot.takenAt, nextDate: '2027-02-01' }]);
  expect(told.at(-1)).toBe(1);
});

it.each(['failed', 'closed'] as const)('a reading that is %s changes neither', async (ends) => {
  const { told, updates, emergency } = await readAgain(ends);
  expect(updates).toEqual([]);
  expect(emergency).toEqual(answers?.accounts?.emergencyAccess ?? []);
  expect(told).toEqual([0]);
});
