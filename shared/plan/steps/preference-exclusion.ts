import { indexGroups } from '../../assess/membership';
import { knownMembers } from '../../assess/known-members';
import type { Person } from '../../assess/people';
import { failure, type Failure } from '../../diagnostic';
import type { Group } from '../../entra/group';
import { err, ok, type Result } from '../../result';
import { unsuitedPeopleWord } from '../chosen-words';
import { mayBeUsedElsewhere } from '../group-uses';
import type { PlanContext } from '../plan-context';
import { isOwnGroup } from '../rollout-group';
import {
  addMembersStep,
  createdTarget,
  groupTarget,
  manualStep,
  type DraftReason,
} from '../step-draft';
import { createdRef, type Step } from '../step';
import { unsuitedPeople } from '../unsuited-people';

type Target = ReturnType<typeof groupTarget>;

/** What of the tenant's people system-preferred authentication leaves out, and how they get there. */
export interface LeftOut {
  readonly steps: readonly Step[];
  readonly excludeTargets: readonly Target[];
  /** Who comes into which group by these steps, by lower-case id of the group. */
  readonly joining: ReadonlyMap<string, readonly string[]>;
}

const groupName = 'system-preferred exclusion';

/**
 * What system-preferred authentication leaves out: the exclusions that are there (S3), and the
 * group chosen. Only one group can be left out (domain.md 1.3), so another than the one there is
 * refused. Failure `input/choices-invalid` (`place`, `expected`, `group`).
 */
export function keptExclusions({
  policy,
  choices,
}: Pick<PlanContext, 'policy' | 'choices'>): Result<readonly Target[], Failure> {
  const there = (policy.systemCredentialPreferences?.excludeTargets ??
    []) as unknown as readonly Target[];
  const chosen = choices.systemPreferred?.exclude;
  if (chosen === undefined || chosen === unsuitedPeopleWord) return ok(there);
  if (there.some(({ id }) => id.toLowerCase() === chosen.toLowerCase())) return ok(there);
  const [other] = there;
  if (other === undefined) return ok([groupTarget(chosen)]);
  const expected = 'one_excluded_group';
  const place = 'systemPreferred.exclude';
  return err(failure('input/choices-invalid', { place, expected, group: other.id }));
}

/** The people system-preferred does not suit, as a plan's own steps know them. */
export function unsuitedIn(context: PlanContext): readonly Person[] {
  const findings = [...context.findings.values()];
  return unsuitedPeople({ ...context, findings }).map(({ person }) => person);
}

/**
 * `people` out of system-preferred authentication: into a group of the plan's own, or into the one
 * that is left out already; into somebody else's by hand, as it may be used for more than this.
 */
export function leaveOut(
  context: PlanContext,
  people: readonly Person[],
  about: Omit<DraftReason, 'why'>,
): Result<LeftOut, Failure> {
  const kept = keptExclusions(context);
  if (!kept.ok) return kept;
  const left = notIn(context, kept.value, people);
  if (left.length === 0) return ok({ steps: [], excludeTargets: kept.value, joining: new Map() });
  const ids = left.map(({ id }) => id);
  const values = { count: String(left.length) };
  const reason: DraftReason = { ...about, why: 'preferred_exclude', values };
  const [there] = kept.value;
  if (there !== undefined) {
    const own = ownExclusion(context, there.id);
    const target = { type: 'group', id: there.id, name: own?.displayName ?? '' } as const;
    const step =
      own === undefined
        ? manualStep('preferred-out', 'preferred_exclude', ids, reason)
        : addMembersStep('members-preferred-out', target, left, 'none', reason);
    const joining = new Map([[there.id.toLowerCase(), ids]]);
    return ok({ steps: [step], excludeTargets: kept.value, joining });
  }
  const create = context.objects.createGroup('group-preferred-out', groupName, reason);
  const add = addMembersStep('members-preferred-out', createdTarget(create), left, 'none', reason);
  const made = createdRef(create.id);
  return ok({
    steps: [create, add],
    excludeTargets: [groupTarget(made)],
    joining: new Map([[made.toLowerCase(), ids]]),
  });
}

/** The group an earlier plan made for this and nothing else uses, where its members are known. */
function ownExclusion(context: PlanContext, id: string): Group | undefined {
  const { snapshot } = context;
  if (snapshot.groups.kind !== 'read' || mayBeUsedElsewhere(context, id)) return undefined;
  const members = indexGroups(knownMembers(snapshot)).get(id.toLowerCase()) ?? null;
  if (members === null) return undefined;
  return snapshot.groups.value.find(
    (group) => group.id.toLowerCase() === id.toLowerCase() && isOwnGroup(group, groupName),
  );
}

/** Those of `people` who are in none of the groups for certain. */
function notIn(
  { snapshot }: Pick<PlanContext, 'snapshot'>,
  kept: readonly Target[],
  people: readonly Person[],
): readonly Person[] {
  const groups = indexGroups(knownMembers(snapshot));
  return people.filter((person) =>
    kept.every(({ id }) => groups.get(id.toLowerCase())?.has(person.id) !== true),
  );
}
