import type { Step, StepItem } from '../../shared/plan/step';
import type { Fresh } from './fresh-data';

/** Reasons for which nobody is left to add: the step is over once all its people have one. */
export const goneReasons: ReadonlySet<string> = new Set(['deleted', 'disabled']);

/**
 * Why a person is not put into a group, in data read now; null: they are. Who is gone or may not
 * sign in is left out by name, and the others go on. A disabled account that still carries
 * per-user MFA goes with them: the plan clears it under the policy of that group only. Whoever
 * could not be read is not moved on a guess.
 */
export function joiningRefusal(step: Step, item: StepItem, fresh: Fresh): string | null {
  if (step.kind !== 'group.add') return null;
  const { users } = fresh.snapshot;
  const person = fresh.people.get(item.userId);
  if (users.kind !== 'read') return 'unread';
  if (person === undefined) return 'deleted';
  if (person.isEnabledUnknown === true) return 'unread';
  return person.enabled || person.perUserMfa !== 'disabled' ? null : 'disabled';
}
