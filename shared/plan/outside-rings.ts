import type { Person } from '../assess/people';
import type { Plan } from './plan';

/** Why an account is in no ring and in no track of the plan, which does nothing for it. */
export const outsideReasons = ['guests', 'pupils', 'syncAccounts', 'disabledAccounts'] as const;
export type OutsideReason = (typeof outsideReasons)[number];

/** Null: it belongs into a ring or a track. */
export function outsideReason({
  enabled,
  kind,
}: Pick<Person, 'enabled'> & { readonly kind: string }): OutsideReason | null {
  if (!enabled) return 'disabledAccounts';
  switch (kind) {
    case 'externalGuest':
    case 'internalGuest':
      return 'guests';
    case 'student':
      return 'pupils';
    case 'dirSyncAccount':
      return 'syncAccounts';
    default:
      return null;
  }
}

/** The plan's tracks, and after them everybody who is in no ring and no track, by the reason. */
export function allTracks(
  plan: Pick<Plan, 'rings' | 'tracks' | 'people'>,
): readonly { readonly track: string; readonly members: readonly string[] }[] {
  return [...plan.tracks, ...outsideRings(plan)];
}

/** Everybody whom neither a ring nor a track holds, by the reason; members in order of id. */
export function outsideRings({
  rings,
  tracks,
  people,
}: Pick<Plan, 'rings' | 'tracks' | 'people'>): readonly {
  readonly track: OutsideReason;
  readonly members: readonly string[];
}[] {
  const placed = new Set([...rings, ...tracks].flatMap(({ members }) => members));
  const byReason = new Map<OutsideReason, string[]>();
  for (const person of people) {
    const reason = placed.has(person.id) ? null : outsideReason(person);
    if (reason === null) continue;
    const members = byReason.get(reason);
    if (members === undefined) byReason.set(reason, [person.id]);
    else members.push(person.id);
  }
  return outsideReasons.flatMap((track) => {
    const members = byReason.get(track);
    return members === undefined ? [] : [{ track, members }];
  });
}
