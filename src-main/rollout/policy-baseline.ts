import { canonicalJson, normalizeGraph } from '../../shared/canonical';
import { textIn } from '../../shared/journal/entry-body';
import { isJsonObject, type Json, type JsonObject } from '../../shared/json';
import { compareState } from '../../shared/plan/compare-state';
import type { Step } from '../../shared/plan/step';
import { reads } from '../graph/reads';
import type { Engine } from './engine';
import { idOf, readObject } from './read-live';

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

/** What the policy tells before a step is sent. */
export interface PolicyLook {
  /** Null where nobody but this rollout has changed it since the plan's reading, or it is no matter. */
  readonly edit: PolicyEdit | null;
  /** Hash of all that the step leaves alone in it; null: not read, or no matter. */
  readonly restHash: string | null;
}

/**
 * Looks whether the policy was changed by somebody else. What is not known counts as changed. A
 * field the step owns is G6's own matter; for every other one the tenant is read anew before the
 * guards are asked (execution.md 2.2).
 */
export async function lookAtPolicy(engine: Engine, step: Step): Promise<PolicyLook> {
  if (!policyKinds.has(step.kind)) return { edit: null, restHash: null };
  const expected = policyBaseline(engine);
  const policy = await readPolicy(engine);
  const now = policy === null ? null : timeOf(policy);
  const isKnown = expected !== null && expected === now;
  return {
    edit: isKnown ? null : { expected, now },
    restHash: policy === null ? null : restOf(engine, step, policy),
  };
}

/**
 * `lastModifiedDateTime` as our verified write left it behind. Null: another kind of step, or the
 * answer does not show the step's own fields as planned and all others as they were before it was
 * sent. Then somebody else was there meanwhile, and the next step reads the tenant anew.
 */
export async function policyTimeLeft(engine: Engine, step: Step): Promise<string | null> {
  if (!policyKinds.has(step.kind)) return null;
  const before = engine.log.ofStep(step.id).findLast((entry) => entry.type === 'preflight');
  const policy = await readPolicy(engine);
  if (before === undefined || policy === null) return null;
  const isOurs =
    textIn(before, 'policyRest') === restOf(engine, step, policy) &&
    compareState(step, ownIn(step, policy), engine.refs) === 'planned';
  return isOurs ? timeOf(policy) : null;
}

async function readPolicy(engine: Engine): Promise<JsonObject | null> {
  const read = await readObject(engine, reads.authenticationMethodsPolicy.url);
  return read.ok && isJsonObject(read.value.value) ? read.value.value : null;
}

function timeOf(policy: JsonObject): string | null {
  const at = policy['lastModifiedDateTime'];
  return typeof at === 'string' ? at : null;
}

const methodList = 'authenticationMethodConfigurations';

function methodsIn(policy: JsonObject): readonly Json[] {
  const rows = policy[methodList];
  return Array.isArray(rows) ? (rows as readonly Json[]) : [];
}

function isTarget({ target }: Step, row: Json): boolean {
  return idOf(row) === target.id.toLowerCase();
}

/** What the step is compared with: its method of the policy, or the policy. */
function ownIn(step: Step, policy: JsonObject): Json {
  if (step.kind !== 'method.configure') return policy;
  return methodsIn(policy).find((row) => isTarget(step, row)) ?? null;
}

/** Hash of everything else. */
function restOf(engine: Engine, step: Step, policy: JsonObject): string {
  const isMethod = step.kind === 'method.configure';
  const own = new Set(isMethod ? [methodList] : step.owned);
  const rest = Object.fromEntries(
    Object.entries(policy).filter(([key]) => !key.includes('@') && !own.has(key)),
  );
  const others = isMethod ? methodsIn(policy).filter((row) => !isTarget(step, row)) : [];
  return engine.sha256(canonicalJson(normalizeGraph({ rest, others })));
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
