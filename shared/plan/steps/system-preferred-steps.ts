import type { Person } from '../../assess/people';
import type { Failure } from '../../diagnostic';
import type { JsonObject } from '../../json';
import { ok, type Result } from '../../result';
import { rolloutGroupWord } from '../chosen-words';
import { losingNow } from '../preference-loss';
import type { PlanContext } from '../plan-context';
import {
  addMembersStep,
  createdTarget,
  draft,
  groupTarget,
  policyTarget,
  soakStep,
  type DraftReason,
} from '../step-draft';
import { createdRef, type Step } from '../step';
import { leaveOut, unsuitedIn } from './preference-exclusion';
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

/** One include group that grows ring by ring and one exclude group; for everybody at the end (R15). */
export function systemPreferredSteps(context: PlanContext): Result<readonly Step[], Failure> {
  if (!rollsOutPreference(context)) return ok([]);
  const about = (why: string, extra: Partial<DraftReason> = {}): DraftReason => ({
    purpose: 'systemPreferred',
    why,
    rules: ['O5', 'R15'],
    ...extra,
  });
  const unsuited = unsuitedIn(context);
  const isOut = new Set(unsuited.map((person) => person.id));
  const include = context.objects.createGroup(
    'group-preferred',
    'system-preferred rollout',
    about('preferred_group'),
  );
  const left = leaveOut(context, unsuited, about('preferred_exclude'));
  if (!left.ok) return left;
  const { excludeTargets, joining } = left.value;
  const current = context.policy.systemCredentialPreferences as unknown as JsonObject | null;
  const state = context.choices.systemPreferred?.value ?? 'enabled';
  const first = {
    ...(current ?? {}),
    state: 'enabled',
    includeTargets: [groupTarget(createdRef(include.id))],
    excludeTargets,
  };
  const losing = losingNow(context, first, joining);
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
    ...left.value.steps,
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

/** The whole setting, as it was before and as it becomes. */
export function preferenceStep(
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
