import { survivingMethods } from '../../shared/assess/allowed-methods';
import { refusedPurposes } from '../../shared/assess/blockers';
import { judgePeople } from '../../shared/assess/judge-people';
import { failure, type Failure } from '../../shared/diagnostic';
import { judgeGuardrails } from '../../shared/lockout/guardrails';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import { read, type Read, type Snapshot, type UnreadReason } from '../../shared/tenant/snapshot';
import { batchSize, readBatch } from '../graph/batch';
import { readsInBatch } from '../graph/reads-by-id';
import type { Engine, Run } from './engine';
import type { Fresh } from './fresh-data';
import { emergencyAccessOf } from './guards';
import { methodNames } from './method-names';
import { reasonOf } from './read-by-person';

/** A type, not an interface, so that it is JSON as it stands. */
export type GateVerdict = {
  readonly figure: string;
  /** Null: could not be read, which never counts as met. */
  readonly value: number | null;
  readonly limit: number;
  readonly met: boolean;
};

/** Reads a gate's figure fresh and compares it with its limit. */
export async function evaluateGate(
  engine: Engine,
  run: Run,
  step: Step,
): Promise<Result<GateVerdict, Failure>> {
  const gate = step.gate;
  if (gate === undefined) return err(failure('internal/bug', { place: step.id }));
  engine.fresh.invalidate();
  const fresh = await engine.fresh.get(run.signal);
  if (!fresh.ok) return fresh;
  const limit = gate.atLeast ?? gate.atMost ?? 0;
  const value = await figureOf(engine, run, step, fresh.value);
  if (!value.ok) return value;
  const isMet =
    value.value !== null &&
    (gate.atLeast === undefined || value.value >= gate.atLeast) &&
    (gate.atMost === undefined || value.value <= gate.atMost);
  return ok({ figure: gate.figure, value: value.value, limit, met: isMet });
}

async function figureOf(
  engine: Engine,
  run: Run,
  step: Step,
  fresh: Fresh,
): Promise<Result<number | null, Failure>> {
  switch (step.gate?.figure) {
    case 'registered':
      return registeredShare(engine, run, fresh, step.gate.userIds ?? []);
    case 'openBlockers':
      return ok(openBlockers(fresh));
    case 'emergencyAccess':
      return ok(await soundAccounts(engine, fresh));
    default:
      // Report-only figures come from sign-in logs, which this reading does not hold: not known.
      return ok(null);
  }
}

/**
 * Percent of the people named who hold a method that stays and is allowed to them, from their own
 * methods as Graph lists them now: the report may be a day and a half old.
 */
async function registeredShare(
  engine: Engine,
  run: Run,
  fresh: Fresh,
  userIds: readonly string[],
): Promise<Result<number | null, Failure>> {
  if (userIds.length === 0) return ok(100);
  const methods = await readMethodsOf(engine, run, userIds);
  if (!methods.ok) return methods;
  const named = new Set(userIds);
  const { snapshot } = fresh;
  const current: Snapshot = {
    ...snapshot,
    registration:
      snapshot.registration.kind === 'read'
        ? read(snapshot.registration.value.filter((row) => !named.has(row.id)))
        : snapshot.registration,
    userMethods: { ...snapshot.userMethods, ...methods.value },
  };
  const judged = judgePeople({
    snapshot: current,
    answers: fresh.answers,
    choices: engine.plan.choices,
    asOf: new Date(fresh.takenAt).toISOString(),
  });
  if (!judged.ok) return judged;
  let ready = 0;
  for (const userId of userIds) {
    const person = judged.value.byId.get(userId);
    if (person === undefined || person.allowedMethods === null) continue;
    if (person.allowedMethods.some((name) => survivingMethods.has(name))) ready += 1;
  }
  return ok(Math.floor((ready / userIds.length) * 1000) / 10);
}

async function readMethodsOf(
  engine: Engine,
  run: Run,
  userIds: readonly string[],
): Promise<Result<Readonly<Record<string, Read<readonly string[]>>>, Failure>> {
  const byUser: Record<string, Read<readonly string[]>> = {};
  for (let start = 0; start < userIds.length; start += batchSize) {
    const some = userIds.slice(start, start + batchSize);
    const urls = some.map((userId) => readsInBatch.methods(userId));
    const got = await readBatch(engine.graph, 'beta', urls, run.signal);
    if (got.kind === 'cancelled') return err(failure('step/cancelled'));
    if (got.kind === 'unauthorized') {
      return err(failure('graph/unauthorized', { status: '401', code: '' }));
    }
    some.forEach((userId, index) => {
      const part = got.kind === 'parts' ? (got.parts[index] ?? { kind: 'missing' as const }) : null;
      const reason: UnreadReason | null = part === null ? { code: 'network' } : reasonOf(part);
      const names =
        reason === null && part?.kind === 'answer' ? methodNames(part.answer.json) : null;
      byUser[userId] =
        names === null ? { kind: 'unread', reason: reason ?? { code: 'malformed' } } : read(names);
    });
  }
  return ok(byUser);
}

/** Blockers that would refuse completing, and people of whom something is unknown (O27). */
function openBlockers(fresh: Fresh): number {
  return fresh.assessment.findings.filter((finding) => {
    if (finding.code === 'DATA-UNREADABLE') return true;
    const refusal = refusedPurposes(finding);
    return refusal.purposes.includes('setComplete') && !refusal.subjectsOnly;
  }).length;
}

/** Declared emergency access accounts that pass every check. */
async function soundAccounts(engine: Engine, fresh: Fresh): Promise<number> {
  const declared = emergencyAccessOf(engine);
  const verdict = judgeGuardrails({
    image: fresh.image,
    people: fresh.people,
    emergencyAccess: declared,
    operatorId: null,
    now: new Date(await engine.clock.serverNow()).toISOString(),
  });
  const failing = new Set(verdict.failures.map((one) => one.values['account']));
  return declared.filter((id) => {
    const upn = fresh.people.get(id)?.upn ?? id;
    return !failing.has(upn) && !failing.has(id);
  }).length;
}
