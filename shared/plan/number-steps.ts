import { isJsonObject, type Json, type JsonObject } from '../json';
import { appearedStepId, createdStepId, evidenceStepId } from './references';
import { appearedRef, createdRef, evidenceRef, type Step } from './step';

/** Gives drafts their ids `s01`, `s02`, … and turns references to keys into references to ids. */
export function numberSteps(drafts: readonly Step[]): readonly Step[] {
  const ids = new Map(
    drafts.map((step, index) => [step.id, `s${String(index + 1).padStart(2, '0')}`] as const),
  );
  const rename = (text: string): string => {
    const created = createdStepId(text);
    if (created !== null) return createdRef(ids.get(created) ?? created);
    const appeared = appearedStepId(text);
    if (appeared !== null) return appearedRef(ids.get(appeared) ?? appeared);
    const evidence = evidenceStepId(text);
    return evidence === null ? text : evidenceRef(ids.get(evidence) ?? evidence);
  };
  const state = (value: JsonObject | null): JsonObject | null =>
    value === null ? null : (renameAll(value, rename) as JsonObject);
  return drafts.map((step) => ({
    ...step,
    id: ids.get(step.id) ?? step.id,
    target: { ...step.target, id: rename(step.target.id) },
    prior: state(step.prior),
    planned: state(step.planned),
    reverse:
      step.reverse.kind === 'restore'
        ? { kind: 'restore', to: renameAll(step.reverse.to, rename) as JsonObject }
        : step.reverse,
  }));
}

function renameAll(value: Json, rename: (text: string) => string): Json {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item) => renameAll(item, rename));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, renameAll(item, rename)]),
  );
}
