import { normalizeGraph } from '../canonical';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { resolveJson, type RefResolver } from './references';
import { sameState } from './same-state';
import type { Step } from './step';

/** Owned fields of a live Graph object, normalised; null when it is no object. */
export function ownedState(step: Step, live: Json): JsonObject | null {
  if (!isJsonObject(live)) return null;
  const out: Record<string, Json> = {};
  for (const field of step.owned) {
    const value = live[field];
    if (value !== undefined) out[field] = value;
  }
  const normal = normalizeGraph(out);
  return isJsonObject(normal) ? normal : null;
}

/**
 * Where the live object stands. `live` is
 * - for objects and singletons: the object as read; null for a create that does not exist yet;
 * - for `group.add` and `group.remove`: the list of member ids;
 * - for `perUserMfa.set`: an object of user id → state.
 * Item steps answer `prior` or `planned` only when every item agrees; anything not known is `other`.
 */
export function compareState(
  step: Step,
  live: Json,
  resolve: RefResolver,
): 'prior' | 'planned' | 'other' {
  switch (step.kind) {
    case 'soak':
    case 'gate':
    case 'manual':
      return 'prior';
    case 'group.add':
    case 'group.remove':
      return Array.isArray(live) ? compareMembers(step, live as readonly Json[]) : 'other';
    case 'perUserMfa.set':
      return isJsonObject(live) ? compareItems(step, (id) => live[id] ?? null) : 'other';
    case 'group.create':
    case 'ca.create':
      if (live === null) return 'prior';
      return matches(step, step.planned, live, resolve) ? 'planned' : 'other';
    default:
      if (matches(step, step.planned, live, resolve)) return 'planned';
      return matches(step, step.prior, live, resolve) ? 'prior' : 'other';
  }
}

function matches(step: Step, state: JsonObject | null, live: Json, resolve: RefResolver): boolean {
  if (state === null || !isJsonObject(live)) return false;
  const wanted = resolveJson(state, resolve);
  if (!isJsonObject(wanted)) return false;
  return step.owned.every((field) => {
    const expected = wanted[field] ?? null;
    const actual = live[field];
    // A switch that is missing from the answer is unread, which is never the same as off.
    if (actual === undefined && typeof expected === 'boolean') return false;
    return sameState(expected, actual ?? null);
  });
}

function compareMembers(step: Step, live: readonly Json[]): 'prior' | 'planned' | 'other' {
  const members = new Set(live.map((id) => (typeof id === 'string' ? id.toLowerCase() : '')));
  return compareItems(step, (id) => (members.has(id.toLowerCase()) ? 'member' : 'notMember'));
}

function compareItems(step: Step, now: (userId: string) => Json): 'prior' | 'planned' | 'other' {
  const items = step.items ?? [];
  if (items.every((item) => sameItem(item.planned, now(item.userId)))) return 'planned';
  return items.every((item) => sameItem(item.prior, now(item.userId))) ? 'prior' : 'other';
}

/** Entra moves a restored `enabled` on to `enforced` by itself (execution.md 2.3, 5). */
function sameItem(expected: string, actual: Json): boolean {
  return actual === expected || (expected === 'enabled' && actual === 'enforced');
}
