import { canonicalJson } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { PlannedRequest } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';
import { restBody } from './kept-rest';
import type { Cleared } from './preflight';
import { createKinds } from './step-facts';

/** What the journal keeps of a request before it is sent (execution.md 1.5). */
export function intentBody(
  engine: Engine,
  step: Step,
  request: PlannedRequest,
  cleared: Cleared,
): JsonObject {
  const body = request.body === null ? '' : canonicalJson(request.body);
  return {
    method: request.method,
    version: request.version,
    path: request.path,
    bodyHash: engine.sha256(body),
    prior: step.prior,
    planned: step.planned,
    ...restBody(engine, step, cleared.live.value),
  };
}

/** Owned fields as they are read now; null: there is no such object yet. */
export function ownedNow(step: Step, live: Json): JsonObject | null {
  if (!isJsonObject(live) || createKinds.has(step.kind)) return null;
  const own: Record<string, Json> = {};
  for (const field of step.owned) {
    const value = live[field];
    if (value !== undefined) own[field] = value;
  }
  return own;
}
