import * as v from 'valibot';
import { knownMembers } from '../assess/known-members';
import { indexGroups } from '../assess/membership';
import {
  systemCredentialPreferencesSchema,
  type AuthenticationMethodsPolicy,
} from '../entra/authentication-methods-policy';
import type { Json, JsonObject } from '../json';
import type { Plan } from './plan';
import type { PlanContext } from './plan-context';
import { policyImages } from './policy-change';
import { membersOf, type Scoped } from './policy-reach';
import { imageOfPlan, type TenantImage } from './post-image';
import { sameState } from './same-state';
import { createdRef } from './step';

/** Ids of people whom system-preferred authentication serves less than before. */
export interface PreferenceLoss {
  /** Microsoft managed before; the second factor keeps it. */
  readonly firstFactor: ReadonlySet<string>;
  /** It is theirs no longer, at neither factor. */
  readonly whole: ReadonlySet<string>;
}

type Part = Pick<TenantImage, 'groups'> & {
  readonly policy: Pick<AuthenticationMethodsPolicy, 'systemCredentialPreferences'> | null;
};

/** The worst of every moment from the plan's first step to its last: a narrow way hurts as well. */
export function preferenceLoss(plan: Plan): PreferenceLoss {
  const people = new Set(plan.people.filter((one) => one.enabled && one.isPerson).map(idOf));
  const before = imageOfPlan(plan);
  const firstFactor = new Set<string>();
  const whole = new Set<string>();
  for (const after of policyImages(plan)) {
    const lost = lossBetween(before, after, people);
    for (const id of lost.firstFactor) firstFactor.add(id);
    for (const id of lost.whole) whole.add(id);
  }
  for (const id of whole) firstFactor.delete(id);
  return { firstFactor, whole };
}

/**
 * How many a setting takes from, against the tenant as it was read. A group that the plan is still
 * to make has nobody in it but those of `joining`, who by then are in these groups (lower-case ids).
 */
export function losingNow(
  context: PlanContext,
  planned: JsonObject,
  joining: ReadonlyMap<string, readonly string[]> = new Map(),
): number {
  const people = new Set(context.people.filter((one) => one.enabled && one.isPerson).map(idOf));
  const groups = new Map(indexGroups(knownMembers(context.snapshot)));
  const preferred = v.parse(systemCredentialPreferencesSchema, planned);
  const named = [preferred.includeTargets ?? [], preferred.excludeTargets ?? []].flat();
  for (const { id } of named) {
    if (id.startsWith(createdRef(''))) groups.set(id.toLowerCase(), new Set());
  }
  const after = new Map(groups);
  for (const [id, members] of joining) {
    const before = groups.get(id);
    if (before !== undefined && before !== null) after.set(id, new Set([...before, ...members]));
  }
  const lost = lossBetween(
    { groups, policy: context.policy },
    { groups: after, policy: { systemCredentialPreferences: preferred } },
    people,
  );
  return lost.firstFactor.size + lost.whole.size;
}

/**
 * Who of `people` has less after than before. Where a group's members were not read, everybody may
 * have been in it before and nobody may be after: the worst counts.
 */
export function lossBetween(was: Part, becomes: Part, people: ReadonlySet<string>): PreferenceLoss {
  const firstFactor = new Set<string>();
  const whole = new Set<string>();
  const prior = was.policy?.systemCredentialPreferences ?? null;
  const planned = becomes.policy?.systemCredentialPreferences ?? null;
  const had = served(was, prior, people);
  const has = served(becomes, planned, people);
  // An unread group that stays named as it was takes nothing from anybody.
  const isSame = sameState(prior as unknown as Json, planned as unknown as Json);
  if (isSame && (had === null || has === null)) return { firstFactor, whole };
  const drops = factorsOf(prior) > factorsOf(planned);
  for (const id of had ?? people) {
    if (has?.has(id) !== true) whole.add(id);
    else if (drops) firstFactor.add(id);
  }
  return { firstFactor, whole };
}

/** Never without a choice: fewer factors than before, or everybody no longer (execution.md 2.2). */
export function isNarrowing(prior: Scoped | null, planned: Scoped | null): boolean {
  if (factorsOf(prior) === 0) return false;
  if (factorsOf(planned) < factorsOf(prior)) return true;
  return isForAll(prior) && !isForAll(planned);
}

function isForAll(scoped: Scoped | null): boolean {
  const isEverybody = scoped?.includeTargets?.some(({ id }) => id.toLowerCase() === 'all_users');
  return isEverybody === true;
}

/** Null: a group's members were not read. */
function served(
  { groups }: Part,
  scoped: Scoped | null,
  people: ReadonlySet<string>,
): ReadonlySet<string> | null {
  if (factorsOf(scoped) === 0) return new Set();
  const included = membersOf(groups, scoped?.includeTargets ?? null, people);
  const excluded = membersOf(groups, scoped?.excludeTargets ?? null, people);
  if (included === null || excluded === null) return null;
  return new Set([...included].filter((id) => !excluded.has(id)));
}

/** Factors at which the strongest method is chosen; a word nobody knows may be Microsoft's own. */
function factorsOf(scoped: Scoped | null): 0 | 1 | 2 {
  if (scoped === null || scoped.state === 'disabled') return 0;
  return scoped.state === 'enabled' ? 1 : 2;
}

const idOf = ({ id }: { readonly id: string }): string => id;
