import type { MethodId, MethodTarget } from '../../entra/method-configuration';
import type { Json, JsonObject } from '../../json';
import { configuration, scopeOfPerson, type FinderContext } from '../assess-context';
import type { Finding } from '../assessment';
import { countWhere } from '../count-where';
import { isInScope } from '../coverage';
import { compareText } from '../make-finding';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { policyTraits, type PolicyTraits } from '../policy-reach';

/** What the evidence of one finding is told from. */
export interface Told {
  readonly context: FinderContext;
  readonly finding: Finding;
  /** Its subjects that are accounts. */
  readonly people: readonly Person[];
}

/**
 * Evidence of one finding: fields of `evidence-fields.ts`. It never depends on the moment of
 * judging, so that a plan keeps its hash; `null` stands for what was not read.
 */
export type Tell = (told: Told) => JsonObject;

/** How often each value occurs, the most frequent first. */
export function tally(values: Iterable<string>): JsonObject {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || compareText(a[0], b[0])));
}

/** Counts that say nothing as zero, left out then. */
export function unlessZero(counts: Readonly<Record<string, number>>): JsonObject {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

/** What these people have registered, a password apart, and of how many that is not known. */
export function methodsOf(people: readonly Person[]): JsonObject {
  return {
    methods: tally(methodsHeld(people)),
    ...unlessZero({ methodsUnknown: countWhere(people, (one) => one.methods === null) }),
  };
}

function* methodsHeld(people: readonly Person[]): Generator<string, void> {
  for (const { methods } of people) {
    for (const method of methods ?? []) if (method !== 'password') yield method;
  }
}

/** State of method configurations in the policy as read; null: not read or not there. */
export function methodStates(context: FinderContext, ...ids: readonly MethodId[]): JsonObject {
  return Object.fromEntries(ids.map((id) => [id, configuration(context, id)?.state ?? null]));
}

interface Named {
  readonly id: string;
  readonly displayName: string;
}

/** Objects of the tenant as evidence names them, by name. */
function named(
  objects: readonly { readonly id: string; readonly displayName: string | null | undefined }[],
): readonly Json[] {
  return objects
    .map(({ id, displayName }): Named => ({ id, displayName: displayName ?? id }))
    .sort((a, b) => compareText(a.displayName, b.displayName) || compareText(a.id, b.id))
    .map((one) => ({ ...one }));
}

export function namedGroups(context: FinderContext, ids: readonly string[]): readonly Json[] {
  const groups = valueOf(context.snapshot.groups) ?? [];
  const names = new Map(groups.map((group) => [group.id.toLowerCase(), group.displayName]));
  return named(ids.map((id) => ({ id, displayName: names.get(id.toLowerCase()) })));
}

/** Groups of targets by name; `all_users` stays the word it is. Null: the list was not read. */
export function namedTargets(
  context: FinderContext,
  targets: readonly MethodTarget[] | null | undefined,
): readonly Json[] | null {
  if (targets === null || targets === undefined) return null;
  return targets.flatMap(({ id }): readonly Json[] =>
    id.toLowerCase() === 'all_users' ? ['all_users'] : namedGroups(context, [id]),
  );
}

/** Whom an enabled method targets, by name; a method that is off targets nobody. */
export function methodTargets(context: FinderContext, id: MethodId): JsonObject {
  const method = configuration(context, id);
  if (method?.state !== 'enabled') return {};
  return {
    targets: namedTargets(context, method.includeTargets),
    excludedTargets: namedTargets(context, method.excludeTargets),
  };
}

/** Policies by name that pass a test; null: policies were not read. */
export function namedPolicies(
  context: FinderContext,
  test: (traits: PolicyTraits) => boolean,
): readonly Json[] | null {
  if (context.policies === null) return null;
  return named(context.policies.filter((policy) => test(policyTraits(policy))));
}

/** Policies by name and id. */
export function policiesOf(context: FinderContext, ids: readonly string[]): readonly Json[] {
  const known = new Map((context.policies ?? []).map((policy) => [policy.id, policy.displayName]));
  return named(ids.map((id) => ({ id, displayName: known.get(id) })));
}

/** Whether a policy certainly binds one of these people. */
export function binds(
  { policy }: PolicyTraits,
  context: FinderContext,
  people: readonly Person[],
): boolean {
  return people.some((one) => isInScope(policy, scopeOfPerson(context, one)) === true);
}
