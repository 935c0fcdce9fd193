import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { PracticeTenant } from '../../src-main/practice-tenant/server';
import { ownedState } from '../fixtures/practice-state';
import { stateOf } from './record-check';

const policyList = 'conditionalAccessPolicies';

function policiesIn(state: Json): readonly JsonObject[] {
  const list = isJsonObject(state) ? state[policyList] : null;
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
}

function nameOf({ displayName }: JsonObject): string {
  return typeof displayName === 'string' ? displayName : '';
}

/** Policies this rollout made that still enforce something. */
export async function enforcingIn(tenant: PracticeTenant): Promise<readonly string[]> {
  const on = policiesIn(await stateOf(tenant)).filter(({ state }) => state === 'enabled');
  return on.map(nameOf).filter((name) => name.startsWith('Causeway:'));
}

const byMicrosoft = /^(Block legacy authentication|Multifactor authentication for )/;

/** Without the policies Microsoft makes when security defaults go off, as they do on the way back. */
export async function ownedIn(tenant: PracticeTenant): Promise<Json> {
  const state = await stateOf(tenant);
  if (!isJsonObject(state)) return state;
  const kept = policiesIn(state).filter((policy) => !byMicrosoft.test(nameOf(policy)));
  return ownedState({ ...state, [policyList]: [...kept] }, []);
}
