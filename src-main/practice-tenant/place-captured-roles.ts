import type { Captured } from './captured-responses';
import type { Directory } from './directory';
import { textOf, type JsonObject } from './json';
import type { RoleSchedule } from './role-holdings';

/** Roles as they were recorded. When an active one ends, only the list of schedules tells. */
export function placeRoles(directory: Directory, captured: Captured): void {
  const schedules = new Map(
    captured
      .rows('/roleManagement/directory/roleAssignmentScheduleInstances')
      .map((row) => [holdingKey(row), scheduleOf(row)]),
  );
  const sources = [
    ['active', '/roleManagement/directory/roleAssignments'],
    ['eligible', '/roleManagement/directory/roleEligibilityScheduleInstances'],
  ] as const;
  for (const [assignment, path] of sources) {
    for (const row of captured.rows(path)) {
      const [id, principalId, roleId] = ['id', 'principalId', 'roleDefinitionId'].map((name) =>
        textOf(row[name]),
      );
      if (id === undefined || principalId === undefined || roleId === undefined) continue;
      const schedule = schedules.get(holdingKey(row)) ?? 'untold';
      directory.roles.add({ id, principalId, roleId, assignment, schedule });
    }
  }
}

function holdingKey(row: JsonObject): string {
  return `${textOf(row['principalId'])} ${textOf(row['roleDefinitionId'])}`.toLowerCase();
}

function scheduleOf(row: JsonObject): RoleSchedule {
  return {
    end: textOf(row['endDateTime']) ?? null,
    isActivated: textOf(row['assignmentType']) === 'Activated',
  };
}
