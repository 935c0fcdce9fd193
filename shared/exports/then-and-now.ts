import type { CallOutput } from '../ipc/contract-types';

type FinishView = CallOutput<'finish.get'>;
type Picture = FinishView['pictures']['before'];

/** The tenant as one reading found it: figures (null: unknown) and people; nobody is named. */
export interface TenantMoment {
  /** Instant of the reading. */
  readonly readAt: string;
  readonly counts: Readonly<Record<string, number | null>>;
  readonly readiness: Picture['readiness'];
  readonly flow: Picture['flow'];
}

/** Before the rollout, and as it was read after it: what Finish draws, for the exports. */
export interface ThenAndNow {
  readonly before: TenantMoment;
  readonly after: TenantMoment;
}

/** Null: the tenant was not read since, so there is no "now". `plannedAt`: reading of the plan. */
export function thenAndNow(view: FinishView, plannedAt: string): ThenAndNow | null {
  const { pictures, before, after, readAt } = view;
  if (after === null || pictures.after === null) return null;
  return {
    before: { readAt: plannedAt, counts: before, ...pictures.before },
    after: { readAt, counts: after, ...pictures.after },
  };
}
