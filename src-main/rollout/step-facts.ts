import type { Json, JsonObject } from '../../shared/json';
import { isJsonObject } from '../../shared/json';
import { sameState } from '../../shared/plan/same-state';
import { createdRef, type Step } from '../../shared/plan/step';
import type { Plan } from '../../shared/plan/plan';

export const createKinds: ReadonlySet<Step['kind']> = new Set(['group.create', 'ca.create']);
export const itemKinds: ReadonlySet<Step['kind']> = new Set([
  'group.add',
  'group.remove',
  'perUserMfa.set',
]);

/** The marker by which a created object is found again (execution.md 1.2). */
export function markerOf(step: Step): string {
  const field = step.kind === 'group.create' ? 'mailNickname' : 'displayName';
  const marker = step.planned?.[field];
  return typeof marker === 'string' ? marker : '';
}

/**
 * True when a step can only give: nobody loses a method, nobody is asked for anything. Such steps
 * stay possible while emergency access is broken, or it could never be mended (G8).
 */
export function onlyGives(step: Step): boolean {
  switch (step.kind) {
    case 'group.create':
      return true;
    case 'ca.create':
    case 'ca.setState':
      return step.planned?.['state'] !== 'enabled';
    case 'method.configure':
      return isWiderMethod(step.prior, step.planned);
    case 'migration.state':
      return step.planned?.['policyMigrationState'] !== 'migrationComplete';
    case 'group.add':
      return step.purpose === 'transitionGroups' || step.purpose === 'enableMethods';
    case 'perUserMfa.set':
      // Part of mending emergency access; anybody else's state is what protects them.
      return step.purpose === 'emergencyAccess';
    default:
      return false;
  }
}

const exclusionLists = ['excludeUsers', 'excludeGroups', 'excludeRoles'];

/** True when a step leaves more out of a policy and changes nothing else of whom or what it asks. */
export function onlyLeavesOut({ kind, prior, planned }: Step): boolean {
  const [before, after] = [prior?.['conditions'], planned?.['conditions']];
  if (kind !== 'ca.exclude' || !isJsonObject(before) || !isJsonObject(after)) return false;
  const [had, has] = [before['users'], after['users']];
  if (!isJsonObject(had) || !isJsonObject(has)) return false;
  const rest = (conditions: JsonObject, users: JsonObject): Json => ({
    ...conditions,
    users: Object.fromEntries(
      Object.entries(users).filter(([key]) => !exclusionLists.includes(key)),
    ),
  });
  const isWider = exclusionLists.every((key) => {
    const left = new Set(idsIn(has[key]));
    return idsIn(had[key]).every((id) => left.has(id));
  });
  return isWider && sameState(rest(before, had), rest(after, has));
}

function idsIn(list: Json | undefined): readonly string[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly Json[]).map((id) => JSON.stringify(id).toLowerCase());
}

/** Wider or equal in every field the step owns; a field that is not understood is not. */
function isWiderMethod(prior: JsonObject | null, planned: JsonObject | null): boolean {
  if (planned === null || planned['state'] === 'disabled') return false;
  const wasOn = prior?.['state'] === 'enabled' || planned['state'] === undefined;
  return Object.entries(planned).every(([field, value]) => {
    const before = prior?.[field];
    switch (field) {
      case '@odata.type':
      case 'state':
        return true;
      case 'includeTargets':
        return !wasOn || coversTargets(value, before);
      case 'excludeTargets':
        // Nothing is taken by what a method leaves out that was off.
        return !wasOn || coversTargets(before, value);
      default:
        return !wasOn || value === true || sameState(before ?? null, value);
    }
  });
}

/** Each target of `inner` stands in `outer` too, with the same mode or with any. */
function coversTargets(outer: Json | undefined, inner: Json | undefined): boolean {
  const list = (value: Json | undefined): readonly JsonObject[] =>
    Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
  return list(inner).every((target) =>
    list(outer).some((other) => {
      const mode = other['authenticationMode'] ?? 'any';
      const isSame = mode === (target['authenticationMode'] ?? 'any');
      return other['id'] === target['id'] && (mode === 'any' || isSame);
    }),
  );
}

/** True when a verified write changes what a reading says about people or policies. */
export function changesReading(step: Step): boolean {
  if (step.kind === 'group.create') return false;
  if (step.kind === 'ca.create' || step.kind === 'ca.setState') {
    return step.planned?.['state'] === 'enabled' || step.prior?.['state'] === 'enabled';
  }
  return !(step.kind === 'method.configure' && onlyGives(step));
}

/** Accounts a step touches: its items, its ring, or (null) anybody in the tenant. */
export function peopleOf(step: Step, plan: Plan): ReadonlySet<string> | null {
  if (step.items !== undefined) return new Set(step.items.map((item) => item.userId));
  if (step.manual !== undefined && step.manual.userIds.length > 0) {
    return new Set(step.manual.userIds);
  }
  if (step.blast === 'tenant') return null;
  const ring = plan.rings.find((one) => one.ring === step.ring);
  return ring === undefined ? new Set() : new Set(ring.members);
}

/** Steps of this plan that made an object, by the reference others name it with. */
export function creatorOf(plan: Plan, reference: string): Step | null {
  return plan.steps.find((step) => createdRef(step.id) === reference) ?? null;
}
