import type { Spot } from '../../shared/people/people-filters';
import type { Plan } from '../../shared/plan/plan';

/** A ring or a track of a plan with its members. */
export interface PlacedSpot extends Spot {
  readonly members: readonly string[];
}

/** What of a plan says where people are. */
export type PlacingPlan = Pick<Plan, 'planHash' | 'rings' | 'tracks'>;

export const noSpot: Spot = { ring: null, track: null };

/** Rings first, then tracks: an account in both is in the ring. */
export function spotsOf(plan: PlacingPlan): readonly PlacedSpot[] {
  return [
    ...plan.rings.map(({ ring, members }) => ({ ring, track: null, members })),
    ...plan.tracks.map(({ track, members }) => ({ ring: null, track, members })),
  ];
}

/** Where a plan puts one account; without a plan nobody is anywhere. */
export function spotIn(plan: PlacingPlan | null, id: string): Spot {
  const spot =
    plan === null ? undefined : spotsOf(plan).find(({ members }) => members.includes(id));
  return spot === undefined ? noSpot : { ring: spot.ring, track: spot.track };
}
