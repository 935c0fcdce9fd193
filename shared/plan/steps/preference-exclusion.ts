import { indexGroups } from '../../assess/membership';
import { knownMembers } from '../../assess/known-members';
import type { Person } from '../../assess/people';
import { failure, type Failure } from '../../diagnostic';
import { err, ok, type Result } from '../../result';
import type { PlanContext } from '../plan-context';
import { groupTarget } from '../step-draft';

type Target = ReturnType<typeof groupTarget>;

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
  if (chosen === undefined) return ok(there);
  if (there.some(({ id }) => id.toLowerCase() === chosen.toLowerCase())) return ok(there);
  const [other] = there;
  if (other === undefined) return ok([groupTarget(chosen)]);
  const expected = 'one_excluded_group';
  const place = 'systemPreferred.exclude';
  return err(failure('input/choices-invalid', { place, expected, group: other.id }));
}

/** Those of `people` who are in none of the groups for certain. */
export function notIn(
  { snapshot }: Pick<PlanContext, 'snapshot'>,
  kept: readonly Target[],
  people: readonly Person[],
): readonly Person[] {
  const groups = indexGroups(knownMembers(snapshot));
  return people.filter((person) =>
    kept.every(({ id }) => groups.get(id.toLowerCase())?.has(person.id) !== true),
  );
}
