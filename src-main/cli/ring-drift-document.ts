import type { RingDriftNote } from '../../shared/journal/ring-drift-note';
import type { Plan } from '../../shared/plan/plan';
import type { RingDrift } from '../../shared/plan/ring-drift';
import type { RolloutStatus } from '../rollout/rollout';

type WithNames<T> = readonly (T & { readonly name: string | null; readonly upn: string | null })[];

/** The noted drift with names; null: of somebody whom neither the plan nor the reading names. */
export interface RingDriftDocument extends Pick<RingDriftNote, 'readAt' | 'unread' | 'counts'> {
  readonly joined: WithNames<RingDrift['joined'][number]>;
  readonly left: WithNames<RingDrift['left'][number]>;
  readonly moved: WithNames<RingDrift['moved'][number]>;
}

export function ringDriftDocument(
  plan: Plan,
  { ringDrift, newcomers }: Pick<RolloutStatus, 'ringDrift' | 'newcomers'>,
): RingDriftDocument | null {
  if (ringDrift === null) return null;
  const people = new Map(plan.people.map((person) => [person.id, person] as const));
  const named = <T extends { readonly userId: string }>(list: readonly T[]): WithNames<T> =>
    list.map((one) => {
      const person = people.get(one.userId) ?? newcomers[one.userId];
      return { ...one, name: person?.name ?? null, upn: person?.upn ?? null };
    });
  return {
    ...ringDrift,
    joined: named(ringDrift.joined),
    left: named(ringDrift.left),
    moved: named(ringDrift.moved),
  };
}
