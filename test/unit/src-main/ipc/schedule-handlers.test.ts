import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import { err, ok } from '../../../../shared/result';
import { createScheduleHandlers } from '../../../../src-main/ipc/schedule-handlers';
import type { Host } from '../../../../src-main/workspace/host';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

describe('schedule.approved', () => {
  const reading = scenarioSnapshot(readScenario('S02'));
  const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0.0.0', sha256 });
  if (!made.ok) throw new Error('S02 cannot be planned');
  const approved = made.value;
  const later = Date.parse(approved.snapshotTakenAt) + 86_400_000;
  const context = { windowId: 1, leave: undefined };
  const answer = (rollout: object, source: object | null) => {
    const workspace = { rollout, source, nowIso: () => '2030-01-01T00:00:00.000Z' };
    const host = { opened: () => ok(workspace) } as unknown as Host;
    return createScheduleHandlers(host)['schedule.approved']({}, context);
  };

  it('is of the plan that is carried out, on the clock of its tenant', async () => {
    const source = { clock: { now: () => later } };
    expect(await answer({ plan: approved }, source)).toMatchObject(
      ok({ schedule: approved.schedule, now: new Date(later).toISOString() }),
    );
  });

  it('has the time of this computer where nobody is signed in to a tenant', async () => {
    const live = { ...approved, source: 'live' };
    expect(await answer({ plan: live }, null)).toMatchObject(
      ok({ now: '2030-01-01T00:00:00.000Z' }),
    );
  });

  it('is refused where no plan is approved', async () => {
    expect(await answer({ plan: null }, null)).toMatchObject(err({ code: 'plan/not-approved' }));
  });
});
