import { configurationOf, survivingMethods } from '../../assess/allowed-methods';
import type { Person } from '../../assess/people';
import type { MethodConfiguration } from '../../entra/method-configuration';
import { limits } from '../../entra/retirement-dates';
import { reachesAll } from '../group-cover';
import type { PlanContext, PlannedMethod } from '../plan-context';
import {
  addMembersStep,
  createdTarget,
  draft,
  policyTarget,
  soakStep,
  type DraftReason,
} from '../step-draft';
import { createdRef, type Step } from '../step';
import { configureStep, isForEverybody, phoneMethodIds, readmitStep } from './configure-method';
import { withoutReadmitted } from './chosen-exclusions';
import { lostMethods } from './lost-methods';

/** preMigration goes to migrationInProgress before any method is edited (O4, R3). */
export function inProgressSteps(context: PlanContext): readonly Step[] {
  if (context.policy.policyMigrationState !== 'preMigration') return [];
  return [
    stateStep('set-in-progress', 'preMigration', 'migrationInProgress', {
      purpose: 'setInProgress',
      why: 'set_in_progress',
      rules: ['O4', 'R3'],
    }),
  ];
}

export function stateStep(key: string, from: string, to: string, about: DraftReason): Step {
  const prior = { policyMigrationState: from };
  return draft(
    {
      key,
      kind: 'migration.state',
      target: policyTarget,
      prior,
      planned: { policyMigrationState: to },
      // A tenant that reads preMigration started there, so it may return to it (R4).
      reverse: { kind: 'restore', to: prior },
      blast: 'tenant',
    },
    about,
  );
}

/** Key of the group that offers methods to the people of the rings. */
const sharedKey = 'group-methods';

const aboutRestore: DraftReason = {
  purpose: 'restoreMethods',
  why: 'restore_methods',
  rules: ['O3', 'METHODS-LOST'],
};
const aboutEnable: DraftReason = {
  purpose: 'enableMethods',
  why: 'enable_methods',
  rules: ['O4', 'O5', 'R6'],
};
const aboutTransition: DraftReason = {
  purpose: 'transitionGroups',
  why: 'transition_groups',
  rules: ['O6', 'R2'],
};

/**
 * Lost methods turned on again, then methods switched on or widened (Sms and Voice apart), then
 * the hour that a change of the policy needs to act.
 */
export function enableMethodSteps(context: PlanContext): readonly Step[] {
  const lost = lostMethods(context);
  const restored = new Set(lost.map((target) => target.id));
  const others = wanted(context, false).filter((target) => !restored.has(target.id));
  const steps = [
    ...lost.flatMap((target) => methodSteps(context, target, aboutRestore)),
    ...sharedGroupSteps(context, others),
    ...others.flatMap((target) => methodSteps(context, target, aboutEnable)),
  ];
  // A group alone changes nothing to wait for, and goes again where nothing uses it.
  const last = steps.filter(({ kind }) => kind === 'method.configure').at(-1);
  if (last === undefined) return steps;
  const about: DraftReason = { purpose: last.purpose, why: 'method_effect', rules: ['O5'] };
  return [...steps, soakStep('methods-soak', limits.methodEffectMinutes, about)];
}

/** Sms and Voice for those who hold nothing else, until they have registered (O6). */
export function transitionSteps(context: PlanContext): readonly Step[] {
  const restored = new Set(lostMethods(context).map((target) => target.id));
  return wanted(context, true)
    .filter((target) => !restored.has(target.id))
    .flatMap((target) => methodSteps(context, target, aboutTransition));
}

function wanted(context: PlanContext, isPhone: boolean): readonly PlannedMethod[] {
  return context.targets.filter(
    (target) => target.state === 'enabled' && phoneMethodIds.has(target.id) === isPhone,
  );
}

function methodSteps(
  context: PlanContext,
  target: PlannedMethod,
  about: DraftReason,
): readonly Step[] {
  const current = configurationOf(context.policy, target.id);
  if (current === undefined) return [];
  if (target.scope === 'leave') return [readmitStep(current, target, about) ?? []].flat();
  if (target.scope === 'transition' && target.members.length > 0) {
    return transitionOf(context, current, target, about);
  }
  const isShared = target.scope === 'rolloutGroup' && !isForEverybody(current);
  const id = isShared ? sharedGroupOf(context, current, target) : 'all_users';
  const change = configureStep(context, current, target, id, about);
  return change === null ? [] : [change];
}

/** The chosen group, or one the method is offered to that holds everybody of the rings, or ours. */
function sharedGroupOf(
  context: PlanContext,
  current: MethodConfiguration,
  target: PlannedMethod,
): string {
  const chosen = namedGroup(context, target.group);
  const targets = current.includeTargets ?? [];
  const [first] = targets;
  const isReached =
    current.state === 'enabled' &&
    (withoutReadmitted(current, target) ?? current.excludeTargets ?? []).length === 0 &&
    reachesAll(
      context,
      targets,
      sharedPeople(context).map((person) => person.id),
    );
  return chosen ?? (isReached && first !== undefined ? first.id : createdRef(sharedKey));
}

/** Emergency access needs its key allowed, though it is in no ring (R14). */
function sharedPeople(context: PlanContext): readonly Person[] {
  const ids = [...context.rings.flatMap((ring) => ring.members), ...context.emergencyAccess];
  return peopleOf(context, ids);
}

/** How a phone method stands in a group's name, which is read in the portal. */
const groupWords: Readonly<Record<string, string>> = { Sms: 'SMS', Voice: 'voice call' };

/** A group of its own for those who hold nothing else (R15: one group per purpose). */
function transitionOf(
  context: PlanContext,
  current: MethodConfiguration,
  target: PlannedMethod,
  about: DraftReason,
): readonly Step[] {
  const create = context.objects.createGroup(
    `group-${target.id}`,
    `${groupWords[target.id] ?? target.id} transition`,
    about,
  );
  const group = createdTarget(create);
  const add = addMembersStep(
    `members-${target.id}`,
    group,
    peopleOf(context, [...target.members, ...alsoRelying(context, target)]),
    'none',
    about,
  );
  const change = configureStep(context, current, target, group.id, about);
  return change === null ? [] : [create, add, change];
}

const servedPhones: Readonly<Record<string, readonly string[]>> = {
  Sms: ['mobilePhone'],
  Voice: ['mobilePhone', 'alternateMobilePhone', 'officePhone'],
};

/**
 * Accounts that can use this method today, can use nothing that survives, and whom no other phone
 * method takes over: narrowing it must not shut them out, whatever else they hold.
 */
function alsoRelying(context: PlanContext, target: PlannedMethod): readonly string[] {
  if (configurationOf(context.policy, target.id)?.state !== 'enabled') return [];
  const phones = servedPhones[target.id] ?? [];
  const others = new Set(
    wanted(context, true)
      .filter((other) => other.id !== target.id)
      .flatMap((other) => other.members),
  );
  return context.people
    .filter(
      (one) =>
        one.enabled &&
        (one.isPerson || one.isPhoneOnly) &&
        one.kind !== 'student' &&
        one.allowedMethods?.some((name) => survivingMethods.has(name)) !== true &&
        !others.has(one.id) &&
        one.allowedMethods?.some((name) => phones.includes(name)) === true,
    )
    .map((one) => one.id);
}

/** One group for every method that is offered to the people of the rings only. */
function sharedGroupSteps(
  context: PlanContext,
  targets: readonly PlannedMethod[],
): readonly Step[] {
  const isNeeded = targets.some((target) => {
    const current = configurationOf(context.policy, target.id);
    return (
      target.scope === 'rolloutGroup' &&
      current !== undefined &&
      !isForEverybody(current) &&
      namedGroup(context, target.group) === null
    );
  });
  if (!isNeeded) return [];
  const create = context.objects.createGroup(sharedKey, 'methods rollout', aboutEnable);
  const members = sharedPeople(context);
  const key = 'members-methods';
  return [create, addMembersStep(key, createdTarget(create), members, 'none', aboutEnable)];
}

/** Id of a group somebody chose by id or name; null where none was chosen or it is not there. */
function namedGroup(context: PlanContext, name: string | undefined): string | null {
  const { groups } = context.snapshot;
  if (name === undefined || name === 'rolloutGroup' || groups.kind !== 'read') return null;
  const found = groups.value.find((one) => one.id === name || one.displayName === name);
  return found?.id ?? null;
}

function peopleOf(context: PlanContext, ids: readonly string[]): readonly Person[] {
  return [...new Set(ids)]
    .map((id) => context.byId.get(id))
    .filter((person) => person !== undefined)
    .filter((person) => person.enabled)
    .sort((a, b) => (a.upn.toLowerCase() < b.upn.toLowerCase() ? -1 : 1));
}
