import { refusedPurposes } from '../../shared/assess/blockers';
import { failure, type Failure } from '../../shared/diagnostic';
import { judgeGuardrails } from '../../shared/lockout/guardrails';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import type { Fresh } from './fresh-data';
import { emergencyAccessOf } from './lockout-guard';
import { ownPolicies, reportOnlyPeople } from './report-only-policies';
import { registeredPeople } from './registered-people';

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
    case 'reportOnlyFailures':
    case 'reportOnlyInterrupted': {
      const policies = ownPolicies(engine.plan, step, engine.refs);
      if (policies === null) return ok(null);
      return ok(reportOnlyPeople(fresh.snapshot, engine.plan, policies, step.gate));
    }
    default:
      return ok(null);
  }
}

async function registeredShare(
  engine: Engine,
  run: Run,
  fresh: Fresh,
  userIds: readonly string[],
): Promise<Result<number | null, Failure>> {
  if (userIds.length === 0) return ok(100);
  const registered = await registeredPeople(engine, run, fresh, userIds);
  if (!registered.ok) return registered;
  const { ready, unread } = registered.value;
  // A share of people of whom some could not be read is no share.
  return ok(unread > 0 ? null : Math.floor((ready.size / userIds.length) * 1000) / 10);
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
