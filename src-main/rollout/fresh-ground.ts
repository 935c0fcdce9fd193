import type { Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import { sameState } from '../../shared/plan/same-state';
import type { Result } from '../../shared/result';
import { isSuccess } from '../graph/graph-error';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { freshForMs, type Fresh } from './fresh-data';

/**
 * The tenant for a step that takes something away or asks for something: read for this step alone.
 * A policy that somebody turned on, an emergency access account that was disabled, a role that was
 * taken, people who left a group: none of it is seen by the step's own target, and a reading of
 * minutes ago, of an earlier step of the same run, knows nothing of it (G4, G7, G8, 2.3).
 */
export function freshGround(
  engine: Engine,
  signal: AbortSignal,
  maxAgeMs: number = freshForMs,
): Promise<Result<Fresh, Failure>> {
  engine.fresh.invalidate();
  return engine.fresh.get(signal, maxAgeMs);
}

/** Every Conditional Access policy and security defaults as they were read; unread is changed. */
export async function isGroundUnchanged(engine: Engine, fresh: Fresh): Promise<boolean> {
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
