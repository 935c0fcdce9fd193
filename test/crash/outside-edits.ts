import type { Json, JsonObject } from '../../shared/json';
import type { Plan } from '../../shared/plan/plan';
import type { Step } from '../../shared/plan/step';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';
import { pick } from '../fixtures/campaign';
import type { WriteKind } from './every-kind';

/** A change somebody else makes, as `/_practice/external` takes it. */
export interface OutsideEdit {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body: Json;
}

const policy = '/policies/authenticationMethodsPolicy';
const policies = '/v1.0/identity/conditionalAccess/policies';

/**
 * An edit that leaves the target of a step at neither its prior nor its planned state. Null where
 * every other value would be one of the two.
 */
export function editOf(kind: WriteKind, plan: Plan, random: () => number): OutsideEdit | null {
  const step = plan.steps.at(-1);
  if (step === undefined) return null;
  switch (kind) {
    case 'method.configure': {
      const path = `/v1.0${policy}/authenticationMethodConfigurations/${step.target.id}`;
      // One of the two settings it owns, not the other.
      return { method: 'PATCH', path, body: { ...odataType(step), state: 'enabled' } };
    }
    case 'group.create':
      return { method: 'POST', path: '/v1.0/groups', body: step.planned };
    case 'ca.create':
      return { method: 'POST', path: policies, body: step.planned };
    case 'systemPreferred.set': {
      const before = step.prior?.['systemCredentialPreferences'] as JsonObject;
      const after = { ...before, state: 'disabled' };
      return {
        method: 'PATCH',
        path: `/beta${policy}`,
        body: { systemCredentialPreferences: after },
      };
    }
    case 'campaign.set': {
      const before = step.prior?.['registrationEnforcement'] as JsonObject;
      const campaign = before['authenticationMethodsRegistrationCampaign'] as JsonObject;
      const snoozeDurationInDays = 4 + Math.floor(random() * 10);
      const own = { ...campaign, snoozeDurationInDays };
      const body = { registrationEnforcement: { authenticationMethodsRegistrationCampaign: own } };
      return { method: 'PATCH', path: `/beta${policy}`, body };
    }
    case 'ca.setState':
      return {
        method: 'PATCH',
        path: `${policies}/${step.target.id}`,
        body: { state: 'disabled' },
      };
    case 'ca.exclude': {
      const conditions = step.prior?.['conditions'] as JsonObject;
      const users = conditions['users'] as JsonObject;
      const outsider = plan.people.find((one) => one.upn.startsWith('staff'))?.id ?? '';
      const body = { conditions: { ...conditions, users: { ...users, excludeUsers: [outsider] } } };
      return { method: 'PATCH', path: `${policies}/${step.target.id}`, body };
    }
    case 'perUserMfa.set': {
      // What covers these people is gone; their own state has no third value once they registered.
      const { conditionalAccess } = plan.baseline;
      const id = conditionalAccess.kind === 'read' ? (conditionalAccess.value[0]?.id ?? '') : '';
      const state = pick(random, ['disabled', 'enabledForReportingButNotEnforced']);
      return { method: 'PATCH', path: `${policies}/${id}`, body: { state } };
    }
    // Two values only, or members that are there or not: nothing else can be read.
    case 'group.add':
    case 'group.remove':
    case 'migration.state':
    case 'securityDefaults.set':
    case 'passkeyOptOut.set':
      return null;
  }
}

function odataType(step: Step): JsonObject {
  const { id } = step.target;
  const name = id.charAt(0).toLowerCase() + id.slice(1);
  return { '@odata.type': `#microsoft.graph.${name}AuthenticationMethodConfiguration` };
}

/** Somebody else makes it. */
export async function editBy(
  tenant: Pick<PracticeTenant, 'graphUrl'>,
  edit: OutsideEdit,
): Promise<void> {
  const done = await fetch(`${tenant.graphUrl}/_practice/external`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(edit),
  });
  if (!done.ok) throw new Error(`${edit.path}: ${done.status} ${await done.text()}`);
}
