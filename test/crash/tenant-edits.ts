import type { Json, JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { guidOf } from '../../src-main/practice-tenant/ids';
import { roleTemplateOf } from '../../src-main/practice-tenant/role-names';
import { pick } from '../fixtures/campaign';
import type { Cast, TenantEdit } from './edit-cast';

const policies = '/v1.0/identity/conditionalAccess/policies';
const methods = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
const assignments = '/v1.0/roleManagement/directory/roleAssignments';
const globalAdministrator = roleTemplateOf('Global Administrator');

const someOf = <T>(random: () => number, list: readonly T[], most: number): readonly T[] => {
  const wanted = 1 + Math.floor(random() * most);
  return [...list].sort(() => random() - 0.5).slice(0, wanted);
};

function policyAdded(cast: Cast, random: () => number): TenantEdit {
  const state = pick(random, [
    'enabled',
    'enabled',
    'disabled',
    'enabledForReportingButNotEnforced',
  ]);
  const control = pick(random, ['mfa', 'block', 'compliantDevice']);
  const sparesEmergency = random() < 0.6;
  const includes = pick(random, ['All', 'staff', 'operator', 'group'] as const);
  const some = someOf(random, cast.staff, 5);
  const users: Record<string, Json> = {
    ...(includes === 'All' ? { includeUsers: ['All'] } : {}),
    ...(includes === 'staff' ? { includeUsers: some } : {}),
    ...(includes === 'operator' ? { includeUsers: [cast.operator] } : {}),
    ...(includes === 'group' ? { includeGroups: [cast.groupId] } : {}),
    excludeUsers: sparesEmergency ? cast.emergency : [],
  };
  const reach = { All: cast.everybody, staff: some, operator: [cast.operator], group: cast.staff };
  const reached = reach[includes].filter((id) => !sparesEmergency || !cast.emergency.includes(id));
  const isOn = state === 'enabled';
  const hitsEmergency = isOn && control !== 'mfa' && includes === 'All' && !sparesEmergency;
  return {
    name: `policy added, ${state}, ${control}, ${includes}`,
    requests: [
      {
        ...{ method: 'POST', path: policies },
        body: {
          ...{ displayName: `Made by somebody ${Math.floor(random() * 1e6)}`, state },
          conditions: {
            users,
            applications: { includeApplications: ['All'] },
            clientAppTypes: ['all'],
          },
          grantControls: { operator: 'OR', builtInControls: [control] },
        },
      },
    ],
    facts: isOn
      ? { reached, ...(hitsEmergency ? { breaksEmergency: true as const } : {}) }
      : { isHarmless: true },
  };
}

function policyChanged(cast: Cast, plan: Plan, random: () => number): TenantEdit {
  const path = `${policies}/${cast.policyId}`;
  const known = plan.baseline.conditionalAccess;
  const policy = (known.kind === 'read' ? known.value[0] : null) as unknown as JsonObject;
  const conditions = policy['conditions'] as JsonObject;
  const users = conditions['users'] as JsonObject;
  const some = someOf(random, cast.staff, 4);
  const before = users['excludeUsers'] as readonly string[];
  const excludeUsers = [...before, ...some] as Json;
  const way = pick(random, ['off', 'report', 'exclude', 'block', 'session', 'delete'] as const);
  const isOfPolicy = true as const;
  const off = { isOfPolicy, reached: cast.staff, uncovered: cast.staff };
  const edits = {
    off: { body: { state: 'disabled' }, facts: off },
    report: { body: { state: 'enabledForReportingButNotEnforced' }, facts: off },
    exclude: {
      body: { conditions: { ...conditions, users: { ...users, excludeUsers } } },
      facts: { isOfPolicy, reached: cast.staff, uncovered: some },
    },
    block: {
      body: { grantControls: { operator: 'OR', builtInControls: ['block'] } },
      facts: { isOfPolicy, reached: cast.staff },
    },
    session: {
      body: { sessionControls: { persistentBrowser: { mode: 'never', isEnabled: true } } },
      facts: { isOfPolicy, reached: cast.staff },
    },
    delete: { body: null, facts: off },
  };
  const { body, facts } = edits[way];
  const method = way === 'delete' ? 'DELETE' : 'PATCH';
  return { name: `policy changed: ${way}`, requests: [{ method, path, body }], facts };
}

function accountTouched(cast: Cast, random: () => number): TenantEdit {
  const way = pick(random, ['staffOff', 'emergencyOff', 'staffGone', 'emergencyGone', 'renamed']);
  const isEmergency = way.startsWith('emergency');
  const id = pick(random, isEmergency ? cast.emergency : cast.staff);
  const path = `/v1.0/users/${id}`;
  const isGone = way.endsWith('Gone');
  const body =
    way === 'renamed'
      ? { displayName: `Somebody ${Math.floor(random() * 1e6)}` }
      : { accountEnabled: false };
  return {
    name: `account ${way}`,
    requests: [isGone ? { method: 'DELETE', path, body: null } : { method: 'PATCH', path, body }],
    facts: {
      ...(isEmergency ? { breaksEmergency: true as const } : {}),
      ...(isGone ? { deleted: [id] } : {}),
      ...(way === 'renamed' ? { isHarmless: true as const } : {}),
    },
  };
}

function roleMoved(cast: Cast, random: () => number): TenantEdit {
  const way = pick(random, ['operator', 'emergency', 'given'] as const);
  if (way === 'given') {
    const body = { principalId: pick(random, cast.staff), roleDefinitionId: globalAdministrator };
    // A new administrator may be a blocker of its own: no more is said of it.
    return {
      name: 'role given',
      requests: [{ method: 'POST', path: assignments, body }],
      facts: {},
    };
  }
  const holder = way === 'operator' ? cast.operator : pick(random, cast.emergency);
  const id = guidOf('roleAssignment', holder, globalAdministrator, 'active');
  return {
    name: `role taken from ${way}`,
    requests: [{ method: 'DELETE', path: `${assignments}/${id}`, body: null }],
    facts: way === 'operator' ? { takesOperator: true } : { breaksEmergency: true },
  };
}

function groupTouched(cast: Cast, random: () => number): TenantEdit {
  const way = pick(random, ['left', 'left', 'deleted', 'made'] as const);
  const path = `/v1.0/groups/${cast.groupId}`;
  if (way === 'deleted') {
    return {
      name: 'group deleted',
      requests: [{ method: 'DELETE', path, body: null }],
      facts: { deletesGroup: true, uncovered: cast.staff },
    };
  }
  if (way === 'made') {
    const mailNickname = `other${Math.floor(random() * 1e6)}`;
    const body = {
      displayName: mailNickname,
      mailNickname,
      mailEnabled: false,
      securityEnabled: true,
    };
    return {
      name: 'group made',
      requests: [{ method: 'POST', path: '/v1.0/groups', body }],
      facts: { isHarmless: true },
    };
  }
  const left = someOf(random, cast.staff, 6);
  return {
    name: 'members left',
    requests: left.map((id) => ({
      method: 'DELETE',
      path: `${path}/members/${id}/$ref`,
      body: null,
    })),
    facts: { left, uncovered: left },
  };
}

function methodsTouched(random: () => number): TenantEdit {
  const id = pick(random, ['Fido2', 'MicrosoftAuthenticator'] as const);
  const name = id.charAt(0).toLowerCase() + id.slice(1);
  const type = `#microsoft.graph.${name}AuthenticationMethodConfiguration`;
  const body = { '@odata.type': type, state: 'disabled' };
  return {
    name: `method off: ${id}`,
    requests: [{ method: 'PATCH', path: `${methods}/${id}`, body }],
    // Emergency access holds security keys, the staff the Authenticator, and nothing else.
    facts: id === 'Fido2' ? { breaksEmergency: true } : { takesMethods: true },
  };
}

function defaultsOn(cast: Cast): TenantEdit {
  const defaults = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
  return {
    name: 'security defaults on',
    requests: [
      { method: 'PATCH', path: `${policies}/${cast.policyId}`, body: { state: 'disabled' } },
      { method: 'PATCH', path: defaults, body: { isEnabled: true } },
    ],
    facts: { isOfPolicy: true, reached: cast.staff },
  };
}

/** One edit somebody else makes anywhere in the tenant. */
export function tenantEdit(cast: Cast, plan: Plan, random: () => number): TenantEdit {
  const roll = random();
  if (roll < 0.3) return policyAdded(cast, random);
  if (roll < 0.5) return policyChanged(cast, plan, random);
  if (roll < 0.65) return accountTouched(cast, random);
  if (roll < 0.77) return roleMoved(cast, random);
  if (roll < 0.9) return groupTouched(cast, random);
  return roll < 0.97 ? methodsTouched(random) : defaultsOn(cast);
}
