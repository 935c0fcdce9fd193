import { normalizePolicy } from './conditional-access-rules';
import type { StoredResource } from './directory';
import { guidOf } from './ids';
import type { JsonObject } from './json';
import { roleTemplates, syncRole } from './role-names';

const azureManagement = '797f4846-ba00-4fd7-ba43-dac1f8f63013';

/** Roles that security defaults ask every time, and the policy that replaces it too. */
const adminRoles = Object.entries(roleTemplates)
  .filter(([name]) => ![syncRole, 'Global Reader', 'Teams Administrator'].includes(name))
  .map(([, id]) => id);

const mfa: JsonObject = { operator: 'OR', builtInControls: ['mfa'] };
const all: JsonObject = { includeUsers: ['All'] };
const anyApp: JsonObject = { includeApplications: ['All'] };

/**
 * The four policies Microsoft creates when security defaults are turned off in a tenant with P1.
 * They lack the "Microsoft-managed" prefix, as the lab write-up of 2026 saw them.
 */
export function managedPolicies(tenantId: string, at: string): StoredResource[] {
  const make = (displayName: string, conditions: JsonObject, grant: JsonObject): StoredResource => {
    const id = guidOf('managedPolicy', tenantId, displayName);
    const given = { displayName, state: 'enabled', conditions, grantControls: grant };
    return { id, resource: normalizePolicy(given, { id, createdAt: at }) };
  };
  return [
    make(
      'Block legacy authentication',
      { users: all, applications: anyApp, clientAppTypes: ['exchangeActiveSync', 'other'] },
      { operator: 'OR', builtInControls: ['block'] },
    ),
    make(
      'Multifactor authentication for Azure Management',
      { users: all, applications: { includeApplications: [azureManagement] } },
      mfa,
    ),
    make(
      'Multifactor authentication for admins',
      { users: { includeRoles: adminRoles }, applications: anyApp },
      mfa,
    ),
    make('Multifactor authentication for all users', { users: all, applications: anyApp }, mfa),
  ];
}
