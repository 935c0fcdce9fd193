import { createHash, randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { makePlan } from '../../../../shared/plan/make-plan';
import { ok } from '../../../../shared/result';
import { createRolloutHandlers } from '../../../../src-main/ipc/rollout-handlers';
import { Tickets } from '../../../../src-main/ipc/tickets';
import type { Host } from '../../../../src-main/workspace/host';
import type { WorkspaceMeta } from '../../../../src-main/workspace/workspace-meta';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

it('Finish tells the top bar and the list of plans of the reading it looks at', async () => {
  const { snapshot, answers, choices, asOf } = scenarioSnapshot(readScenario('S02'));
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const input = { snapshot, answers, choices, asOf };
  const made = makePlan({ ...input, madeAt: asOf, appVersion: '0.0.0', sha256 });
  const assessed = assess(input);
  if (!made.ok || !assessed.ok) throw new Error('S02 cannot be planned');
  const updates: Partial<WorkspaceMeta>[] = [];
  const workspace = {
    rollout: { plan: made.value, isBusy: true, rollout: null },
    planningInput: () => ok(input),
    planning: { prepare: () => Promise.resolve(ok(undefined)), assessed: () => assessed },
    // No rollout of it is on record.
    store: { journal: { isLost: () => true } },
    ...{ snapshot, update: (change: Partial<WorkspaceMeta>) => updates.push(change) },
  };
  const host = { opened: () => ok(workspace) } as unknown as Host;
  const tickets = new Tickets({ randomBytes, now: () => 0 });
  const context = { windowId: 1, leave: undefined };
  const shown = await createRolloutHandlers(host, tickets)['finish.get']({}, context);
  expect(shown).toMatchObject({ value: { finished: false } });
  // People as Today counts them: seven of the eight accounts.
  expect(updates).toMatchObject([
    {
      ...{ readAt: snapshot.takenAt, isFinished: false },
      ...{ peopleAtRisk: 7, nextDate: '2027-02-01' },
    },
  ]);
});
