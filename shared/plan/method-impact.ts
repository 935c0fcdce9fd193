import { fixedKey, classKeys } from '../lockout/person-class';
import { stepDays } from '../lockout/step-days';
import { usableMethods, type UsableMethods } from '../lockout/usable-methods';
import type { Person } from '../assess/people';
import { scopeInImage } from './image-scope';
import type { Plan } from './plan';
import { imageAfter } from './policy-change';
import { imageOfPlan, type TenantImage } from './post-image';

/** What becomes of somebody's registered methods from before the plan to after its last step. */
export const impactKinds = ['unknown', 'losesAll', 'losesSome', 'same', 'gains', 'none'] as const;
export type ImpactKind = (typeof impactKinds)[number];

export interface MethodImpact {
  readonly counts: Readonly<Record<ImpactKind, number>>;
  /** Ids of those who would have nothing left of what they have now, in the plan's order. */
  readonly losing: readonly string[];
}

/**
 * Enabled people by what the finished plan leaves them of the methods they have registered: today
 * on the day the plan was made for, then on the day of its last step. Nobody is assumed to register anything; `none` had no usable
 * method to begin with, `unknown` is whoever's methods or groups were not read.
 */
export function methodImpact(plan: Plan): MethodImpact {
  const before = imageOfPlan(plan);
  const after = imageAfter(plan);
  const dates = { today: plan.asOf, end: stepDays(plan).at(-1) ?? plan.asOf };
  const people = plan.people.filter((one) => one.enabled && one.isPerson);
  const fixed = people.map(fixedKey);
  const keysBefore = classKeys(people, fixed, before);
  const keysAfter = classKeys(people, fixed, after);
  const judged = new Map<string, ImpactKind>();
  const counts: Record<ImpactKind, number> = {
    unknown: 0,
    losesAll: 0,
    losesSome: 0,
    same: 0,
    gains: 0,
    none: 0,
  };
  const losing: string[] = [];
  people.forEach((person, place) => {
    const key = `${keysBefore(place)}>${keysAfter(place)}`;
    const kind = judged.get(key) ?? kindOf(person, before, after, dates);
    judged.set(key, kind);
    counts[kind] += 1;
    if (kind === 'losesAll') losing.push(person.id);
  });
  return { counts, losing };
}

function kindOf(
  person: Person,
  before: TenantImage,
  after: TenantImage,
  { today, end }: { readonly today: string; readonly end: string },
): ImpactKind {
  const was = usableMethods(before, person, scopeInImage(before, person), today);
  const becomes = usableMethods(after, person, scopeInImage(after, person), end);
  if (was === null || becomes === null) return 'unknown';
  const had = new Set(was.sure);
  const keeps = becomes.sure.filter((name) => had.has(name)).length;
  // What may still work is no loss yet, and no proof that it is kept.
  const isOpen = hasMore(was) || hasMore(becomes);
  if (had.size > 0 && becomes.sure.length === 0) return hasMore(becomes) ? 'unknown' : 'losesAll';
  if (isOpen) return 'unknown';
  if (had.size === 0) return becomes.sure.length > 0 ? 'gains' : 'none';
  if (keeps < had.size) return 'losesSome';
  return becomes.sure.length > had.size ? 'gains' : 'same';
}

function hasMore({ maybe }: UsableMethods): boolean {
  return maybe.length > 0;
}
