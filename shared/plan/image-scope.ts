import { noRoles, type Scope } from '../assess/membership';
import type { Person } from '../assess/people';
import type { PerUserMfaState } from '../entra/per-user-mfa';
import type { TenantImage } from './post-image';

/** What policies need to know about a person, against this image's groups and roles. */
export function scopeInImage(image: TenantImage, person: Person): Scope {
  const roles = image.activeRoles === null ? null : (image.activeRoles.get(person.id) ?? noRoles);
  return {
    userId: person.id,
    guestType: guestTypeIn(person),
    isGuest: person.isGuest,
    activeRoleIds: roles?.whole ?? null,
    limitedRoleIds: roles?.limited ?? noRoles.limited,
    isInGroup: (groupId) => image.groups.get(groupId.toLowerCase())?.has(person.id) ?? null,
  };
}

function guestTypeIn(person: Person): Scope['guestType'] {
  if (person.kind === 'internalGuest') return 'internalGuest';
  if (person.kind !== 'externalGuest') return null;
  return person.isExternalMember === true ? 'b2bCollaborationMember' : 'b2bCollaborationGuest';
}

/** Per-user MFA of a person in this image. */
export function perUserInImage(image: TenantImage, person: Person): PerUserMfaState {
  return image.perUser.get(person.id) ?? person.perUserMfa;
}
