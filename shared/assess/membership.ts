import type { User } from '../entra/user';
import type { Read, Snapshot } from '../tenant/snapshot';

/** What the evaluators need to know about one user. */
export interface Scope {
  readonly userId: string;
  /** As Conditional Access sorts guests; null for users who are not guests. */
  readonly guestType: 'internalGuest' | 'b2bCollaborationGuest' | 'b2bCollaborationMember' | null;
  readonly isGuest: boolean;
  /** Template ids of roles active in the whole directory; null: roles were not read. */
  readonly activeRoleIds: readonly string[] | null;
  /** Active roles that Conditional Access does not look at (`RoleHolding.isLimited`). */
  readonly limitedRoleIds?: readonly string[];
  /** Transitive membership; null: the members were not read. */
  isInGroup(groupId: string): boolean | null;
}

/** Group members as sets by lower-case group id; null: the group was asked but not read. */
export type GroupIndex = ReadonlyMap<string, ReadonlySet<string> | null>;

/** Template ids of one user's active roles: in the whole directory, and limited. */
export interface HeldRoles {
  readonly whole: readonly string[];
  readonly limited: readonly string[];
}
export type ActiveRoles = ReadonlyMap<string, HeldRoles>;

export const noRoles: HeldRoles = { whole: [], limited: [] };

/** `groupMembers`: as `knownMembers` gives them, or a group that is gone counts as unread. */
export function indexGroups(groupMembers: Snapshot['groupMembers']): GroupIndex {
  const index = new Map<string, ReadonlySet<string> | null>();
  for (const [groupId, members] of Object.entries(groupMembers)) {
    index.set(groupId.toLowerCase(), members.kind === 'read' ? new Set(members.value) : null);
  }
  return index;
}

/** Active roles by user id; null when roles were not read. */
export function indexActiveRoles(roles: Snapshot['roles']): ActiveRoles | null {
  if (roles.kind !== 'read') return null;
  const index = new Map<string, { whole: string[]; limited: string[] }>();
  for (const holding of roles.value) {
    if (holding.assignment !== 'active') continue;
    const held = index.get(holding.userId) ?? { whole: [], limited: [] };
    index.set(holding.userId, held);
    held[holding.isLimited === true ? 'limited' : 'whole'].push(holding.roleTemplateId);
  }
  return index;
}

/** As invited accounts are named. Asked of everybody: most names hold no such sign at all. */
export function isInvitedName(name: string): boolean {
  return name.includes('#') && name.toUpperCase().includes('#EXT#');
}

/** Invited, whatever `userType` says (findings 2.2). */
export function isExternalGuest(user: User): boolean {
  return user.creationType === 'Invitation' || isInvitedName(user.userPrincipalName);
}

export function guestTypeOf(user: User): Scope['guestType'] {
  if (isExternalGuest(user)) {
    return user.userType?.toLowerCase() === 'member'
      ? 'b2bCollaborationMember'
      : 'b2bCollaborationGuest';
  }
  // As Graph writes it, and so almost everybody: no text is made of it.
  if (user.userType === 'Member') return null;
  return user.userType?.toLowerCase() === 'guest' ? 'internalGuest' : null;
}

export function scopeOf(user: User, groups: GroupIndex, activeRoles: ActiveRoles | null): Scope {
  const roles = activeRoles === null ? null : (activeRoles.get(user.id) ?? noRoles);
  return new ScopeOfUser(user.id, guestTypeOf(user), roles, groups);
}

/** One small object for an account: a tenant has as many as it has accounts. */
class ScopeOfUser implements Scope {
  constructor(
    readonly userId: string,
    readonly guestType: Scope['guestType'],
    private readonly roles: HeldRoles | null,
    private readonly groups: GroupIndex,
  ) {}

  get activeRoleIds(): Scope['activeRoleIds'] {
    return this.roles?.whole ?? null;
  }

  get limitedRoleIds(): readonly string[] {
    return this.roles?.limited ?? noRoles.limited;
  }

  get isGuest(): boolean {
    return this.guestType !== null;
  }

  isInGroup(groupId: string): boolean | null {
    const members = this.groups.get(groupId) ?? this.groups.get(groupId.toLowerCase());
    return members?.has(this.userId) ?? null;
  }
}

/** The value of a section, or null when it was not read. */
export function valueOf<T>(section: Read<T>): T | null {
  return section.kind === 'read' ? section.value : null;
}
