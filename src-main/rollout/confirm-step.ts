import type { FindingCode } from '../../shared/assess/finding-codes';
import { failure, type Failure } from '../../shared/diagnostic';
import { isOver } from '../../shared/journal/step-state';
import { isJsonObject, type JsonObject } from '../../shared/json';
import { judgeGuardrails } from '../../shared/lockout/guardrails';
import type { Step } from '../../shared/plan/step';
import { isWrite } from '../../shared/plan/summary';
import { err, ok, type Result } from '../../shared/result';
import { isSuccess, toFailure } from '../graph/graph-error';
import { readsById } from '../graph/reads-by-id';
import { approvalOf } from './approval';
import { confirmByHand } from './confirm-by-hand';
import { confirmGate } from './confirm-gate';
import type { Engine, Run } from './engine';
import type { LogDraft } from './journal-log';
import { noteRecovery } from './note-recovery';
import { isGone } from './settle-step';
import { createKinds } from './step-facts';

export interface Confirmation {
  readonly stepId: string;
  readonly evidence: string;
  readonly by: string;
}

/**
 * A person's word on a portal step, on a write they did in the portal, on a gate that stays shut, or
 * on a create whose outcome stayed unknown (then: send once more). For emergency access the evidence names the accounts, which are
 * looked up and checked now and kept as ids. Failures name what is missing.
 */
export async function confirmStep(
  engine: Engine,
  run: Run,
  asked: Confirmation,
): Promise<Result<void, Failure>> {
  const step = engine.plan.steps.find((one) => one.id === asked.stepId);
  if (step === undefined) return err(failure('input/unknown-step', { step: asked.stepId }));
  if (asked.evidence.trim() === '') {
    return err(failure('guardrail/refused', { step: step.id, expected: 'evidence' }));
  }
  const refusal = approvalOf(engine, await engine.clock.serverNow(), 'forward');
  if (refusal !== null) return err(refusal);
  const recovered = await noteRecovery(engine);
  if (!recovered.ok) return recovered;
  const open = engine.plan.steps.find((one) => !isOver(engine.log.state(one.id)));
  if (open?.id !== step.id) {
    return err(
      failure('guardrail/refused', {
        step: step.id,
        expected: 'earlierSteps',
        open: open?.id ?? '',
      }),
    );
  }
  const state = engine.log.state(step.id);
  if (state.status === 'ASK') {
    // A create that may well exist is never sent again on a word, nor half of the switch alone.
    if (step.bundle !== undefined || (createKinds.has(step.kind) && !isGone(state))) {
      return err(failure('guardrail/refused', { step: step.id, expected: 'lostCreate' }));
    }
    return engine.log.append(entry(step, 'answered', { allow: 'resend', by: asked.by }));
  }
  if (step.kind === 'gate') return confirmGate(engine, run, step, asked);
  if (isWrite(step)) {
    return confirmByHand(engine, run, step, { text: asked.evidence, by: asked.by });
  }
  if (step.kind !== 'manual') {
    return err(failure('guardrail/refused', { step: step.id, expected: 'manualStep' }));
  }
  if (step.purpose !== 'emergencyAccess') {
    const open = await stillOpen(engine, run, step);
    if (!open.ok) return open;
    const note = { text: asked.evidence, by: asked.by, accounts: [] };
    return engine.log.append(
      entry(step, 'evidence', note),
      entry(step, 'done', { how: 'evidence' }),
    );
  }
  const accounts = await checkAccounts(engine, run, step, asked.evidence);
  if (!accounts.ok) return accounts;
  engine.fresh.invalidate();
  const note = { accounts: accounts.value, by: asked.by };
  return engine.log.append(entry(step, 'evidence', note), entry(step, 'done', { how: 'evidence' }));
}

/** Portal steps whose end shows in the tenant, and the finding that must be gone by then. */
const shownBy: Readonly<Record<string, FindingCode>> = {
  secure_operator: 'OPERATOR-AT-RISK',
  second_global_administrator: 'SINGLE-GLOBAL-ADMIN',
};

const shownIn = ['users', 'roles', 'authenticationMethodsPolicy'] as const;

/** A person's word does not stand against what the tenant shows, read now (execution.md 2.2). */
async function stillOpen(engine: Engine, run: Run, step: Step): Promise<Result<void, Failure>> {
  const code = shownBy[step.manual?.id ?? ''];
  if (code === undefined) return ok(undefined);
  engine.fresh.invalidate();
  // Whoever the step names has to be safe, not whoever happens to be signed in.
  const [own] = code === 'OPERATOR-AT-RISK' ? (step.manual?.userIds ?? []) : [];
  const fresh = await (own === undefined
    ? engine.fresh.get(run.signal)
    : engine.fresh.getAs(own, run.signal));
  if (!fresh.ok) return fresh;
  // Unread, the finding is not there either: that shows nothing.
  const { snapshot } = fresh.value;
  const unread = shownIn.find((source) => snapshot[source].kind !== 'read');
  if (unread !== undefined) return err(failure('plan/snapshot-incomplete', { source: unread }));
  const isOpen = fresh.value.assessment.findings.some((finding) => finding.code === code);
  return isOpen
    ? err(failure('guardrail/blocker-open', { step: step.id, codes: code }))
    : ok(undefined);
}

function entry(step: Step, type: LogDraft['type'], body: JsonObject): LogDraft {
  return { type, stepId: step.id, item: null, body: { dir: 'forward', ...body } };
}

/** At least two accounts, each passing every check of execution.md 3.3, read now. */
async function checkAccounts(
  engine: Engine,
  run: Run,
  step: Step,
  evidence: string,
): Promise<Result<readonly string[], Failure>> {
  const names = [...new Set(evidence.match(/[^\s,;、，；<>"'()]+@[^\s,;、，；<>"'()]+/g) ?? [])];
  const ids = new Set<string>(engine.plan.emergencyAccess);
  for (const name of names) {
    const found = await lookUp(engine, name);
    if (!found.ok) return found;
    ids.add(found.value);
  }
  if (ids.size < 2) {
    return err(failure('guardrail/emergency-access', { account: '', check: 'twoDeclared' }));
  }
  engine.fresh.invalidate();
  engine.candidates.set(step.id, [...ids]);
  const fresh = await engine.fresh.get(run.signal).finally(() => engine.candidates.delete(step.id));
  if (!fresh.ok) return fresh;
  const verdict = judgeGuardrails({
    image: fresh.value.image,
    people: fresh.value.people,
    emergencyAccess: [...ids],
    operatorId: null,
    now: new Date(fresh.value.takenAt).toISOString(),
  });
  const first = verdict.failures[0];
  return first === undefined ? ok([...ids].sort()) : err(first);
}

async function lookUp(engine: Engine, upn: string): Promise<Result<string, Failure>> {
  const got = await engine.graph.get(readsById.userByName(upn));
  if (!got.ok) return got;
  const { status, json } = got.value;
  if (status === 404) return err(failure('input/unknown-user', { user: upn }));
  if (!isSuccess(status)) return err(toFailure(got.value));
  const id = isJsonObject(json) ? json['id'] : undefined;
  return typeof id === 'string'
    ? ok(id.toLowerCase())
    : err(failure('graph/malformed', { status: String(status), code: 'user' }));
}
