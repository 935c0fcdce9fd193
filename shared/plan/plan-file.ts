import * as v from 'valibot';
import { failure, type Failure } from '../diagnostic';
import { hashObject } from '../hash-object';
import type { Sha256 } from '../ids';
import { isJsonObject, type Json, type JsonObject } from '../json';
import { jsonPieces } from '../json-pieces';
import { err, ok, type Result } from '../result';
import { loneHalf } from './bundle';
import { checkSteps } from './check-steps';
import { makeSchedule } from './make-schedule';
import type { Plan } from './plan';
import { planSchema, type FiledPlan } from './plan-schema';

/**
 * What the hash leaves out: the envelope, and when the tenant was read and judged, so that an
 * unchanged tenant read twice gives the same hash (execution.md 1.1).
 */
const unhashedFields = new Set(['planHash', 'envelope', 'asOf', 'snapshotTakenAt']);
/** These describe the run, not the tenant (findings.md 4.8). */
const runFindings = new Set<Json>(['THROTTLED', 'NO-NETWORK']);

/** Hex SHA-256 over everything a plan decides. Any edit of it is another plan. */
export function planHashOf(plan: Plan, sha256: Sha256): string {
  return hashRaw(plan as unknown as JsonObject, sha256);
}

function hashRaw(plan: JsonObject, sha256: Sha256): string {
  const hashed: Record<string, Json> = {};
  for (const [key, value] of Object.entries(plan)) {
    if (!unhashedFields.has(key)) hashed[key] = value;
  }
  const { findings, schedule } = plan;
  // A proposal follows from the day of judging, which is no part of the hash either.
  if (isJsonObject(schedule ?? null) && (schedule as JsonObject)['basis'] !== 'chosen') {
    delete hashed['schedule'];
  }
  if (Array.isArray(findings)) {
    hashed['findings'] = (findings as readonly Json[]).filter(
      (finding) => !isJsonObject(finding) || !runFindings.has(finding['code'] ?? null),
    );
  }
  return hashObject('plan', hashed, sha256);
}

/** The plan as its file holds it: JSON, two spaces, line feed at the end. */
export function serializePlan(plan: Plan): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** The same in pieces: of a million people one text would be longer than a text may be. */
export function* planPieces(plan: Plan): Generator<string, void> {
  yield* jsonPieces(plan);
  yield '\n';
}

/**
 * Reads a plan file. Failures: `file/not-json`, `file/wrong-schema`, `file/invalid` (with `place`
 * and `expected`), `plan/older-build` (at a `step`) and `plan/hash-mismatch`.
 */
export function parsePlan(text: string, sha256: Sha256): Result<Plan, Failure> {
  return parse(text, sha256, false);
}

/** A plan that was begun here, to read its journal by: an earlier build may have made it. */
export function parseKeptPlan(text: string, sha256: Sha256): Result<Plan, Failure> {
  return parse(text, sha256, true);
}

function parse(text: string, sha256: Sha256, mayBeOld: boolean): Result<Plan, Failure> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return err(failure('file/not-json', { expected: 'causeway-plan/1' }));
  }
  if (!isJsonObject(raw)) return err(invalid('', 'an object'));
  if (raw['schema'] !== 'causeway-plan/1') {
    return err(failure('file/wrong-schema', { place: 'schema', expected: 'causeway-plan/1' }));
  }
  const parsed = v.safeParse(planSchema, raw, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return err(invalid(v.getDotPath(issue) ?? '', issue.expected ?? issue.message));
  }
  const wrong = checkSteps(parsed.output, mayBeOld);
  if (wrong !== null) return err(olderBuild(parsed.output) ?? invalid(wrong.place, wrong.expected));
  try {
    const actual = hashRaw(raw, sha256);
    const expected = parsed.output.planHash;
    if (actual !== expected) return err(failure('plan/hash-mismatch', { expected, actual }));
  } catch {
    return err(invalid('', 'well-formed Unicode text'));
  }
  return ok(withSchedule(parsed.output));
}

/** A chosen schedule is the file's, under its hash; a proposed one is worked out, not believed. */
function withSchedule(plan: FiledPlan): Plan {
  const { schedule } = plan;
  return { ...plan, schedule: schedule?.basis === 'chosen' ? schedule : makeSchedule(plan) };
}

/** Null: it is not age alone that makes its steps unsound. */
function olderBuild({ steps }: Pick<Plan, 'steps'>): Failure | null {
  const step = loneHalf(steps);
  return step !== null && checkSteps({ steps }, true) === null
    ? failure('plan/older-build', { step })
    : null;
}

/** A key may be as long as a text may be, and a message repeats what stood there. */
const mostTold = 300;

function invalid(place: string, expected: string): Failure {
  const told = { place: place.slice(0, mostTold), expected: expected.slice(0, mostTold) };
  return failure('file/invalid', told);
}
