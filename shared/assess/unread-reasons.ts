import type { Read, Snapshot, UnreadReason } from '../tenant/snapshot';
import type { AssessContext } from './assess-context';
import { compareText } from './make-finding';
import { policyTraits } from './policy-reach';

export const notAsked: UnreadReason = { code: 'notAsked' };

export function reasonOf(section: Read<unknown> | undefined): UnreadReason | null {
  return section === undefined || section.kind === 'read' ? null : section.reason;
}

/** Why methods of some enabled account are unknown; null when all are known. */
export function methodsReason({ enabled, snapshot }: AssessContext): UnreadReason | null {
  const without = enabled.find((one) => one.methods === null);
  return without === undefined
    ? null
    : (reasonOf(snapshot.userMethods[without.id]) ?? reasonOf(snapshot.registration) ?? notAsked);
}

/** Why the per-user state of somebody is unknown, where the list as a whole is not. */
export function stateReason({ perUserMfaUnread = {} }: Snapshot): UnreadReason | null {
  const reasons = Object.values(perUserMfaUnread).sort((a, b) => compareText(a.code, b.code));
  return reasons[0] ?? null;
}

/** Groups that a policy names: all of them must have been asked for. */
export function groupsReason({ snapshot, policy, policies }: AssessContext): UnreadReason | null {
  const asked = new Map(
    Object.entries(snapshot.groupMembers).map(([id, read]) => [id.toLowerCase(), read]),
  );
  const named = [
    ...(policies ?? []).flatMap((one) => {
      const users = policyTraits(one).users;
      return [...(users?.include.groups ?? []), ...(users?.exclude.groups ?? [])];
    }),
    ...(policy?.authenticationMethodConfigurations ?? [])
      .flatMap((one) => [...(one.includeTargets ?? []), ...(one.excludeTargets ?? [])])
      .filter((target) => target.targetType !== 'user' && isNamedGroup(target.id))
      .map((target) => target.id),
  ];
  const refused = [...asked.values()].map(reasonOf).find((reason) => reason !== null);
  if (refused !== undefined && refused !== null) return refused;
  return named.every((id) => asked.has(id.toLowerCase())) ? null : notAsked;
}

function isNamedGroup(id: string): boolean {
  return id.toLowerCase() !== 'all_users' && !/^[0-]+$/.test(id);
}
