import type { Failure } from '../../shared/diagnostic';
import type { Step, StepItem } from '../../shared/plan/step';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';
import { groundRefusal } from './fresh-ground';

function isClearing(step: Step): boolean {
  return (
    step.kind === 'perUserMfa.set' && (step.items ?? []).some((item) => item.planned === 'disabled')
  );
}

/**
 * Why a person's per-user MFA may not be cleared; null when it may. Only an enabled policy over
 * all resources, or security defaults, that asks this person counts, in data read now (R10).
 * An emergency access account is the one exception. Unknown is no.
 */
export function clearingRefusal(step: Step, item: StepItem, fresh: Fresh): string | null {
  if (step.kind !== 'perUserMfa.set' || item.planned !== 'disabled') return null;
  const person = fresh.people.get(item.userId);
  if (person === undefined) return 'unread';
  if (person.isEmergencyAccess && step.purpose === 'emergencyAccess') return null;
  return person.cover === 'enforced' ? null : `cover:${person.cover}`;
}

/**
 * Before each lot that clears people: what asks for MFA is still what the cover was judged by.
 * A policy switched off in between stops the rest, and so does one that cannot be read. Null: it is.
 */
export async function coverMoved(
  engine: Engine,
  step: Step,
  fresh: Fresh,
): Promise<Failure | null> {
  return isClearing(step) ? groundRefusal(engine, step.id, fresh) : null;
}
