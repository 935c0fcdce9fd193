import { isInScope } from '../../shared/assess/coverage';
import type { ConditionalAccessPolicy } from '../../shared/entra/conditional-access-policy';
import type { Json } from '../../shared/json';
import { resolveStep, resolveText } from '../../shared/plan/references';
import { sameState } from '../../shared/plan/same-state';
import type { Step } from '../../shared/plan/step';
import { isByHand } from './by-hand';
import type { Engine, Motion } from './engine';
import type { Fresh } from './fresh-data';
import { peopleOf } from './step-facts';
import { microsoftsOwn } from './microsofts-own';

interface Expected {
  /** Fields as the plan found them, with what its finished steps changed. */
  readonly fields: Readonly<Record<string, Json>>;
  /** Fields a step is changing right now: either value is right. */
  readonly open: ReadonlySet<string>;
}

/**
 * Enabled policies that somebody else made, changed or removed since the plan was made and that
 * touch people of the step (G7). Null: the policies could not be read.
 */
export function foreignPolicies(
  engine: Engine,
  motion: Motion,
  fresh: Fresh,
): readonly string[] | null {
  const { step } = motion;
  const before = engine.plan.baseline.conditionalAccess;
  const now = fresh.snapshot.conditionalAccess;
  if (now.kind !== 'read' || before.kind !== 'read') return null;
  // Done by hand it may be there before the journal says that it has begun: G6 judges what it is.
  const expected = expectedPolicies(engine, before.value, isByHand(motion) ? step.id : null);
  const old = new Map(before.value.map((policy) => [policy.id.toLowerCase(), policy]));
  const people = peopleOf(step, engine.plan);
  const foreign: string[] = [];
  const seen = new Set<string>();
  for (const policy of now.value) {
    const id = policy.id.toLowerCase();
    seen.add(id);
    const wanted = expected.get(id);
    if (wanted !== undefined && isAsExpected(policy, wanted)) continue;
    if (!old.has(id) && wanted === undefined && isFromSwitch(engine, id, fresh)) continue;
    const wasOn = old.get(id)?.state === 'enabled' || wanted?.fields['state'] === 'enabled';
    // What this step turns on counts as on: it has to be what was approved.
    const isOn = policy.state === 'enabled' || isTurnedOn(engine, step, id);
    if ((isOn || wasOn) && touches([policy, old.get(id)], people, fresh)) foreign.push(id);
  }
  for (const [id, wanted] of expected) {
    if (seen.has(id) || wanted.fields['state'] !== 'enabled') continue;
    if (touches([old.get(id)], people, fresh)) foreign.push(id);
  }
  return foreign.sort();
}

/** What a person knows a policy by: its name now, or at planning where it is gone; else its id. */
export function policyName(engine: Engine, now: Fresh['snapshot'] | undefined, id: string): string {
  for (const read of [now?.conditionalAccess, engine.plan.baseline.conditionalAccess]) {
    const found = read?.kind === 'read' && read.value.find((one) => one.id.toLowerCase() === id);
    if (found) return found.displayName ?? id;
  }
  return id;
}

/** A policy is as the plan found it and its own steps left it, besides these fields; unread is no. */
export function isAsPlanned(
  engine: Engine,
  policy: ConditionalAccessPolicy,
  besides: readonly string[],
): boolean {
  const before = engine.plan.baseline.conditionalAccess;
  if (before.kind !== 'read') return false;
  const expected = expectedPolicies(engine, before.value).get(policy.id.toLowerCase());
  if (expected === undefined) return false;
  return isAsExpected(policy, { ...expected, open: new Set([...expected.open, ...besides]) });
}

function isTurnedOn(engine: Engine, step: Step, id: string): boolean {
  const target = resolveText(step.target.id, engine.refs);
  return step.planned?.['state'] === 'enabled' && target?.toLowerCase() === id;
}

/** Microsoft makes policies of its own once security defaults are off: the plan says so (O15). */
function isFromSwitch(engine: Engine, id: string, fresh: Fresh): boolean {
  const isSwitched = engine.plan.steps.some(
    (step) =>
      step.purpose === 'switchToConditionalAccess' &&
      step.kind === 'securityDefaults.set' &&
      engine.log.state(step.id).hasChanged,
  );
  return isSwitched && microsoftsOwn(fresh).has(id);
}

function expectedPolicies(
  engine: Engine,
  before: readonly ConditionalAccessPolicy[],
  begun: string | null = null,
): ReadonlyMap<string, Expected> {
  const fields = new Map<string, Record<string, Json>>();
  const open = new Map<string, Set<string>>();
  for (const policy of before) {
    fields.set(policy.id.toLowerCase(), { ...(policy as Readonly<Record<string, Json>>) });
  }
  for (const step of engine.plan.steps) {
    if (step.target.type !== 'conditionalAccessPolicy' || step.kind === 'manual') continue;
    const { status, objectId } = engine.log.state(step.id);
    const resolved = resolveStep(step, engine.refs);
    const id = (step.kind === 'ca.create' ? objectId : resolved?.target.id)?.toLowerCase();
    if (id === undefined || resolved === null || resolved.planned === null) continue;
    if (status === 'DONE') fields.set(id, { ...fields.get(id), ...resolved.planned });
    else if (step.id === begun || (status !== 'PENDING' && status !== 'ROLLED_BACK')) {
      fields.set(id, fields.get(id) ?? {});
      open.set(id, new Set([...(open.get(id) ?? []), ...step.owned]));
    }
  }
  return new Map(
    [...fields].map(([id, own]) => [id, { fields: own, open: open.get(id) ?? new Set() }]),
  );
}

function isAsExpected(policy: ConditionalAccessPolicy, expected: Expected): boolean {
  const now = policy as Readonly<Record<string, Json>>;
  return Object.entries(expected.fields).every(
    ([key, value]) =>
      key === 'id' ||
      key.includes('@') ||
      /DateTime$/.test(key) ||
      expected.open.has(key) ||
      sameState(value, now[key] ?? null),
  );
}

/** Whether somebody of the step is in scope; not knowing counts as yes. */
function touches(
  policies: readonly (ConditionalAccessPolicy | undefined)[],
  people: ReadonlySet<string> | null,
  fresh: Fresh,
): boolean {
  if (people === null) return true;
  for (const userId of people) {
    const scope = fresh.scopes.get(userId);
    if (scope === undefined) return true;
    for (const policy of policies) {
      if (policy !== undefined && isInScope(policy, scope) !== false) return true;
    }
  }
  return false;
}
