import { knownMethodId, type MethodConfiguration } from '../../entra/method-configuration';
import type { Json, JsonObject } from '../../json';
import { areApart } from '../group-cover';
import { methodTarget } from '../method-target';
import type { PlanContext, PlannedMethod } from '../plan-context';
import { draft, type DraftReason } from '../step-draft';
import type { Step } from '../step';
import { excludedAfter, withoutReadmitted } from './chosen-exclusions';

export const phoneMethodIds: ReadonlySet<string> = new Set(['Sms', 'Voice']);

/** One `method.configure` step of the fields that change. Null: it already is as planned. */
export function configureStep(
  context: PlanContext,
  current: MethodConfiguration,
  target: PlannedMethod,
  targetId: string,
  about: DraftReason,
): Step | null {
  const kept = withoutReadmitted(current, target);
  const planned: Record<string, Json> = {};
  if (current.state !== 'enabled') planned['state'] = 'enabled';
  const wanted = plannedTargets(current, targetId, about.purpose === 'transitionGroups');
  const targets = current.state === 'enabled' ? wanted : withoutSmsSignIn(current, wanted);
  if (targets !== null) planned['includeTargets'] = targets;
  if (kept !== null) planned['excludeTargets'] = kept as unknown as readonly JsonObject[];
  const excluded = excludedAfter(
    kept === null ? current : { ...current, excludeTargets: kept },
    target,
  );
  if (excluded !== null && Object.keys(planned).length > 0 && isNobodys(context, current, target)) {
    planned['excludeTargets'] = excluded;
  }
  if (target.id === 'MicrosoftAuthenticator' && target.isSoftwareOathEnabled === true) {
    if (current.isSoftwareOathEnabled !== true) planned['isSoftwareOathEnabled'] = true;
  }
  // A pass that works once is the careful default wherever passes were off (S01).
  if (target.id === 'TemporaryAccessPass' && current.state !== 'enabled') {
    if (current['isUsableOnce'] !== true) planned['isUsableOnce'] = true;
  }
  if (target.isOfficePhoneAllowed === true && current.isOfficePhoneAllowed !== true) {
    planned['isOfficePhoneAllowed'] = true;
  }
  return draftOf(current, target, planned, about);
}

/**
 * One step that lets groups in again to a method that is on, and changes nothing else: one that is off
 * is no target of such a choice. Null: none of them is left out.
 */
export function readmitStep(
  current: MethodConfiguration,
  target: PlannedMethod,
  about: DraftReason,
): Step | null {
  const kept = withoutReadmitted(current, target);
  if (kept === null) return null;
  const excludeTargets = kept as unknown as readonly JsonObject[];
  return draftOf(current, target, { excludeTargets }, about);
}

function draftOf(
  current: MethodConfiguration,
  target: PlannedMethod,
  planned: JsonObject,
  about: DraftReason,
): Step | null {
  const fields = Object.keys(planned);
  if (fields.length === 0) return null;
  const isReadmission = fields.join() === 'excludeTargets';
  const prior = pick(current as unknown as JsonObject, fields);
  return draft(
    {
      key: `configure-${target.id}`,
      kind: 'method.configure',
      target: methodTarget(current),
      prior,
      planned,
      reverse: { kind: 'restore', to: prior },
      blast: 'tenant',
    },
    isReadmission ? { ...about, why: 'chosen_readmit' } : about,
  );
}

/** Nobody in the groups to leave out can use it now: they are left out as it opens, not later. */
function isNobodys(
  context: PlanContext,
  current: MethodConfiguration,
  { exclude = [] }: PlannedMethod,
): boolean {
  if (current.state === 'disabled') return true;
  if (includesEverybody(current)) return false;
  const groups = exclude.map((id) => ({ id }));
  return areApart(context, groups, current.includeTargets ?? []);
}

export function pick(object: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(fields.map((field) => [field, object[field] ?? null]));
}

/** On, and offered to all users. */
export function isForEverybody(current: MethodConfiguration): boolean {
  return current.state === 'enabled' && includesEverybody(current);
}

function includesEverybody(current: MethodConfiguration): boolean {
  return (current.includeTargets ?? []).some((one) => one.id.toLowerCase() === 'all_users');
}

/**
 * The include list after the step, null when it stays. Existing targets are kept with all their
 * fields. A group takes their place only where the method was off, so that switching it on opens
 * it to nobody else, and for the transition of phone methods, which are narrowed on purpose.
 */
function plannedTargets(
  current: MethodConfiguration,
  targetId: string,
  narrows: boolean,
): readonly Json[] | null {
  const now = (current.includeTargets ?? []) as unknown as readonly JsonObject[];
  const wanted = { targetType: 'group', id: targetId, ...targetExtras(current) };
  if (targetId === 'all_users') return includesEverybody(current) ? null : [...now, wanted];
  const keeps = current.state === 'enabled' && !narrows;
  if (keeps && now.some((one) => one['id'] === targetId)) return null;
  return keeps ? [...now, wanted] : [wanted];
}

/**
 * Text messages that go on are no first factor: while they were off nobody signed in by them, and the
 * legacy lists never allowed it (domain.md 4.3). `wanted`: the list after the step, null as it is.
 */
function withoutSmsSignIn(
  current: MethodConfiguration,
  wanted: readonly Json[] | null,
): readonly Json[] | null {
  if (knownMethodId(current.id) !== 'Sms') return wanted;
  const all = (wanted ?? current.includeTargets ?? []) as unknown as readonly JsonObject[];
  if (all.every((one) => one['isUsableForSignIn'] === false)) return wanted;
  return all.map((one) => ({ ...one, isUsableForSignIn: false }));
}

/** Fields a target of this method carries (domain.md 1.4). */
function targetExtras(current: MethodConfiguration): JsonObject {
  const base = { isRegistrationRequired: false };
  switch (knownMethodId(current.id)) {
    case 'MicrosoftAuthenticator':
      return { ...base, authenticationMode: 'any' };
    case 'Sms':
      return { ...base, isUsableForSignIn: false };
    case 'Fido2': {
      const profile = current['defaultPasskeyProfile'];
      return typeof profile === 'string' ? { ...base, allowedPasskeyProfiles: [profile] } : base;
    }
    default:
      return base;
  }
}
