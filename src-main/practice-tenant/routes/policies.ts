import { badRequest, noContent, notFound, okay, refuse, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import type { Directory } from '../directory';
import { auditManaged } from '../populate-conditional-access';
import { isObject, textOf, type JsonObject } from '../json';
import { changeConfiguration, changePolicy, externalConfiguration } from '../methods-policy-rules';
import { answerList, pickProperties, rowsOf, selectOf } from '../odata';
import {
  configurationsOf,
  findConfiguration,
  isVisible,
  viewConfiguration,
  viewOf,
  viewPolicy,
} from '../policy-views';
import { managedPolicies } from '../managed-policies';
import { builtInStrengths } from '../strengths';

const read = ['Policy.Read.All', 'Policy.Read.AuthenticationMethod'];
const write = ['Policy.ReadWrite.AuthenticationMethod'];
const base = '/policies/authenticationMethodsPolicy';
const rows = `${base}/authenticationMethodConfigurations`;
const defaults = '/policies/identitySecurityDefaultsEnforcementPolicy';
const managedDelayMs = 5_000;

export const policyRoutes: Route[] = [
  { method: 'GET', path: base, scopes: [...read, ...write], handle: getPolicy },
  { method: 'PATCH', path: base, scopes: write, handle: patchPolicy },
  { method: 'GET', path: rows, scopes: [...read, ...write], handle: listConfigurations },
  { method: 'POST', path: rows, scopes: write, handle: addConfiguration },
  { method: 'GET', path: `${rows}/{id}`, scopes: [...read, ...write], handle: getConfiguration },
  { method: 'PATCH', path: `${rows}/{id}`, scopes: write, handle: patchConfiguration },
  { method: 'DELETE', path: `${rows}/{id}`, scopes: write, handle: deleteConfiguration },
  { method: 'GET', path: defaults, scopes: ['Policy.Read.All'], handle: getDefaults },
  {
    ...{ method: 'PATCH', path: defaults, handle: patchDefaults },
    scopes: ['Policy.ReadWrite.SecurityDefaults'],
  },
  {
    method: 'GET',
    path: '/policies/authenticationStrengthPolicies',
    scopes: read,
    handle: strengths,
  },
  {
    method: 'GET',
    path: '/policies/authenticationStrengthPolicies/{id}',
    scopes: read,
    handle: strength,
  },
];

function getPolicy(call: Call): Answer {
  const policy = viewPolicy(call.directory.read('amp'), viewOf(call));
  const select = selectOf(call.query);
  return okay(select === undefined ? policy : pickProperties(policy, select));
}

/** Documented answers differ: v1.0 shows 200 with the policy, older pages and beta 204. */
function patchPolicy(call: Call): Answer {
  const outcome = changePolicy(call);
  if ('status' in outcome) return outcome;
  save(call, outcome.policy, 'Update authentication methods policy');
  return call.version === 'beta' ? noContent : okay(viewPolicy(outcome.policy, viewOf(call)));
}

function save(call: Call, policy: JsonObject, activity: string): void {
  const at = call.directory.clock.iso();
  call.directory.write('amp', { ...policy, lastModifiedDateTime: at });
  audit(call, activity, 'Authentication Methods', [
    {
      id: null,
      displayName: 'Authentication Methods Policy',
      type: 'Policy',
      modifiedProperties: [],
    },
  ]);
}

function audit(call: Call, activity: string, service: string, targets: JsonObject[]): void {
  const by = { user: { id: call.actor.id, upn: call.actor.upn } };
  call.directory.audit({ activity, category: 'Policy', service, by, targets });
}

function listConfigurations(call: Call): Answer {
  const shown = configurationsOf(call.directory.read('amp'))
    .filter((row) => isVisible(row, viewOf(call)))
    .map((row) => viewConfiguration(row, viewOf(call)));
  const context = 'policies/authenticationMethodsPolicy/authenticationMethodConfigurations';
  return answerList(call, rowsOf(shown), { context, pageSize: 100, maxPageSize: 100 });
}

function getConfiguration(call: Call): Answer {
  const id = param(call, 'id');
  const row = findConfiguration(call.directory.read('amp'), id, viewOf(call));
  if (row === undefined) return refuse(404, 'ResourceNotFound', `No configuration '${id}'.`);
  const context = `${call.root}/$metadata#authenticationMethodConfigurations/$entity`;
  return okay({
    '@odata.context': context,
    ...viewConfiguration(row, viewOf(call)),
  });
}

function patchConfiguration(call: Call): Answer {
  const outcome = changeConfiguration(call);
  if ('status' in outcome) return outcome;
  save(call, outcome.policy, 'Update authentication method configuration');
  return noContent;
}

function addConfiguration(call: Call): Answer {
  const outcome = externalConfiguration(call);
  if ('status' in outcome) return outcome;
  save(call, outcome.policy, 'Create authentication method configuration');
  return { status: 201, body: viewConfiguration(outcome.added, viewOf(call)) };
}

function deleteConfiguration(call: Call): Answer {
  const policy = call.directory.truth('amp');
  const row = findConfiguration(policy, param(call, 'id'), viewOf(call));
  if (row === undefined) return refuse(404, 'ResourceNotFound', 'No such configuration.');
  if (row['@odata.type'] !== '#microsoft.graph.externalAuthenticationMethodConfiguration') {
    return badRequest('Only external authentication methods can be deleted.');
  }
  const kept = configurationsOf(policy).filter((known) => known !== row);
  save(call, { ...policy, authenticationMethodConfigurations: kept }, 'Delete configuration');
  return noContent;
}

function getDefaults(call: Call): Answer {
  const context = `${call.root}/$metadata${defaults.replace('/', '#')}`;
  return okay({ '@odata.context': context, ...call.directory.read('securityDefaults') });
}

/** Security defaults and enabled Conditional Access policies exclude each other. */
function patchDefaults(call: Call): Answer {
  const { directory } = call;
  const wanted = isObject(call.body) ? call.body['isEnabled'] : undefined;
  if (typeof wanted !== 'boolean') return badRequest('isEnabled must be true or false.');
  const before = directory.truth('securityDefaults');
  const enabled = directory.policies.truths().filter((row) => row.resource['state'] === 'enabled');
  if (wanted && enabled.length > 0) {
    return badRequest(
      'Security Defaults cannot be enabled while Conditional Access policies are enabled in the tenant.',
    );
  }
  if (before['isEnabled'] === wanted) return noContent;
  directory.write('securityDefaults', { ...before, isEnabled: wanted });
  audit(call, `${wanted ? 'Enable' : 'Disable'} security defaults`, 'Core Directory', []);
  if (!wanted && directory.facts.plan !== 'none') {
    directory.later(managedDelayMs, () => createManagedPolicies(directory));
  }
  return noContent;
}

/** In a tenant with P1 Microsoft makes four policies by itself, already on (domain: MMP, BLOG1). */
function createManagedPolicies(directory: Directory): void {
  if (directory.truth('securityDefaults')['isEnabled'] === true) return;
  const at = directory.clock.iso();
  for (const { id, resource } of managedPolicies(directory.facts.id, at)) {
    if (directory.policies.truth(id) !== undefined) continue;
    directory.policies.put({ id, resource });
    auditManaged(directory, id, textOf(resource['displayName']) ?? '', at);
  }
}

function strengths(call: Call): Answer {
  const context = 'policies/authenticationStrengthPolicies';
  return answerList(call, rowsOf(builtInStrengths), { context, pageSize: 100, maxPageSize: 100 });
}

function strength(call: Call): Answer {
  const id = param(call, 'id');
  const found = builtInStrengths.find((row) => row['id'] === id);
  return found === undefined ? notFound(id) : okay(found);
}
