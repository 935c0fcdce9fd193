import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import { sameState } from '../../shared/plan/same-state';
import type { Result } from '../../shared/result';
import { isSuccess, toFailure } from '../graph/graph-error';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { freshForMs, type Fresh } from './fresh-data';
import { listFailure } from './read-live';

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

/**
 * Null: every Conditional Access policy and security defaults are as they were read. Else `plan/stale`,
 * or why that could not be read now: then nobody knows, which is not told as a change.
 */
export async function groundRefusal(
  engine: Engine,
  stepId: string,
  fresh: Fresh,
): Promise<Failure | null> {
  const [policies, defaults] = await Promise.all([
    readList(engine.graph, reads.conditionalAccess.url),
    engine.graph.get(reads.securityDefaults.url),
  ]);
  if (policies.kind !== 'rows') return listFailure(policies);
  if (!defaults.ok) return defaults.failure;
  if (!isSuccess(defaults.value.status)) return toFailure(defaults.value);
  const { conditionalAccess: known, securityDefaults } = fresh.snapshot;
  if (known.kind !== 'read') return incomplete('conditionalAccess');
  if (securityDefaults.kind !== 'read') return incomplete('securityDefaults');
  const wereOn = securityDefaults.value.isEnabled;
  const { json } = defaults.value;
  const areOn = isJsonObject(json) ? json['isEnabled'] : undefined;
  const isSame = wereOn === areOn && sameState(known.value as Json, policies.rows);
  return isSame ? null : failure('plan/stale', { step: stepId });
}

function incomplete(source: string): Failure {
  return failure('plan/snapshot-incomplete', { source });
}
