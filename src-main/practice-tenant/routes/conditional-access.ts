import { badRequest, created, noContent, notFound, okay, refuse, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import { templates } from '../conditional-access-templates';
import {
  betaConditions,
  normalizeConditions,
  normalizeGrant,
  normalizePolicy,
  refusePolicy,
  securityDefaultsOn,
} from '../conditional-access-rules';
import type { StoredResource } from '../directory';
import { isObject, objectOf, without, type JsonObject } from '../json';
import { answerList, rowsOf } from '../odata';
import { managedPolicyActor } from '../populate-conditional-access';

const read = ['Policy.Read.All', 'Policy.Read.ConditionalAccess'];
const write = ['Policy.ReadWrite.ConditionalAccess'];
const base = '/identity/conditionalAccess';
const bucket = 'conditionalAccess';

export const conditionalAccessRoutes: Route[] = [
  { method: 'GET', path: `${base}/policies`, scopes: [...read, ...write], bucket, handle: list },
  { method: 'POST', path: `${base}/policies`, scopes: write, bucket, handle: create },
  {
    method: 'GET',
    path: `${base}/policies/{id}`,
    scopes: [...read, ...write],
    bucket,
    handle: get,
  },
  { method: 'PATCH', path: `${base}/policies/{id}`, scopes: write, bucket, handle: patch },
  { method: 'DELETE', path: `${base}/policies/{id}`, scopes: write, bucket, handle: remove },
  {
    method: 'GET',
    path: `${base}/deletedItems/policies`,
    scopes: read,
    bucket,
    handle: listDeleted,
  },
  {
    ...{ method: 'POST', path: `${base}/deletedItems/policies/{id}/restore` },
    ...{ scopes: write, bucket, handle: restore },
  },
  {
    method: 'GET',
    path: `${base}/templates`,
    scopes: [...read, ...write],
    bucket,
    handle: listTemplates,
  },
  {
    method: 'GET',
    path: `${base}/namedLocations`,
    scopes: [...read, ...write],
    bucket,
    handle: locations,
  },
  {
    method: 'GET',
    path: `${base}/namedLocations/{id}`,
    scopes: [...read, ...write],
    bucket,
    handle: location,
  },
];

const noLicence = refuse(
  403,
  'AccessDenied',
  'You cannot perform the requested operation, required licences are missing.',
);

/** Conditional Access knows no largest page. */
const small = { pageSize: 100, maxPageSize: Infinity };

function list(call: Call): Answer {
  const rows = call.directory.policies.list().map((policy) => view(call, policy));
  return answerList(call, rowsOf(rows), {
    context: 'identity/conditionalAccess/policies',
    ...small,
  });
}

function get(call: Call): Answer {
  const id = param(call, 'id').toLowerCase();
  const policy = call.directory.policies.get(id);
  if (policy === undefined) return notFound(id);
  const context = `${call.root}/$metadata#identity/conditionalAccess/policies/$entity`;
  return okay({ '@odata.context': context, ...view(call, policy) });
}

/** `templateId` is a v1.0 property (metadata); some conditions are beta's alone. */
function view(call: Call, { resource }: StoredResource): JsonObject {
  if (call.version === 'beta') return without(resource, 'templateId');
  const conditions = without(objectOf(resource['conditions']), ...betaConditions);
  return { ...resource, conditions };
}

function create(call: Call): Answer {
  const { directory, body } = call;
  if (directory.facts.plan === 'none') return noLicence;
  if (!isObject(body)) return badRequest('A JSON object is required.');
  const refusal = refusePolicy(body, true) ?? refuseEnabling(call, body);
  if (refusal !== undefined) return refusal;
  const id = directory.newId('caPolicy');
  const given = { ...body, conditions: taken(call, objectOf(body['conditions'])) };
  const resource = normalizePolicy(given, { id, createdAt: directory.clock.iso() });
  directory.policies.put({ id, resource });
  audit(call, 'Add conditional access policy', resource);
  const context = `${call.root}/$metadata#identity/conditionalAccess/policies/$entity`;
  return created({ '@odata.context': context, ...view(call, { id, resource }) });
}

/** v1.0 knows no condition of beta's alone. */
function taken(call: Call, conditions: JsonObject): JsonObject {
  return call.version === 'beta' ? conditions : without(conditions, ...betaConditions);
}

/** Nested objects are replaced: what a PATCH leaves out of `conditions` is gone. */
function patch(call: Call): Answer {
  const { directory, body } = call;
  const id = param(call, 'id').toLowerCase();
  const before = directory.policies.truth(id);
  if (before === undefined) return notFound(id);
  if (directory.facts.plan === 'none') return noLicence;
  if (!isObject(body)) return badRequest('A JSON object is required.');
  const refusal = refusePolicy(body, false) ?? refuseEnabling(call, body);
  if (refusal !== undefined) return refusal;
  const { resource: old } = before;
  const resource: JsonObject = {
    ...old,
    ...('displayName' in body ? { displayName: body['displayName'] ?? '' } : {}),
    ...('state' in body ? { state: body['state'] ?? '' } : {}),
    ...(isObject(body['conditions'])
      ? { conditions: normalizeConditions(taken(call, body['conditions'])) }
      : {}),
    ...('grantControls' in body ? { grantControls: normalizeGrant(body['grantControls']) } : {}),
    ...('sessionControls' in body ? { sessionControls: body['sessionControls'] ?? null } : {}),
    modifiedDateTime: directory.clock.iso(),
  };
  if (isManaged(call, id) && shape(old) !== shape(resource)) {
    return badRequest(
      'Only the state and the exclusions of a Microsoft-managed policy can change.',
    );
  }
  directory.policies.put({ id, resource });
  audit(call, 'Update conditional access policy', resource);
  return noContent;
}

function refuseEnabling(call: Call, body: JsonObject): Answer | undefined {
  const isOn = call.directory.truth('securityDefaults')['isEnabled'] === true;
  return body['state'] === 'enabled' && isOn ? securityDefaultsOn : undefined;
}

function isManaged(call: Call, id: string): boolean {
  return call.directory.audits.some((entry) => {
    const app = objectOf(objectOf(entry['initiatedBy'])['app']);
    const targets = entry['targetResources'];
    const names = Array.isArray(targets) && targets.some((target) => objectOf(target)['id'] === id);
    return app['displayName'] === managedPolicyActor && names;
  });
}

/** A policy without what admins may change in Microsoft's own policies. */
function shape(resource: JsonObject): string {
  const conditions = objectOf(resource['conditions']);
  const users = without(
    objectOf(conditions['users']),
    ...['excludeUsers', 'excludeGroups', 'excludeRoles', 'excludeGuestsOrExternalUsers'],
  );
  return JSON.stringify({
    ...without(resource, 'state', 'modifiedDateTime'),
    conditions: { ...conditions, users },
  });
}

function remove(call: Call): Answer {
  const { directory } = call;
  const id = param(call, 'id').toLowerCase();
  const policy = directory.policies.truth(id);
  if (policy === undefined) return notFound(id);
  if (isManaged(call, id)) return badRequest('A Microsoft-managed policy cannot be deleted.');
  directory.policies.remove(id);
  const deletedDateTime = directory.clock.iso();
  directory.deletedPolicies.put({ id, resource: { ...policy.resource, deletedDateTime } });
  audit(call, 'Delete conditional access policy', policy.resource);
  return noContent;
}

function listDeleted(call: Call): Answer {
  const rows = call.directory.deletedPolicies.list().map((policy) => view(call, policy));
  const context = 'identity/conditionalAccess/deletedItems/policies';
  return answerList(call, rowsOf(rows), { context, ...small });
}

function restore(call: Call): Answer {
  const { directory } = call;
  const id = param(call, 'id').toLowerCase();
  const policy = directory.deletedPolicies.truth(id);
  if (policy === undefined) return notFound(id);
  const resource = without(policy.resource, 'deletedDateTime');
  const refusal = refuseEnabling(call, resource);
  if (refusal !== undefined) return refusal;
  directory.deletedPolicies.remove(id);
  directory.policies.put({ id, resource });
  return okay(view(call, { id, resource }));
}

function listTemplates(call: Call): Answer {
  const context = 'identity/conditionalAccess/templates';
  return answerList(call, rowsOf(templates), { context, ...small });
}

function locations(call: Call): Answer {
  const rows = call.directory.namedLocations.list().map((row) => row.resource);
  return answerList(call, rowsOf(rows), {
    context: 'identity/conditionalAccess/namedLocations',
    ...small,
  });
}

function location(call: Call): Answer {
  const id = param(call, 'id').toLowerCase();
  const found = call.directory.namedLocations.get(id);
  return found === undefined ? notFound(id) : okay(found.resource);
}

function audit(call: Call, activity: string, policy: JsonObject): void {
  const { id, displayName } = policy;
  call.directory.audit({
    ...{ activity, category: 'Policy', service: 'Conditional Access' },
    by: { user: { id: call.actor.id, upn: call.actor.upn } },
    targets: [
      {
        ...{ id: id ?? null, displayName: displayName ?? null, type: 'Policy' },
        ...{ userPrincipalName: null, modifiedProperties: [] },
      },
    ],
  });
}
