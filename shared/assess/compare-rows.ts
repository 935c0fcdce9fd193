import type { Json } from '../json';
import { sameState } from '../plan/same-state';

/** One field of an object that differs; Graph's values as they came, null for "not there". */
export interface FieldChange {
  readonly field: string;
  readonly before: Json;
  readonly after: Json;
}

export interface ObjectChange {
  readonly kind:
    | 'user'
    | 'conditionalAccessPolicy'
    | 'method'
    | 'authenticationMethodsPolicy'
    | 'securityDefaults'
    | 'namedLocation'
    | 'group'
    | 'domain'
    | 'crossTenantTrust'
    | 'federation'
    | 'authenticationStrength'
    | 'licence'
    | 'stagedRollout'
    | 'synchronization'
    | 'authorizationPolicy'
    | 'partnerRelationship';
  readonly id: string;
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** Sorted by field; empty for added and removed objects. */
  readonly fields: readonly FieldChange[];
}

/** Objects by id, with the fields that are compared. */
export type Rows = ReadonlyMap<
  string,
  { readonly name: string; readonly fields: Record<string, Json> }
>;

/** Times and annotations that move by themselves. */
const ignored = /^(.*DateTime|.*@.*|id|version)$/;

/** `both`: a field that only one side knows is not compared; `all`: it is, as null. */
export function compareRows(
  kind: ObjectChange['kind'],
  before: Rows,
  after: Rows,
  known: 'both' | 'all',
): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  for (const id of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [old, now] = [before.get(id), after.get(id)];
    const name = (now ?? old)?.name ?? id;
    if (old === undefined || now === undefined) {
      const change = old === undefined ? ('added' as const) : ('removed' as const);
      changes.push({ kind, id, name, change, fields: [] });
      continue;
    }
    const fields = changedFields(old.fields, now.fields, known);
    if (fields.length > 0) changes.push({ kind, id, name, change: 'changed', fields });
  }
  return changes;
}

function changedFields(
  before: Record<string, Json>,
  after: Record<string, Json>,
  known: 'both' | 'all',
): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => !ignored.test(name))
    .filter((name) => known === 'all' || (name in before && name in after))
    .filter((name) => !sameState(before[name] ?? null, after[name] ?? null))
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }));
}
