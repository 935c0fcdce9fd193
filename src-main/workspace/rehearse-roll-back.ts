import { setImmediate as nextTurn } from 'node:timers/promises';
import { failure, type Failure } from '../../shared/diagnostic';
import { isJsonObject, type Json } from '../../shared/json';
import { bundleOf } from '../../shared/plan/bundle';
import { compareState } from '../../shared/plan/compare-state';
import type { Plan } from '../../shared/plan/plan';
import { appearedStepId, type RefResolver } from '../../shared/plan/references';
import type { RehearsedStep, Rehearsal } from '../../shared/plan/rehearsal';
import { reverseOf, stepRequests } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { isWrite } from '../../shared/plan/summary';
import { err, ok, type Result } from '../../shared/result';
import { readsById } from '../graph/reads-by-id';
import { openRehearsalTenant, type RehearsalTenant } from '../practice-tenant/rehearsal-tenant';
import { rehearsalCapture } from './rehearsal-capture';
import { differences, enabledPolicies, readTarget, tenantState } from './rehearsal-state';

type Fault = NonNullable<RehearsedStep['fault']>;

/** What the service does by itself after a write has happened by then (execution.md 2.2). */
const settleMs = 60 * 60_000;
/** Requests to the copy before others in this process have their turn. */
const requestsPerTurn = 200;

/**
 * Carries a plan out and takes it back on a copy made from the plan itself, by the very requests a
 * rollout sends. Nothing is asked of the tenant. Failure: `guardrail/rehearsal` where the plan
 * holds too little to make a copy.
 */
export async function rehearseRollBack(plan: Plan): Promise<Result<Rehearsal, Failure>> {
  const opened = openRehearsalTenant(rehearsalCapture(plan));
  if (!opened.ok) {
    return err(failure('guardrail/rehearsal', { step: '–', code: opened.errors[0] ?? '–' }));
  }
  const tenant = opened.value;
  const made = new Map<string, string>();
  const named = new Map<string, readonly string[]>();
  const refs: RefResolver = {
    created: (stepId) => made.get(stepId) ?? null,
    evidence: (stepId) => named.get(stepId) ?? null,
  };
  const known = { refs, made, cloud: plan.cloud, isWithin: false };
  const before = tenantState(tenant, plan);
  const done: Step[] = [];
  const outcomes = new Map<string, RehearsedStep>();
  for (const step of plan.steps) {
    // All of a switch is sent before anything the service does by itself happens.
    const isWithin = bundleOf(plan.steps, step).at(-1) !== step;
    if (step.kind === 'manual' && step.purpose === 'emergencyAccess') {
      named.set(step.id, tenant.addEmergencyAccess());
    }
    if (!isWrite(step)) {
      outcomes.set(step.id, { stepId: step.id, outcome: 'nothingSent' });
      continue;
    }
    if (appearedStepId(step.target.id) !== null) {
      turnOffOthers(tenant, before);
      outcomes.set(step.id, { stepId: step.id, outcome: 'stays' });
      continue;
    }
    const fault = await carryOut(tenant, step, { ...known, isWithin }, 'forward');
    done.push(step);
    if (fault !== null) {
      outcomes.set(step.id, { stepId: step.id, outcome: 'failed', fault });
      break;
    }
  }
  for (const step of done.reverse()) {
    if (outcomes.has(step.id)) continue;
    const isSwitch = step.bundle === 'switch' && step.kind === 'securityDefaults.set';
    if (isSwitch) turnOffOthers(tenant, before);
    const isWithin = bundleOf(plan.steps, step)[0] !== step;
    outcomes.set(step.id, await takeBack(tenant, step, { ...known, isWithin }));
    if (step.bundle === 'handOver' && !isWithin) turnOffOthers(tenant, before);
  }
  const steps = plan.steps.flatMap((step) => outcomes.get(step.id) ?? []);
  const left = differences(before, tenantState(tenant, plan), plan);
  const isRestored =
    steps.length === plan.steps.length &&
    steps.every((step) => step.outcome !== 'failed') &&
    left.length === 0;
  return ok({
    schema: 'causeway-rehearsal/1',
    ...{ planHash: plan.planHash, isRestored, steps, differences: left },
  });
}

interface Known {
  readonly refs: RefResolver;
  readonly made: Map<string, string>;
  readonly cloud: Plan['cloud'];
  /** The next write of the same move follows at once. */
  readonly isWithin: boolean;
}

async function takeBack(tenant: RehearsalTenant, step: Step, known: Known): Promise<RehearsedStep> {
  const stepId = step.id;
  const reverse = reverseOf(step);
  if (reverse !== null) {
    const fault = await carryOut(tenant, reverse, known, 'back');
    return fault === null ? { stepId, outcome: 'restored' } : { stepId, outcome: 'failed', fault };
  }
  const left = { leave: 'stays', oneWay: 'oneWay', manual: 'byHand' } as const;
  const { kind } = step.reverse;
  if (kind === 'restore' || kind === 'items') {
    const fault = { direction: 'back', status: null, code: 'reverse' } as const;
    return { stepId, outcome: 'failed', fault };
  }
  return { stepId, outcome: left[kind] };
}

/** What the service made when security defaults went off, which the engine turns off on the way back. */
function turnOffOthers(tenant: RehearsalTenant, before: ReadonlyMap<string, Json>): void {
  for (const id of enabledPolicies(tenant)) {
    if (before.has(`policy ${id}`)) continue;
    const url = readsById.conditionalAccessPolicy(id);
    tenant.send({ method: 'PATCH', url, body: { state: 'disabled' } });
  }
}

/** Sends a step's requests to the copy and reads back; null when all of it is as planned. */
async function carryOut(
  tenant: RehearsalTenant,
  step: Step,
  { refs, made, cloud, isWithin }: Known,
  direction: Fault['direction'],
): Promise<Fault | null> {
  const live = readTarget(tenant, step, refs);
  const liveOwned = isJsonObject(live) ? live : null;
  const requests = stepRequests(step, {
    ...{ ...refs, liveOwned, cloud },
    graphOrigin: tenant.origin,
  });
  if (!requests.ok) return { direction, status: null, code: requests.failure.code };
  for (const [at, { method, version, path, body }] of requests.value.entries()) {
    if (at % requestsPerTurn === 0) await nextTurn();
    const answer = tenant.send({ method, url: `/${version}${path}`, body: copyOf(body) });
    if (answer.status >= 300) {
      return { direction, status: answer.status, code: errorCode(answer.body) };
    }
    const id = isJsonObject(answer.body) ? answer.body['id'] : undefined;
    if (method === 'POST' && typeof id === 'string') made.set(step.id, id.toLowerCase());
  }
  if (!isWithin) tenant.pass(settleMs);
  const now = readTarget(tenant, step, refs);
  if (compareState(step, now, refs) === 'planned') return null;
  return { direction, status: null, code: step.owned.join(', ') || step.target.name };
}

/** The service keeps what it is given: never the plan's own objects. */
function copyOf(body: Json): Parameters<RehearsalTenant['send']>[0]['body'] {
  return body === null ? undefined : (structuredClone(body) as never);
}

function errorCode(body: Json): string {
  const error = isJsonObject(body) ? body['error'] : undefined;
  const code = isJsonObject(error) ? error['code'] : undefined;
  return typeof code === 'string' ? code : '–';
}
