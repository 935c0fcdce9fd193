import type { Failure } from '../../shared/diagnostic';
import { policyVersion } from '../../shared/entra/graph-version';
import { isJsonObject, type Json } from '../../shared/json';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { listFailure, readObject } from './read-live';

export type Naming =
  | { readonly kind: 'read'; readonly policies: readonly string[] }
  | { readonly kind: 'unread'; readonly failure: Failure };

/**
 * Names of the policies of the tenant in which this id stands anywhere: Conditional Access in every
 * state, and the methods policy as both versions show it, campaign and system-preferred sign-in
 * included. Any place counts, known or not. Without the licence there is no Conditional Access.
 */
export async function policiesNaming(engine: Engine, id: string): Promise<Naming> {
  const names: string[] = [];
  const list = await readList(engine.graph, reads.conditionalAccess.url);
  if (list.kind === 'rows') {
    for (const row of list.rows) if (standsIn(row, id)) names.push(nameOf(row));
  } else if (list.kind !== 'unread' || list.reason.code !== 'notLicensed') {
    return { kind: 'unread', failure: listFailure(list) };
  }
  const hasBoth = policyVersion(engine.source.cloud) === 'v1.0';
  const versions = [reads.authenticationMethodsPolicy, reads.authenticationMethodsPolicyV1];
  for (const { url } of hasBoth ? versions : versions.slice(0, 1)) {
    const policy = await readObject(engine, url);
    if (!policy.ok) return { kind: 'unread', failure: policy.failure };
    if (standsIn(policy.value.value, id)) names.push(nameOf(policy.value.value));
  }
  return { kind: 'read', policies: [...new Set(names)].sort() };
}

function standsIn(value: Json, id: string): boolean {
  return JSON.stringify(value).toLowerCase().includes(id);
}

function nameOf(policy: Json): string {
  if (!isJsonObject(policy)) return '–';
  const { displayName, id } = policy;
  if (typeof displayName === 'string' && displayName !== '') return displayName;
  return typeof id === 'string' ? id : '–';
}
