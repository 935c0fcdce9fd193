import { isJsonObject, type Json } from '../../shared/json';
import { sameState } from '../../shared/plan/same-state';
import type { Step, StepItem } from '../../shared/plan/step';
import { isSuccess } from '../graph/graph-error';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';

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
 * A policy switched off in between stops the rest.
 */
export async function isCoverUnchanged(engine: Engine, step: Step, fresh: Fresh): Promise<boolean> {
  if (!isClearing(step)) return true;
  const [policies, defaults] = await Promise.all([
    readList(engine.graph, reads.conditionalAccess.url),
    engine.graph.get(reads.securityDefaults.url),
  ]);
  const known = fresh.snapshot.conditionalAccess;
  if (policies.kind !== 'rows' || !defaults.ok || !isSuccess(defaults.value.status)) return false;
  if (known.kind !== 'read' || fresh.snapshot.securityDefaults.kind !== 'read') return false;
  const wereOn = fresh.snapshot.securityDefaults.value.isEnabled;
  const { json } = defaults.value;
  const areOn = isJsonObject(json) ? json['isEnabled'] : undefined;
  return wereOn === areOn && sameState(known.value as Json, policies.rows);
}
