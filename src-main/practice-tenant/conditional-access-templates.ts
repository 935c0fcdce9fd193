import { normalizeConditions, normalizeGrant } from './conditional-access-rules';
import type { JsonObject } from './json';
import { roleTemplates, syncRole } from './role-names';

const adminRoles = Object.entries(roleTemplates)
  .filter(([name]) => name !== syncRole && name !== 'Global Reader')
  .map(([, id]) => id);

/** Graph prints this sentence where an object id belongs. */
const currentAdmin = ['Current administrator will be excluded'];
const anyApp: JsonObject = { includeApplications: ['All'] };
const everyone: JsonObject = { includeUsers: ['All'], excludeUsers: currentAdmin };

const template = (
  name: string,
  id: string,
  scenarios: string,
  conditions: JsonObject,
  control: string,
): JsonObject => ({
  ...{ name, id, scenarios, description: name },
  details: {
    sessionControls: null,
    conditions: normalizeConditions(conditions),
    grantControls: normalizeGrant({ operator: 'OR', builtInControls: [control] }),
  },
});

/** The four secure-foundation templates (graph/examples/ca-templates-list-secure-foundation). */
export const templates: JsonObject[] = [
  template(
    'Require multifactor authentication for admins',
    'c7503427-338e-4c5e-902d-abe252abfb43',
    'secureFoundation,zeroTrust,protectAdmins',
    { applications: anyApp, users: { includeRoles: adminRoles, excludeUsers: currentAdmin } },
    'mfa',
  ),
  template(
    'Securing security info registration',
    'b8bda7f8-6584-4446-bce9-d871480e53fa',
    'secureFoundation,zeroTrust,remoteWork',
    {
      applications: { includeUserActions: ['urn:user:registersecurityinfo'] },
      users: everyone,
      locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
    },
    'mfa',
  ),
  template(
    'Block legacy authentication',
    '0b2282f9-2862-4178-88b5-d79340b36cb8',
    'secureFoundation,zeroTrust,remoteWork,protectAdmins',
    { applications: anyApp, users: everyone, clientAppTypes: ['exchangeActiveSync', 'other'] },
    'block',
  ),
  template(
    'Require multifactor authentication for all users',
    'a3d0a415-b068-4326-9251-f9cdf9feeb64',
    'secureFoundation,zeroTrust,remoteWork',
    { applications: anyApp, users: everyone },
    'mfa',
  ),
];
