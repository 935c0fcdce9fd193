import * as v from 'valibot';
import { coverageOf } from '../../shared/assess/coverage';
import {
  isExcluded,
  readUserCondition,
  type UserCondition,
} from '../../shared/assess/policy-scope';
import { failure, type Failure } from '../../shared/diagnostic';
import { conditionalAccessPolicySchema } from '../../shared/entra/conditional-access-policy';
import { scopeInImage } from '../../shared/plan/image-scope';
import type { TenantImage } from '../../shared/plan/post-image';
import { resolveStep } from '../../shared/plan/references';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';
import type { Switch } from './switch-parts';

/**
 * Accounts that security defaults ask today and nothing would ask in `after`, by id. Those whom an
 * own policy leaves out by the plan's word are not among them: what somebody left out since is not
 * what was approved.
 */
export function lettingGo(
  engine: Engine,
  fresh: Fresh,
  after: TenantImage,
  parts: Switch,
): readonly string[] {
  const own = plannedUsers(engine, parts);
  const lost: string[] = [];
  for (const person of fresh.people.values()) {
    if (!person.enabled || person.isEmergencyAccess || person.kind === 'dirSyncAccount') continue;
    const scope = scopeInImage(after, person);
    const { cover } = coverageOf(scope, {
      securityDefaults: after.securityDefaults,
      policies: after.conditionalAccess,
      isSyncAccount: false,
    });
    if (cover === 'enforced') continue;
    if (!own.some((users) => isExcluded(users, scope) === true)) lost.push(person.id);
  }
  return lost.sort();
}

/** Whom the policies of the switch name, as the plan creates them. */
function plannedUsers(engine: Engine, { ons }: Switch): readonly UserCondition[] {
  const targets = new Set(ons.map((on) => on.target.id.toLowerCase()));
  return engine.plan.steps.flatMap((step) => {
    const id = step.kind === 'ca.create' ? engine.refs.created(step.id) : null;
    const planned = resolveStep(step, engine.refs)?.planned;
    if (id === null || !targets.has(id.toLowerCase()) || !planned) return [];
    const policy = v.safeParse(conditionalAccessPolicySchema, { ...planned, id });
    const users = policy.success ? readUserCondition(policy.output) : null;
    return users === null ? [] : [users];
  });
}

/** Everybody whom security defaults asked is asked by these policies; unknown is no. */
export function coverRefusal(
  engine: Engine,
  fresh: Fresh,
  after: TenantImage,
  parts: Switch,
): Failure | null {
  const lost = lettingGo(engine, fresh, after, parts);
  if (lost.length === 0) return null;
  const values = { step: parts.off.id, expected: 'coverAfterSwitch', count: String(lost.length) };
  return failure('guardrail/refused', values);
}
