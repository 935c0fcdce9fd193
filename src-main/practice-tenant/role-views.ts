import type { Directory } from './directory';
import { guidOf } from './ids';
import type { JsonObject } from './json';
import { roleTemplates } from './role-names';

export function roleName(roleId: string): string {
  return Object.entries(roleTemplates).find(([, id]) => id === roleId)?.[0] ?? 'Directory role';
}

/** An activated role: its own id beside the template's. */
export function directoryRoleRow(directory: Directory, roleId: string): JsonObject {
  const displayName = roleName(roleId);
  return {
    id: guidOf('directoryRole', directory.facts.id, roleId),
    deletedDateTime: null,
    description: displayName,
    displayName,
    roleTemplateId: roleId,
  };
}

export function roleDefinitionRow(roleId: string): JsonObject {
  const displayName = roleName(roleId);
  return {
    ...{ id: roleId, templateId: roleId, displayName, description: displayName },
    ...{ isBuiltIn: true, isEnabled: true, resourceScopes: ['/'], version: '1' },
  };
}
