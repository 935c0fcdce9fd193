import { passkeyMethods } from '../../assess/allowed-methods';
import type { Person } from '../../assess/people';
import type { Failure } from '../../diagnostic';
import type { JsonObject } from '../../json';
import { ok, type Result } from '../../result';
import { rolloutGroupWord } from '../chosen-groups';
import { federatedDomainsOf, isOfDomains } from '../outside-mfa';
import { losingNow } from '../preference-loss';
import { subjectsOf, type PlanContext } from '../plan-context';
import {
  addMembersStep,
  createdTarget,
  draft,
  groupTarget,
  manualStep,
  policyTarget,
  soakStep,
  type DraftReason,
} from '../step-draft';
import { createdRef, type Step } from '../step';
import { keptExclusions, notIn } from './preference-exclusion';
import { membersOf } from './ring-steps';

const dayMinutes = 1440;

/**
 * True where system-preferred authentication is rolled out by one growing group: chosen so, or off
 * for everybody with nothing chosen. Where it is on for everybody it is never narrowed by itself.
 */
export function rollsOutPreference(context: PlanContext): boolean {
  // What it is now was not read: there is nothing to put back.
  if (context.snapshot.betaPolicyUnread !== undefined) return false;
  const choice = context.choices.systemPreferred;
  if (choice !== undefined) {
    const isWanted = choice.include === rolloutGroupWord && choice.value !== 'disabled';
    return isWanted && !isForEverybody(context, choice.value);
  }
  return context.policy.systemCredentialPreferences?.state === 'disabled';
}

/** In the chosen state for everybody already: a group would only narrow it. */
function isForEverybody({ policy }: PlanContext, state: string): boolean {
  const now = policy.systemCredentialPreferences;
  if (now?.state !== state) return false;
  return now.includeTargets?.some(({ id }) => id === 'all_users') === true;
}

/**
 * People the preferred prompt would lead astray: certificates are asked for on devices that hold
 * none, keys on shared mobile devices, and RADIUS and AD FS look at the default method only
 * (domain.md 4.10, R16).
 */
export function unsuitedPeople(context: PlanContext): readonly Person[] {
  const radius = new Set(subjectsOf(context, 'NPS-DEPENDENCY'));
  const shared = new Set(subjectsOf(context, 'QR-SINGLE-FACTOR'));
  const hasNoAdfs = context.answers?.infrastructure?.adfs?.present === false;
  const federated = hasNoAdfs
    ? new Set<string>()
    : federatedDomainsOf({ ...context, findings: [...context.findings.values()] });
  const holdsKey = (person: Person): boolean =>
    person.methods?.some((name) => passkeyMethods.has(name)) === true;
  return context.people.filter(
    (person) =>
      person.enabled &&
      person.isStaff &&
      (person.methods?.includes('certificate') === true ||
        radius.has(person.id) ||
        isOfDomains(person, federated) ||
        (shared.has(person.id) && holdsKey(person))),
  );
}

/** One include group that grows ring by ring and one exclude group; for everybody at the end (R15). */
export function systemPreferredSteps(context: PlanContext): Result<readonly Step[], Failure> {
  if (!rollsOutPreference(context)) return ok([]);
  const kept = keptExclusions(context);
  if (!kept.ok) return kept;
  const about = (why: string, extra: Partial<DraftReason> = {}): DraftReason => ({
    purpose: 'systemPreferred',
    why,
    rules: ['O5', 'R15'],
    ...extra,
  });
  const unsuited = unsuitedPeople(context);
  const isOut = new Set(unsuited.map((person) => person.id));
  const include = context.objects.createGroup(
    'group-preferred',
    'system-preferred rollout',
    about('preferred_group'),
  );
  const left = notIn(context, kept.value, unsuited);
  const leaveOut =
    left.length === 0
      ? []
      : excludeSteps(
          context,
          left,
          about('preferred_exclude', { values: countOf(left) }),
          kept.value.length > 0,
        );
  const current = context.policy.systemCredentialPreferences as unknown as JsonObject | null;
  const excludeTargets = [
    ...kept.value,
    ...leaveOut
      .filter((step) => step.kind === 'group.create')
      .map((step) => groupTarget(createdRef(step.id))),
  ];
  const state = context.choices.systemPreferred?.value ?? 'enabled';
  const first = {
    ...(current ?? {}),
    state: 'enabled',
    includeTargets: [groupTarget(createdRef(include.id))],
    excludeTargets,
  };
  const losing = losingNow(context, first);
  const last = { ...first, state, includeTargets: [groupTarget('all_users')] };
  const rings = context.rings.flatMap((ring): readonly Step[] => {
    const people = membersOf(context, ring).filter((person) => !isOut.has(person.id));
    if (people.length === 0) return [];
    const key = `preferred-${String(ring.ring)}`;
    const values = countOf(people);
    return [
      addMembersStep(
        key,
        createdTarget(include),
        people,
        'ring',
        about('preferred_ring', { ring: ring.ring, values }),
      ),
      soakStep(`${key}-soak`, dayMinutes, about('preferred_soak', { ring: ring.ring })),
    ];
  });
  return ok([
    include,
    ...leaveOut,
    preferenceStep(
      'preferred-pilot',
      current,
      first,
      losing === 0
        ? about('preferred_pilot')
        : about('preferred_pilot_narrows', { values: { count: String(losing) } }),
    ),
    ...rings,
    preferenceStep('preferred-all', first, last, about('preferred_all')),
  ]);
}

const countOf = (people: readonly Person[]): Record<string, string> => ({
  count: String(people.length),
});

/** A group of the plan's own; into the group that is left out already people come by hand. */
function excludeSteps(
  context: PlanContext,
  unsuited: readonly Person[],
  about: DraftReason,
  hasGroup: boolean,
): readonly Step[] {
  if (hasGroup) {
    const ids = unsuited.map(({ id }) => id);
    return [manualStep('preferred-out', 'preferred_exclude', ids, about)];
  }
  const create = context.objects.createGroup(
    'group-preferred-out',
    'system-preferred exclusion',
    about,
  );
  const add = addMembersStep(
    'members-preferred-out',
    createdTarget(create),
    unsuited,
    'none',
    about,
  );
  return [create, add];
}

function preferenceStep(
  key: string,
  before: JsonObject | null,
  after: JsonObject,
  about: DraftReason,
): Step {
  const prior = { systemCredentialPreferences: before };
  return draft(
    {
      key,
      kind: 'systemPreferred.set',
      target: policyTarget,
      prior,
      planned: { systemCredentialPreferences: after },
      reverse: { kind: 'restore', to: prior },
      blast: 'tenant',
    },
    about,
  );
}
