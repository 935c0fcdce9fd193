import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { makePlan } from '../../../../shared/plan/make-plan';
import { ok } from '../../../../shared/result';
import type { Answers } from '../../../../shared/tenant/answer';
import { createHomeHandlers } from '../../../../src-main/ipc/home-handlers';
import type { Host } from '../../../../src-main/workspace/host';
import type { WorkspaceMeta } from '../../../../src-main/workspace/workspace-meta';
import { openStoreAt } from '../../../fixtures/journal-on-disk';
import { changePastTriggers } from '../../../fixtures/past-triggers';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

const reading = scenarioSnapshot(readScenario('S02'));
const { snapshot, answers, choices, asOf } = reading;
const [made] = snapshot.users.kind === 'read' ? snapshot.users.value : [];
const planned = makePlan({ ...reading, madeAt: asOf, appVersion: '0.0.0', sha256 });
if (!planned.ok) throw new Error('S02 cannot be planned');
const plan = planned.value;
let directory: string;

/** A journal on disk in which somebody has named and checked an account. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'causeway-read-and-take-'));
  const store = openStoreAt(directory);
  const naming = plan.steps.find(
    ({ kind, purpose }) => kind === 'manual' && purpose === 'emergencyAccess',
  );
  const body = { accounts: [made?.id ?? ''], text: made?.userPrincipalName ?? '', by: 'aiko' };
  const entry = { type: 'evidence', stepId: naming?.id ?? '', item: null, at: asOf, body } as const;
  const note = { type: 'note', stepId: null, item: null, at: asOf, body: {} } as const;
  const { planHash } = plan;
  expect(store.plans.save(plan, null).ok).toBe(true);
  expect(store.journal.openRollout({ rolloutId: 'r', planHash, openedAt: asOf }).ok).toBe(true);
  expect(store.journal.append('r', [note, entry]).ok).toBe(true);
  store.close();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A tenant in the middle of its rollout that is read again; `ends`: how its reading ends. */
async function readAgain(ends: 'read' | 'failed' | 'closed') {
  const kept: { answers: Answers | null } = { answers };
  const updates: Partial<WorkspaceMeta>[] = [];
  const onDisk = openStoreAt(directory, 'read');
  const { journal, plans } = onDisk;
  let isOpen = true;
  const rollout = {
    ...{ isUnderWay: true, isBusy: false, rollout: null, plan },
    open: () => Promise.reject(new Error('reading takes no lock')),
  };
  const workspace = {
    ...{ snapshot, snapshotId: 'before', rollout, connect: { account: 'aiko@contoso.com' } },
    ...{ nowIso: () => asOf, reading: { view: {} } },
    store: {
      ...{ journal, plans },
      answers: { get: () => kept.answers, save: (next: Answers) => (kept.answers = next) },
    },
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
  onDisk.close();
  return { told, updates, emergency: kept.answers?.accounts?.emergencyAccess ?? [] };
}

it('a reading during the rollout takes over the emergency accounts it was told', async () => {
  const before = answers?.accounts?.emergencyAccess ?? [];
  expect(before).not.toContainEqual({ upn: made?.userPrincipalName });
  const { emergency } = await readAgain('read');
  expect(emergency).toContainEqual(expect.objectContaining({ upn: made?.userPrincipalName }));
  expect(existsSync(join(directory, 'lock.db'))).toBe(false);
});

it('a journal that cannot be believed names nobody', async () => {
  changePastTriggers(directory, `UPDATE journal SET body='{"forged":true}' WHERE seq=0`);
  const { emergency } = await readAgain('read');
  expect(emergency).toEqual(answers?.accounts?.emergencyAccess ?? []);
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
