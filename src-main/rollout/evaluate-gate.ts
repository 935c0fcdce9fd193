import { refusedPurposes } from '../../shared/assess/blockers';
import { failure, type Failure } from '../../shared/diagnostic';
import type { GateCounts } from '../../shared/journal/gate-state';
import { judgeGuardrails } from '../../shared/lockout/guardrails';
import type { Step } from '../../shared/plan/step';
import { err, ok, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';
import type { Fresh } from './fresh-data';
import { countsOf, keepGateLook, type GatePeople } from './gate-people';
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
  /** Null: the figure could not be read at all, so nobody can be named. */
  readonly people: GateCounts | null;
};

interface Figure {
  readonly value: number | null;
  readonly people: GatePeople | null;
}
const unreadFigure: Figure = { value: null, people: null };

/** Reads a gate's figure fresh, compares it with its limit, and keeps whom it leaves out. */
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
  const read = await figureOf(engine, run, step, fresh.value);
  if (!read.ok) return read;
  const { value } = read.value;
  const people = read.value.people ?? { missing: [], unread: [], of: null };
  const at = new Date(fresh.value.takenAt).toISOString();
  const place = { rolloutId: engine.log.rolloutId, stepId: step.id };
  // Nobody of an earlier look is named beside a figure that could not be read now.
  const kept = keepGateLook(engine.store.settings, place, { at, ...people });
  if (!kept.ok) return kept;
  const isMet =
    value !== null &&
    (gate.atLeast === undefined || value >= gate.atLeast) &&
    (gate.atMost === undefined || value <= gate.atMost);
  return ok({
    ...{ figure: gate.figure, value, limit, met: isMet },
    people: read.value.people === null ? null : countsOf(people),
  });
}

async function figureOf(
  engine: Engine,
  run: Run,
  step: Step,
  fresh: Fresh,
): Promise<Result<Figure, Failure>> {
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
      if (policies === null) return ok(unreadFigure);
      const missing = reportOnlyPeople(fresh.snapshot, engine.plan, policies, step.gate);
      if (missing === null) return ok(unreadFigure);
      return ok({ value: missing.length, people: { missing, unread: [], of: null } });
    }
    default:
      return ok(unreadFigure);
  }
}

async function registeredShare(
  engine: Engine,
  run: Run,
  fresh: Fresh,
  userIds: readonly string[],
): Promise<Result<Figure, Failure>> {
  if (userIds.length === 0) return ok({ value: 100, people: { missing: [], unread: [], of: 0 } });
  const registered = await registeredPeople(engine, run, fresh, userIds);
  if (!registered.ok) return registered;
  const { ready, unread } = registered.value;
  const missing = userIds.filter((userId) => !ready.has(userId) && !unread.has(userId));
  return ok({
    // A share of people of whom some could not be read is no share.
    value: unread.size > 0 ? null : Math.floor((ready.size / userIds.length) * 1000) / 10,
    people: { missing, unread: [...unread], of: userIds.length },
  });
}

/** Blockers that would refuse completing, and people of whom something is unknown (O27). */
function openBlockers(fresh: Fresh): Figure {
  const open = fresh.assessment.findings.filter((finding) => {
    if (finding.code === 'DATA-UNREADABLE') return true;
    const refusal = refusedPurposes(finding);
    return refusal.purposes.includes('setComplete') && !refusal.subjectsOnly;
  });
  const peopleOf = (isUnread: boolean): ReadonlySet<string> => {
    const own = open.filter(({ code }) => (code === 'DATA-UNREADABLE') === isUnread);
    const users = own.flatMap(({ subjects }) => subjects.filter(({ kind }) => kind === 'user'));
    return new Set(users.map(({ id }) => id));
  };
  const missing = peopleOf(false);
  const unread = [...peopleOf(true)].filter((id) => !missing.has(id));
  return { value: open.length, people: { missing: [...missing], unread, of: null } };
}

/** Declared emergency access accounts that pass every check, and those that do not. */
async function soundAccounts(engine: Engine, fresh: Fresh): Promise<Figure> {
  const declared = emergencyAccessOf(engine);
  const verdict = judgeGuardrails({
    image: fresh.image,
    people: fresh.people,
    emergencyAccess: declared,
    operatorId: null,
    now: new Date(await engine.clock.serverNow()).toISOString(),
  });
  const failing = new Set(verdict.failures.map((one) => one.values['account']));
  const missing = declared.filter((id) => {
    const upn = fresh.people.get(id)?.upn ?? id;
    return failing.has(upn) || failing.has(id);
  });
  const of = declared.length;
  return { value: of - missing.length, people: { missing, unread: [], of } };
}
