import * as v from 'valibot';
import { policyTraits } from '../../shared/assess/policy-reach';
import type { Failure } from '../../shared/diagnostic';
import {
  listedPolicySchema,
  type ConditionalAccessPolicy,
} from '../../shared/entra/conditional-access-policy';
import { judgeGuardrails } from '../../shared/lockout/guardrails';
import type { TenantImage } from '../../shared/plan/post-image';
import { err, ok, type Result } from '../../shared/result';
import { readList } from '../graph/paging';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import type { Fresh } from './fresh-data';
import { emergencyAccessOf } from './lockout-guard';
import { listFailure } from './read-live';
import { unusable } from './unread-since';

type Policies = readonly ConditionalAccessPolicy[];

/** Every policy of the tenant as it is now; null: not read, or not understood to the last one. */
export async function policiesNow(engine: Engine): Promise<Policies | null> {
  const listed = await listPolicies(engine);
  return listed.ok ? listed.value : null;
}

/** The same with why it was not read; `graph/malformed`: not understood to the last one. */
export async function listPolicies({
  graph,
}: Pick<Engine, 'graph'>): Promise<Result<Policies, Failure>> {
  const list = await readList(graph, reads.conditionalAccess.url);
  if (list.kind !== 'rows') return err(listFailure(list));
  const policies: ConditionalAccessPolicy[] = [];
  for (const row of list.rows) {
    const parsed = v.safeParse(listedPolicySchema, row);
    if (!parsed.success) return err(unusable);
    policies.push(parsed.output);
  }
  return ok(policies);
}

/** The tenant as it was read before the switch, with security defaults off and these policies. */
export function switchedImage(fresh: Fresh, policies: Policies): TenantImage {
  return { ...fresh.image, securityDefaults: false, conditionalAccess: policies };
}

/**
 * A block of older client apps alone takes nothing that security defaults let in a minute ago: they
 * refuse those apps too. Once the switch is done the ordinary guards look at it like at any other.
 */
function isAsBefore(policy: ConditionalAccessPolicy): boolean {
  const clients = policy.conditions.clientAppTypes ?? [];
  return (
    policyTraits(policy).blocks &&
    clients.length > 0 &&
    clients.every((client) => client === 'exchangeActiveSync' || client === 'other')
  );
}

/**
 * Emergency access and the operator over the real list of policies, by two evaluators: Microsoft
 * may have made some of its own meanwhile, already on (execution.md 2.4, 3.3).
 */
export function judgeSwitched(engine: Engine, fresh: Fresh, policies: Policies): Failure | null {
  const verdict = judgeGuardrails({
    image: switchedImage(
      fresh,
      policies.filter((policy) => !isAsBefore(policy)),
    ),
    people: fresh.people,
    emergencyAccess: emergencyAccessOf(engine),
    operatorId: engine.source.signedInUserId,
    now: new Date(fresh.takenAt).toISOString(),
  });
  return verdict.failures[0] ?? null;
}
