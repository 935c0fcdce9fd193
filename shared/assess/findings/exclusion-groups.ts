import { limits } from '../../entra/retirement-dates';
import type { AssessContext } from '../assess-context';
import { scopeOfPerson } from '../assess-context';
import { finding, subject, userFinding, type Finder } from '../make-finding';
import { valueOf } from '../membership';
import { policyTraits, type PolicyTraits } from '../policy-reach';
import { isExcluded, isIncluded } from '../policy-scope';

/** A disabled account counts too: whoever owns the group decides about it all the same. */
function holdsEmergencyAccess(context: AssessContext, groupId: string): boolean {
  return context.namedEmergency.some(
    (one) => scopeOfPerson(context, one).isInGroup(groupId) === true,
  );
}

/** Groups older than the limit that hold no emergency access account. */
function staleGroups(context: AssessContext, groupIds: ReadonlySet<string>): ReadonlySet<string> {
  const limitMs = limits.exclusionGroupStaleDays * 86_400_000;
  const stale = (valueOf(context.snapshot.groups) ?? []).filter((group) => {
    const createdMs = Date.parse(group.createdDateTime ?? '');
    return (
      groupIds.has(group.id.toLowerCase()) &&
      context.asOfMs - createdMs > limitMs &&
      !holdsEmergencyAccess(context, group.id)
    );
  });
  return new Set(stale.map((group) => group.id.toLowerCase()));
}

function excludeGroupsOf(traits: readonly PolicyTraits[]): ReadonlySet<string> {
  return new Set(
    traits.flatMap(({ users }) => (users?.exclude.groups ?? []).map((id) => id.toLowerCase())),
  );
}

function enforcedMfa({ policies }: AssessContext): readonly PolicyTraits[] {
  return (policies ?? [])
    .map(policyTraits)
    .filter((traits) => traits.state === 'enabled' && traits.asksForMfa);
}

/** A group whose age EXCLUSION-GROUP-STALE asks for does not tell when it was made. */
export function isGroupAgeUntold(context: AssessContext): boolean {
  const asked = excludeGroupsOf(enforcedMfa(context));
  return (valueOf(context.snapshot.groups) ?? []).some(
    (group) =>
      asked.has(group.id.toLowerCase()) &&
      Number.isNaN(Date.parse(group.createdDateTime ?? '')) &&
      !holdsEmergencyAccess(context, group.id),
  );
}

/** Staff nothing asks, only because an old exclusion group keeps them out of an enabled MFA policy. */
const findStale: Finder = (context) => {
  const policies = enforcedMfa(context);
  const stale = staleGroups(context, excludeGroupsOf(policies));
  const guilty = new Set<string>();
  const people = context.enabled.filter((one) => {
    if (!one.isStaff || one.cover !== 'none' || stale.size === 0) return false;
    const scope = scopeOfPerson(context, one);
    const keptOut = policies.flatMap(({ users }) => {
      if (users === null || isIncluded(users, scope) !== true) return [];
      const isOut = isExcluded(users, scope, (id) => !stale.has(id.toLowerCase()));
      if (isOut !== false) return [];
      return users.exclude.groups.filter(
        (id) => stale.has(id.toLowerCase()) && scope.isInGroup(id) === true,
      );
    });
    for (const id of keptOut) guilty.add(id.toLowerCase());
    return keptOut.length > 0;
  });
  return userFinding('EXCLUSION-GROUP-STALE', 'high', people, { groups: [...guilty].sort() });
};

/** Exclusion groups with an emergency access account that an ordinary group owner could change (R14). */
const findUnprotected: Finder = (context) => {
  const policies = (context.policies ?? [])
    .map(policyTraits)
    .filter((traits) => traits.state === 'enabled' || traits.state === 'reportOnly');
  const known = new Map(
    (valueOf(context.snapshot.groups) ?? []).map((group) => [group.id.toLowerCase(), group]),
  );
  const open = [...excludeGroupsOf(policies)].filter((id) => {
    const group = known.get(id);
    const isProtected =
      group?.isAssignableToRole === true || group?.isManagementRestricted === true;
    return !isProtected && holdsEmergencyAccess(context, id);
  });
  return finding(
    'BG-GROUP-UNPROTECTED',
    'medium',
    open.map((id) => subject('group', id, known.get(id)?.displayName ?? id)),
  );
};

export const findExclusionGroups: Finder = (context) => [
  ...findStale(context),
  ...findUnprotected(context),
];
