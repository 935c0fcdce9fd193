import { isGuid } from '../../shared/ids';
import { isJsonObject, type Json } from '../../shared/json';

const noGroup = '00000000-0000-0000-0000-000000000000';

/** Group ids that policies name: include and exclude lists, and targets of type group. */
export function groupsInPolicies(policies: readonly Json[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const policy of policies) collect(policy, found);
  return found;
}

function collect(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collect(item, found);
    return;
  }
  if (!isJsonObject(value)) return;
  const { id, targetType } = value;
  if (targetType === 'group' && typeof id === 'string') add(id, found);
  for (const [key, item] of Object.entries(value)) {
    if (/^(include|exclude)Groups$/.test(key) && Array.isArray(item)) {
      for (const groupId of item as readonly Json[]) add(groupId, found);
    } else collect(item, found);
  }
}

function add(value: Json, found: Set<string>): void {
  if (typeof value !== 'string' || !isGuid(value)) return;
  const id = value.toLowerCase();
  if (id !== noGroup) found.add(id);
}

/** Groups that answers and choices name, by id or by display name. */
export function groupsInDocuments(
  documents: readonly Json[],
  groups: readonly { readonly id: string; readonly displayName: string | null }[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const document of documents) collectNames(document, names);
  const found = new Set<string>();
  for (const name of names) if (isGuid(name)) found.add(name.toLowerCase());
  for (const group of groups) {
    if (group.displayName !== null && names.has(group.displayName.toLowerCase())) {
      found.add(group.id.toLowerCase());
    }
  }
  return found;
}

const nameKeys = /^(group|scope|include|exclude)$/;

function collectNames(value: Json, names: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) collectNames(item, names);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (nameKeys.test(key) && typeof item === 'string') names.add(item.toLowerCase());
      else if (nameKeys.test(key) && Array.isArray(item)) {
        for (const one of item as readonly Json[]) {
          if (typeof one === 'string') names.add(one.toLowerCase());
          else collectNames(one, names);
        }
      } else collectNames(item, names);
    }
  }
}
