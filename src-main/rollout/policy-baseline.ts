import { isJsonObject } from '../../shared/json';
import { textIn } from '../../shared/journal/entry-body';
import type { Step } from '../../shared/plan/step';
import { isSuccess } from '../graph/graph-error';
import { reads } from '../graph/reads';
import type { Engine } from './engine';

/** Kinds that share one object, the Authentication methods policy. */
const policyKinds: ReadonlySet<Step['kind']> = new Set([
  ...(['method.configure', 'migration.state', 'systemPreferred.set'] as const),
  ...(['campaign.set', 'passkeyOptOut.set'] as const),
]);

/** The policy was changed by somebody else: when it should have been changed last, and when it was. */
export interface PolicyEdit {
  readonly expected: string | null;
  readonly now: string | null;
}

/**
 * Null where nobody but this rollout has changed the policy since it was read for the plan, or the
 * step has nothing to do with it. What is not known counts as changed. A field the step owns is
 * G6's own matter; for every other one the tenant is read and judged anew (execution.md 2.2).
 */
export async function policyEdit(engine: Engine, step: Step): Promise<PolicyEdit | null> {
  if (!policyKinds.has(step.kind)) return null;
  const expected = policyBaseline(engine);
  const now = await readPolicyTime(engine, step);
  return expected !== null && expected === now ? null : { expected, now };
}

/** `lastModifiedDateTime` as Graph says it now; null: another kind of step, or it said none. */
export async function readPolicyTime(engine: Engine, step: Step): Promise<string | null> {
  if (!policyKinds.has(step.kind)) return null;
  const got = await engine.graph.get(reads.authenticationMethodsPolicy.url);
  if (!got.ok || !isSuccess(got.value.status)) return null;
  const policy = got.value.json;
  const at = isJsonObject(policy) ? policy['lastModifiedDateTime'] : null;
  return typeof at === 'string' ? at : null;
}

/** What our last verified write left behind; before the first one, what the plan was made from. */
function policyBaseline({ log, plan }: Engine): string | null {
  const own = log.entries.findLast(
    (entry) => entry.type === 'verified' && textIn(entry, 'policyTime') !== null,
  );
  if (own !== undefined) return textIn(own, 'policyTime');
  const { authenticationMethodsPolicy: planned } = plan.baseline;
  return planned.kind === 'read' ? planned.value.lastModifiedDateTime : null;
}
