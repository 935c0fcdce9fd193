import { canonicalJson, normalizeGraph } from '../../shared/canonical';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import type { Step } from '../../shared/plan/step';
import type { Engine } from './engine';
import { createKinds } from './step-facts';

type Hasher = Pick<Engine, 'sha256'>;

/** The fields of an object that its step leaves alone, as they stood before it was sent (S4). */
export interface KeptRest {
  readonly hash: string;
  /** The hash of each, by name; null: the intent is an older one, without them. */
  readonly fields: JsonObject | null;
}

/** As the intent keeps it: hashes, so that no name stands there to be read. Empty for a create. */
export function restBody(engine: Hasher, step: Step, live: Json): JsonObject {
  const rest = restOf(step, live);
  if (rest === null) return {};
  return { restHash: engine.sha256(canonicalJson(rest)), rest: hashesOf(engine, rest) };
}

/** What an intent keeps; null: its step creates, or there is none. */
export function keptRestIn(body: Readonly<Record<string, unknown>> | undefined): KeptRest | null {
  const hash = body?.['restHash'];
  const fields = body?.['rest'];
  if (typeof hash !== 'string') return null;
  return { hash, fields: isJsonObject(fields) ? fields : null };
}

/** Every field the step leaves alone reads as it did before. */
export function isRestKept(engine: Hasher, step: Step, live: Json, kept: KeptRest): boolean {
  const rest = restOf(step, live);
  return rest !== null && engine.sha256(canonicalJson(rest)) === kept.hash;
}

/** Names of those that do not, sorted; none where it was not kept which. */
export function changedRest(
  engine: Hasher,
  step: Step,
  live: Json,
  { fields }: KeptRest,
): readonly string[] {
  const rest = restOf(step, live);
  if (rest === null || fields === null) return [];
  const now = hashesOf(engine, rest);
  const names = new Set([...Object.keys(fields), ...Object.keys(now)]);
  return [...names].filter((name) => now[name] !== fields[name]).sort();
}

function hashesOf(engine: Hasher, rest: JsonObject): JsonObject {
  const pairs = Object.entries(rest);
  return Object.fromEntries(
    pairs.map(([key, value]) => [key, engine.sha256(canonicalJson(value))]),
  );
}

function restOf(step: Step, live: Json): JsonObject | null {
  if (!isJsonObject(live) || createKinds.has(step.kind)) return null;
  const others = Object.entries(live).filter(
    ([key]) => !step.owned.includes(key) && !key.includes('@'),
  );
  const rest = normalizeGraph(Object.fromEntries(others));
  return isJsonObject(rest) ? rest : null;
}
