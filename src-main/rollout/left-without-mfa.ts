import type { Failure } from '../../shared/diagnostic';
import { reverseOf } from '../../shared/plan/step-requests';
import type { Step } from '../../shared/plan/step';
import { ok, type Result } from '../../shared/result';
import type { Engine, Run } from './engine';

export interface LeftWithoutMfa {
  /** Enabled people whom nothing asks for MFA now, by id. What could not be read counts. */
  readonly left: readonly string[];
  /** Of those, the people whose per-user MFA this rollout cleared: it can be given back. */
  readonly restorable: readonly string[];
}

/** Who is left with nothing that asks for MFA, on the tenant as it is now. */
export async function leftWithoutMfa(
  engine: Engine,
  run: Run,
): Promise<Result<LeftWithoutMfa, Failure>> {
  engine.fresh.invalidate();
  const fresh = await engine.fresh.get(run.signal);
  if (!fresh.ok) return fresh;
  const cleared = new Set(clearedPeople(engine).flatMap(({ userIds }) => userIds));
  const left = [...fresh.value.people.values()]
    .filter((person) => person.enabled && !person.isEmergencyAccess)
    .filter((person) => person.isPerson || cleared.has(person.id))
    .filter((person) => person.cover === 'none' || person.cover === 'unknown')
    .filter((person) => person.perUserMfa !== 'enforced')
    .map((person) => person.id)
    .sort();
  const isOff = (userId: string): boolean =>
    fresh.value.people.get(userId)?.perUserMfa === 'disabled';
  return ok({ left, restorable: left.filter((userId) => cleared.has(userId) && isOff(userId)) });
}

/**
 * Steps that give per-user MFA back to these people, one for each clearing step of the plan, to
 * exactly the state each of them had. They carry ids of their own, so that a later roll back still
 * knows what was cleared; `of`: the clearing step's.
 */
export function restoreSteps(
  engine: Engine,
  userIds: readonly string[],
  idOf: (place: number) => string,
): readonly { readonly step: Step; readonly of: string }[] {
  const wanted = new Set(userIds);
  const steps: { readonly step: Step; readonly of: string }[] = [];
  for (const { step, userIds: cleared } of clearedPeople(engine)) {
    const reverse = reverseOf(step);
    const items = (reverse?.items ?? []).filter(
      (item) => wanted.has(item.userId) && cleared.includes(item.userId),
    );
    if (reverse === null || items.length === 0) continue;
    steps.push({ step: { ...reverse, id: idOf(steps.length + 1), items }, of: step.id });
  }
  return steps;
}

/** Whom this rollout took per-user MFA from, by the step that did, the newest first. */
export function clearedPeople(
  engine: Engine,
): readonly { readonly step: Step; readonly userIds: readonly string[] }[] {
  return engine.plan.steps
    .filter((step) => step.kind === 'perUserMfa.set')
    .filter((step) => (step.items ?? []).some((item) => item.planned === 'disabled'))
    .map((step) => ({ step, userIds: [...engine.log.state(step.id).changedItems] }))
    .filter(({ userIds }) => userIds.length > 0)
    .reverse();
}
