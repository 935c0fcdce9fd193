import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import { resolveText, type RefResolver } from '../../shared/plan/references';
import { reverseOf } from '../../shared/plan/step-requests';
import { sameState } from '../../shared/plan/same-state';
import type { Step } from '../../shared/plan/step';
import type { RehearsalTenant } from '../practice-tenant/rehearsal-tenant';

const methodsPolicy = '/beta/policies/authenticationMethodsPolicy';
const defaults = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
const policies = '/v1.0/identity/conditionalAccess/policies';

/** A step's target as `compareState` takes it; null where it is not there or not readable. */
export function readTarget(tenant: RehearsalTenant, step: Step, refs: RefResolver): Json {
  const id = resolveText(step.target.id, refs) ?? '';
  switch (step.kind) {
    case 'group.create':
    case 'ca.create': {
      const made = refs.created(step.id);
      const list = step.kind === 'group.create' ? '/v1.0/groups' : policies;
      return made === null ? null : read(tenant, `${list}/${made}`);
    }
    case 'group.add':
    case 'group.remove':
      return membersOf(tenant, id);
    case 'perUserMfa.set':
      return statesOf(
        tenant,
        (step.items ?? []).map((item) => item.userId),
      );
    case 'ca.setState':
    case 'ca.exclude':
      return read(tenant, `${policies}/${id}`);
    case 'method.configure':
      return read(tenant, `${methodsPolicy}/authenticationMethodConfigurations/${id}`);
    case 'securityDefaults.set':
      return read(tenant, defaults);
    default:
      return read(tenant, methodsPolicy);
  }
}

/** Every object a plan can change, by a name a person can look for. */
export type TenantState = ReadonlyMap<string, Json>;

export function tenantState(tenant: RehearsalTenant, plan: Plan): TenantState {
  const state = new Map<string, Json>();
  const policy = read(tenant, methodsPolicy);
  for (const [field, value] of Object.entries(isJsonObject(policy) ? policy : {})) {
    if (field !== 'authenticationMethodConfigurations') state.set(field, value);
    else for (const row of rowsOf(value)) state.set(`method ${textOf(row['id'])}`, row);
  }
  state.set('securityDefaults', read(tenant, defaults));
  for (const row of listOf(tenant, policies)) state.set(`policy ${textOf(row['id'])}`, row);
  for (const id of changedGroups(plan)) state.set(`group ${id}`, membersOf(tenant, id));
  const touched = plan.steps.filter((step) => step.kind === 'perUserMfa.set');
  const ids = new Set(touched.flatMap((step) => (step.items ?? []).map((item) => item.userId)));
  for (const [id, mfa] of Object.entries(statesOf(tenant, [...ids]))) state.set(`user ${id}`, mfa);
  return state;
}

/** Ids of the policies that are on. */
export function enabledPolicies(tenant: RehearsalTenant): readonly string[] {
  return listOf(tenant, policies)
    .filter((row) => row['state'] === 'enabled')
    .map((row) => textOf(row['id']));
}

/** What is not as it was, apart from what a step says it leaves. */
export function differences(before: TenantState, after: TenantState, plan: Plan): string[] {
  const left = new Set(
    plan.steps.filter((step) => reverseOf(step) === null).flatMap((step) => [...step.owned]),
  );
  const readOnly = new Set(['lastModifiedDateTime', '@odata.context']);
  const names: string[] = [];
  for (const [name, value] of before) {
    if (left.has(name) || readOnly.has(name)) continue;
    const now = after.get(name) ?? null;
    // A restored `enabled` is moved on to `enforced` by the service itself (execution.md 2.3).
    if (value === 'enabled' && now === 'enforced' && name.startsWith('user ')) continue;
    if (!sameState(value, now)) names.push(name);
  }
  return names.sort();
}

/** Groups that existed before; what this plan creates has nothing to return to. */
function changedGroups(plan: Plan): readonly string[] {
  const ids = plan.steps
    .filter((step) => step.target.type === 'group' && step.items !== undefined)
    .map((step) => step.target.id.toLowerCase())
    .filter((id) => !id.startsWith('created:'));
  return [...new Set(ids)];
}

function read(tenant: RehearsalTenant, url: string): Json {
  const answer = tenant.send({ method: 'GET', url });
  return answer.status === 200 ? answer.body : null;
}

/** All rows of a list, page after page. */
function listOf(tenant: RehearsalTenant, url: string): readonly JsonObject[] {
  const rows: JsonObject[] = [];
  for (let next = url; next !== '';) {
    const page = read(tenant, next);
    if (!isJsonObject(page)) break;
    rows.push(...rowsOf(page['value'] ?? null));
    const link = page['@odata.nextLink'];
    next = typeof link === 'string' ? link.replace(tenant.origin, '') : '';
  }
  return rows;
}

function membersOf(tenant: RehearsalTenant, id: string): Json {
  return listOf(tenant, `/v1.0/groups/${id}/members?$select=id&$top=999`).map((row) =>
    textOf(row['id']),
  );
}

function statesOf(tenant: RehearsalTenant, ids: readonly string[]): JsonObject {
  const states: Record<string, Json> = {};
  for (const id of ids) {
    const row = read(tenant, `/beta/users/${id}/authentication/requirements`);
    states[id] = isJsonObject(row) ? (row['perUserMfaState'] ?? null) : 'notApplicable';
  }
  return states;
}

function rowsOf(value: Json): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
