import { describe, expect, it } from 'vitest';
import { ringDrift } from '../../../../shared/plan/ring-drift';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { planReading } from './plans';

describe('drift of rings', () => {
  it('tells who joined, left and moved since the plan was made', () => {
    const reading = scenarioSnapshot(readScenario('S02'));
    const planned = planReading(reading).plan;
    const users = reading.snapshot.users;
    if (users.kind !== 'read') throw new Error('users are read');
    const first = (ring: number): string => planned.rings[ring]?.members[0] ?? '';
    const second = planned.rings[1]?.members[1] ?? '';
    const value = users.value
      .filter((user) => user.id !== second)
      .map((user) => (user.id === first(1) ? { ...user, accountEnabled: false } : user));
    const fresh = planReading({
      ...reading,
      snapshot: { ...reading.snapshot, users: { kind: 'read', value } },
      choices: { ...reading.choices, ringMoves: { [first(3)]: 2 } },
    }).plan;
    const drift = ringDrift(planned, fresh);
    expect(drift.joined).toEqual([]);
    expect(drift.moved).toEqual([{ userId: first(3), from: 3, to: 2 }]);
    expect(new Set(drift.left.map(({ userId, why }) => `${userId} ${why}`))).toEqual(
      new Set([`${first(1)} disabled`, `${second} gone`]),
    );
    expect(ringDrift(fresh, planned).joined).toHaveLength(2);
    expect(ringDrift(planned, planned)).toEqual({ joined: [], left: [], moved: [] });
  });
});
