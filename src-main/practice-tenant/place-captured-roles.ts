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
      const scope = scopeOf(row);
      directory.roles.add({
        ...{ id, principalId, roleId, assignment, schedule },
        ...(scope === wholeTenant ? {} : { scope }),
      });
    }
  }
}

const wholeTenant = '/';

/** A row that does not say where it holds holds nowhere anybody knows: never the whole tenant. */
function scopeOf(row: JsonObject): string {
  return textOf(row['directoryScopeId']) ?? '';
}

/** Somebody may hold a role twice: in the whole tenant, and until a day in a part of it. */
function holdingKey(row: JsonObject): string {
  const names = [row['principalId'], row['roleDefinitionId']].map((one) => textOf(one) ?? '');
  return [...names, scopeOf(row)].join(' ').toLowerCase();
}

function scheduleOf(row: JsonObject): RoleSchedule {
  return {
    end: textOf(row['endDateTime']) ?? null,
    isActivated: textOf(row['assignmentType']) === 'Activated',
  };
}
