import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Step } from './step';

/**
 * Knows the ids that exist only while a plan is applied. `null` means: not known (yet), which
 * every caller must treat as a refusal.
 */
export interface RefResolver {
  created(stepId: string): string | null;
  evidence(stepId: string): readonly string[] | null;
}

const createdPrefix = 'created:';
const evidencePrefix = 'evidence:';
const appearedPrefix = 'appeared:';

/** The step id a `created:` text points at, or null for any other text. */
export function createdStepId(text: string): string | null {
  return text.startsWith(createdPrefix) ? text.slice(createdPrefix.length) : null;
}

/** The step id an `evidence:` text points at, or null for any other text. */
export function evidenceStepId(text: string): string | null {
  return text.startsWith(evidencePrefix) ? text.slice(evidencePrefix.length) : null;
}

/** The step id an `appeared:` text points at, or null for any other text. */
export function appearedStepId(text: string): string | null {
  return text.startsWith(appearedPrefix) ? text.slice(appearedPrefix.length) : null;
}

/** Leaves references as they are: for review and exports, where ids do not exist yet. */
export const unresolved: RefResolver = {
  created: (stepId) => `${createdPrefix}${stepId}`,
  evidence: (stepId) => [`${evidencePrefix}${stepId}`],
};

/** Fills one text. Null: the id it stands for is not known. */
export function resolveText(text: string, refs: RefResolver): string | null {
  const stepId = createdStepId(text);
  return stepId === null ? text : refs.created(stepId);
}

/** Fills every reference inside a JSON value. Undefined: at least one is not known. */
export function resolveJson(value: Json, refs: RefResolver): Json | undefined {
  if (typeof value === 'string') return resolveText(value, refs) ?? undefined;
  if (Array.isArray(value)) return resolveList(value as readonly Json[], refs);
  if (!isJsonObject(value)) return value;
  const out: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const filled = resolveJson(item, refs);
    if (filled === undefined) return undefined;
    out[key] = filled;
  }
  return out;
}

function resolveList(items: readonly Json[], refs: RefResolver): Json | undefined {
  const out: Json[] = [];
  for (const item of items) {
    const stepId = typeof item === 'string' ? evidenceStepId(item) : null;
    if (stepId !== null) {
      const ids = refs.evidence(stepId);
      if (ids === null) return undefined;
      out.push(...ids);
      continue;
    }
    const filled = resolveJson(item, refs);
    if (filled === undefined) return undefined;
    out.push(filled);
  }
  return out;
}

/**
 * The step with every reference filled in target, prior and planned state; null when one is not
 * known. The engine gives resolved steps to `applyStep` when it works on a live image.
 */
export function resolveStep(step: Step, refs: RefResolver): Step | null {
  const id = resolveText(step.target.id, refs);
  const prior = resolveState(step.prior, refs);
  const planned = resolveState(step.planned, refs);
  if (id === null || prior === undefined || planned === undefined) return null;
  return { ...step, target: { ...step.target, id }, prior, planned };
}

function resolveState(state: JsonObject | null, refs: RefResolver): JsonObject | null | undefined {
  if (state === null) return null;
  const filled = resolveJson(state, refs);
  return isJsonObject(filled) ? filled : undefined;
}

/** Step ids that a step's texts point at. */
export function referencedSteps(step: Pick<Step, 'target' | 'prior' | 'planned'>): string[] {
  const found = new Set<string>();
  const visit = (value: Json): void => {
    if (typeof value === 'string') {
      const stepId = createdStepId(value) ?? evidenceStepId(value) ?? appearedStepId(value);
      if (stepId !== null) found.add(stepId);
    } else if (Array.isArray(value)) {
      (value as readonly Json[]).forEach(visit);
    } else if (isJsonObject(value)) {
      Object.values(value).forEach(visit);
    }
  };
  visit(step.target.id);
  visit(step.prior);
  visit(step.planned);
  return [...found];
}
