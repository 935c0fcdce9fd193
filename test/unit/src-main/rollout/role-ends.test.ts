import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/json';
import { isWithoutEnd, readEnds, scheduleSchema } from '../../../../src-main/rollout/role-ends';

const assignment: JsonObject = { principalId: 'P', roleDefinitionId: 'R', directoryScopeId: '/' };
const forGood: JsonObject = {
  ...{ ...assignment, memberType: 'Direct', assignmentType: 'Assigned', endDateTime: null },
};
const endDateTime = '2026-12-01T00:00:00Z';
const activated = { assignmentType: 'Activated', endDateTime };

function told(...schedules: readonly JsonObject[]): boolean | null {
  return isWithoutEnd(assignment, readEnds(schedules.map((fields) => ({ ...forGood, ...fields }))));
}

describe('an active role is for good', () => {
  it.each<[string, readonly JsonObject[], boolean]>([
    ['assigned without an end', [{}], true],
    ['its id written otherwise', [{ principalId: 'p' }], true],
    ['assigned until a day', [{ endDateTime }], false],
    ['activated', [activated], false],
    ['activated, without an end told', [{ assignmentType: 'Activated' }], false],
    ['assigned, and activated beside it', [activated, {}], true],
    ['assigned, and activated after it', [{}, activated], true],
    ['activated twice', [activated, activated], false],
  ])('or not: %s', (_name, schedules, isForGood) => {
    expect(told(...schedules)).toBe(isForGood);
  });
});

describe('nobody knows whether it is, and nobody says so', () => {
  it.each<[string, readonly JsonObject[]]>([
    ['where there is no schedule', []],
    ['of somebody else', [{ principalId: 'x' }]],
    ['of another role', [{ roleDefinitionId: 'x' }]],
    ['of another scope', [{ directoryScopeId: '/administrativeUnits/a1' }]],
    ['of a member of a group', [{ memberType: 'Group' }]],
    ['of an unknown type', [{ assignmentType: 'unknownFutureValue' }]],
    ['of no type', [{ assignmentType: null }]],
    ['of an unknown type beside an activation', [activated, { assignmentType: null }]],
    ['of an unknown type before an activation', [{ assignmentType: null }, activated]],
  ])('%s', (_name, schedules) => {
    expect(told(...schedules)).toBeNull();
  });

  it('where the field is missing', () => {
    const { endDateTime: _, ...rest } = forGood;
    expect(isWithoutEnd(assignment, readEnds([rest]))).toBeNull();
  });

  it('where the list was not read', () => {
    const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
    expect(isWithoutEnd(assignment, unread)).toBeNull();
    expect(isWithoutEnd(assignment, { kind: 'none' })).toBe(true);
  });
});

it.each([{ endDateTime: 'never' }, { endDateTime: 7 }, { assignmentType: {} }, { principalId: 1 }])(
  'a schedule with %j is junk',
  (fields) => {
    expect(safeParse(scheduleSchema, { ...forGood, ...fields }).success).toBe(false);
  },
);
