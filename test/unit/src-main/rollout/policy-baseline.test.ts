import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../shared/journal/journal-entry';
import type { Plan } from '../../../../shared/plan/plan';
import type { Rollout } from '../../../../src-main/rollout/rollout';
import { openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import {
  applyTest,
  approveTest,
  driveRollout,
  openTestRollout,
  planPractice,
} from '../../../fixtures/run-rollout';

let practice: OpenPractice;
let plan: Plan;
let rollout: Rollout;
beforeEach(async () => {
  practice = await openPractice('S02', { lagMs: 0 });
  plan = await planPractice(practice, 'S02');
  rollout = await openTestRollout(practice, plan);
  await approveTest(rollout, plan);
  // The first method turned on: our own write moves the time the policy tells.
  const ready = await driveRollout(rollout, practice.source, plan, { step: 's02' });
  if (!ready.ok) throw new Error(JSON.stringify(ready.failure));
});
afterEach(async () => {
  rollout.close();
  await practice.close();
});

/** Somebody else changes a field that no step of the plan owns. */
function edit(): void {
  const { directory } = practice.tenant;
  const lastModifiedDateTime = new Date(Date.parse('2027-01-01T00:00:00Z')).toISOString();
  directory.write('amp', {
    ...directory.truth('amp'),
    reconfirmationInDays: 7,
    lastModifiedDateTime,
  });
}

const last = (stepId: string, type: JournalEntry['type']) =>
  rollout.entries(0, 10_000).findLast((one) => one.stepId === stepId && one.type === type);
const tours = async (): Promise<number> => {
  const answer = await fetch(`${practice.tenant.graphUrl}/_practice/stats`);
  const stats = (await answer.json()) as { readonly requests: Readonly<Record<string, number>> };
  return stats.requests['GET /v1.0/subscribedSkus'] ?? 0;
};

it('what our own writes leave behind is no edit of somebody else', async () => {
  expect(last('s02', 'preflight')?.body['policyEdit']).toBeUndefined();
  expect(last('s02', 'verified')?.body['policyTime']).toEqual(expect.any(String));
  const before = await tours();
  expect(await applyTest(rollout, { step: 's03' })).toMatchObject({ ok: true });
  expect(last('s03', 'preflight')?.body['policyEdit']).toBeUndefined();
  expect((await tours()) - before).toBe(1);
});

it('a step that only gives reads anew once somebody else changed the policy', async () => {
  const before = await tours();
  const done = await applyTest(rollout, { step: 's04' }, (event) => {
    const isThird = event.kind === 'entry' && event.entry.stepId === 's03';
    if (isThird && event.entry.type === 'done') edit();
  });
  expect(done).toMatchObject({ ok: true });
  const known = last('s03', 'verified')?.body['policyTime'];
  expect(last('s03', 'preflight')?.body['policyEdit']).toBeUndefined();
  expect(last('s04', 'preflight')?.body['policyEdit']).toEqual({
    ...{ expected: known, now: '2027-01-01T00:00:00.000Z' },
  });
  expect((await tours()) - before).toBe(2);
  // From here on that edit is known.
  expect(await applyTest(rollout, { step: 's05' })).toMatchObject({ ok: true });
  expect(last('s05', 'preflight')?.body['policyEdit']).toBeUndefined();
});
