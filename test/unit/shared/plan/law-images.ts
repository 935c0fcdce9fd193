import type { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import type { Plan } from '../../../../shared/plan/plan';
import { applyStep, imageOfPlan, type TenantImage } from '../../../../shared/plan/post-image';

export type Judge = typeof judgePerson;

/** Told whenever a law finds what it is about: one that never does holds of nothing. */
export type Seen = (what: string) => void;

/** Broken instances of one law in a plan, in words; empty where it holds. */
export type Law = (plan: Plan, judge?: Judge, seen?: Seen) => readonly string[];

const known = new WeakMap<Plan, readonly TenantImage[]>();

/** The tenant at the start and after each step; worked out once for all laws. */
function imagesOf(plan: Plan): readonly TenantImage[] {
  const found = known.get(plan);
  if (found !== undefined) return found;
  const images = [imageOfPlan(plan)];
  for (const step of plan.steps) images.push(applyStep(images.at(-1) as TenantImage, step));
  known.set(plan, images);
  return images;
}

/** That one of them; -1 is the last. */
export function imageAt(plan: Plan, place: number): TenantImage {
  return imagesOf(plan).at(place) as TenantImage;
}
