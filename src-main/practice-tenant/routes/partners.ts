import { notFound, okay, type Answer } from '../answer';
import { param, type Call, type Route } from '../call';
import { listOf, objectOf, textOf, without, type JsonObject } from '../json';
import { answerList, pickProperties, rowsOf, selectOf } from '../odata';

const contractScopes = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const partnerScopes = [
  ...['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'],
];
const rolloutScopes = [
  ...['Policy.Read.HybridAuthentication', 'Policy.ReadWrite.HybridAuthentication'],
  'Directory.ReadWrite.All',
];
const rollouts = '/policies/featureRolloutPolicies';
const relationships = '/tenantRelationships/delegatedAdminRelationships';

export const partnerRoutes: Route[] = [
  { method: 'GET', path: '/contracts', scopes: contractScopes, units: 3, handle: listContracts },
  { method: 'GET', path: relationships, scopes: partnerScopes, handle: listRelationships },
  { method: 'GET', path: `${relationships}/{id}`, scopes: partnerScopes, handle: relationship },
  { method: 'GET', path: rollouts, scopes: rolloutScopes, handle: listRollouts },
  { method: 'GET', path: `${rollouts}/{id}`, scopes: rolloutScopes, handle: rollout },
];

function listContracts(call: Call): Answer {
  const rows = rowsOf(call.directory.fixed.get('contracts') ?? []);
  return answerList(call, rows, {
    ...{ context: 'contracts', pageSize: 100, maxPageSize: 999, strictTop: true },
  });
}

/** At most 300 a page (Graph page "List delegatedAdminRelationships"). */
function listRelationships(call: Call): Answer {
  const rows = rowsOf(call.directory.fixed.get('delegatedAdminRelationships') ?? []);
  return answerList(call, rows, {
    context: 'tenantRelationships/delegatedAdminRelationships',
    ...{ pageSize: 300, maxPageSize: 300, strictTop: true },
  });
}

function relationship(call: Call): Answer {
  const id = param(call, 'id');
  const rows = call.directory.fixed.get('delegatedAdminRelationships') ?? [];
  const found = rows.find((row) => row['id'] === id);
  return found === undefined ? notFound(id) : okay(pickProperties(found, selectOf(call.query)));
}

function listRollouts(call: Call): Answer {
  const all = call.directory.fixed.get('featureRolloutPolicies') ?? [];
  const rows = rowsOf(all.map((row) => viewRollout(call, row)));
  const context = 'policies/featureRolloutPolicies';
  const answer = answerList(call, rows, { context, pageSize: 100, maxPageSize: 100 });
  return withPreference(call, answer);
}

function rollout(call: Call): Answer {
  const id = param(call, 'id').toLowerCase();
  const all = call.directory.fixed.get('featureRolloutPolicies') ?? [];
  const found = all.find((row) => row['id'] === id);
  return found === undefined ? notFound(id) : withPreference(call, okay(viewRollout(call, found)));
}

/** Members that came after `unknownFutureValue`: sent by name to those who ask for it. */
const laterFeatures = ['certificateBasedAuthentication', 'multiFactorAuthentication'];
const unknownMembers = 'include-unknown-enum-members';

function viewRollout(call: Call, row: JsonObject): JsonObject {
  const { appliesTo, ...rest } = row;
  const feature = textOf(row['feature']) ?? '';
  const isHidden = laterFeatures.includes(feature) && !wantsUnknownMembers(call);
  const expand = (call.query.get('$expand') ?? '').split(',').map((part) => part.split('(')[0]);
  return {
    ...without(rest, 'feature'),
    feature: isHidden ? 'unknownFutureValue' : feature,
    ...(expand.includes('appliesTo') ? { appliesTo: groupsIn(call, listOf(appliesTo)) } : {}),
  };
}

function groupsIn(call: Call, targets: ReturnType<typeof listOf>): JsonObject[] {
  return targets.flatMap((target) => {
    const id = textOf(objectOf(target)['id']) ?? '';
    const group = call.directory.groups.get(id.toLowerCase());
    return group === undefined
      ? []
      : [{ '@odata.type': '#microsoft.graph.group', ...group.resource }];
  });
}

function wantsUnknownMembers(call: Call): boolean {
  const asked = (call.header('prefer') ?? '').toLowerCase();
  return asked.split(/[,;]/).some((part) => part.trim() === unknownMembers);
}

function withPreference(call: Call, answer: Answer): Answer {
  if (!wantsUnknownMembers(call)) return answer;
  return { ...answer, headers: { ...answer.headers, 'Preference-Applied': unknownMembers } };
}
