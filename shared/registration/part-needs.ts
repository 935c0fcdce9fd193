import type { readScopes, writeScopes } from './graph-scopes';

export type EntraLicence = 'none' | 'p1' | 'p2';
type Scope = (typeof readScopes)[number] | (typeof writeScopes)[number];

/** One part of the work, and what it takes. Texts: `needs_<id>` and `needs_<id>_without`. */
export interface PartNeeds {
  readonly id: string;
  readonly act: 'read' | 'change';
  readonly scopes: readonly Scope[];
  /** The least role, by Microsoft's name; null: any member of the tenant. */
  readonly role: string | null;
  /** Other built-in roles that do as well, Global Administrator aside. */
  readonly alsoRoles: readonly string[];
  readonly licence: EntraLicence;
}

const reader = 'Global Reader';
const securityReaders = ['Security Reader', 'Security Administrator', reader];
const caAdministrator = 'Conditional Access Administrator';

function read(
  id: string,
  scopes: readonly Scope[],
  role: string | null = null,
  alsoRoles: readonly string[] = [],
  licence: EntraLicence = 'none',
): PartNeeds {
  return { id, act: 'read', scopes, role, alsoRoles, licence };
}
function change(
  id: string,
  scopes: readonly Scope[],
  role: string,
  alsoRoles: readonly string[] = [],
  licence: EntraLicence = 'none',
): PartNeeds {
  return { id, act: 'change', scopes, role, alsoRoles, licence };
}

/** What each part needs, the least each time (domain.md 2). Every permission that is asked for is here. */
export const partNeeds: readonly PartNeeds[] = [
  read('people', ['User.Read', 'User.Read.All', 'GroupMember.Read.All', 'Domain.Read.All']),
  read('licences', ['LicenseAssignment.Read.All']),
  read('roles', ['RoleManagement.Read.Directory']),
  read('policies', ['Policy.Read.All'], reader, ['Authentication Policy Administrator']),
  read('conditional', ['Policy.Read.All'], 'Security Reader', [
    ...securityReaders,
    'Global Secure Access Administrator',
    caAdministrator,
  ]),
  read('methods', ['UserAuthenticationMethod.Read.All'], reader, [
    'Authentication Administrator',
    'Privileged Authentication Administrator',
  ]),
  read('report', ['AuditLog.Read.All'], 'Reports Reader', securityReaders, 'p1'),
  read(
    'sign_ins',
    ['AuditLog.Read.All'],
    'Reports Reader',
    [...securityReaders, 'Security Operator'],
    'p1',
  ),
  change(
    'change_methods',
    ['Policy.ReadWrite.AuthenticationMethod'],
    'Authentication Policy Administrator',
  ),
  change('change_groups', ['Group.ReadWrite.All'], 'Groups Administrator', ['User Administrator']),
  change(
    'change_conditional',
    ['Policy.ReadWrite.ConditionalAccess', 'Application.Read.All'],
    caAdministrator,
    ['Security Administrator'],
    'p1',
  ),
  change('change_defaults', ['Policy.ReadWrite.SecurityDefaults'], caAdministrator, [
    'Security Administrator',
  ]),
];

/**
 * `met`: by a role of the account itself, the tenant's licence and the permissions given. `readOnly`:
 * the mode forbids changes. `noPermission`: the sign-in was not given one that it takes. `noLicence`:
 * the tenant has none that does. `noRole`: no role that does was seen, which one through a group or a partner's
 * relationship may still be. `unknown`: nobody is signed in, the sign-in does not tell its
 * permissions, or the licences or roles could not be read.
 */
export type NeedsVerdict = 'met' | 'readOnly' | 'noPermission' | 'noLicence' | 'noRole' | 'unknown';

export interface SignedInAs {
  readonly licence: 'free' | 'p1' | 'p2' | 'unknown';
  /** Null: could not be read. */
  readonly roles: readonly string[] | null;
}

/** What the sign-in may ask for, and what it was refused. */
export interface SignInLeave {
  /** Permissions that were asked for and not given; null: the sign-in does not tell what it holds. */
  readonly lacking: readonly string[] | null;
  readonly isReadOnly: boolean;
}

/** Permissions of a part that the sign-in was not given. */
function lackingOf({ scopes }: PartNeeds, { lacking }: SignInLeave): readonly string[] {
  return scopes.filter((scope) => lacking?.includes(scope) === true);
}

const rank = { none: 0, free: 0, p1: 1, p2: 2 } as const;

/** What an account in a tenant may expect of a part. Null: nobody is signed in. */
export function judgeNeeds(
  part: PartNeeds,
  account: SignedInAs | null,
  leave: SignInLeave,
): NeedsVerdict {
  if (part.act === 'change' && leave.isReadOnly) return 'readOnly';
  if (account === null || leave.lacking === null) return 'unknown';
  if (lackingOf(part, leave).length > 0) return 'noPermission';
  if (part.licence !== 'none') {
    if (account.licence === 'unknown') return 'unknown';
    if (rank[account.licence] < rank[part.licence]) return 'noLicence';
  }
  if (part.role === null) return 'met';
  if (account.roles === null) return 'unknown';
  const doing = [part.role, 'Global Administrator', ...part.alsoRoles];
  return account.roles.some((role) => doing.includes(role)) ? 'met' : 'noRole';
}

/** A part with what is there of it; `lacking`: permissions that are missing, where that is why. */
export interface JudgedPart {
  readonly part: PartNeeds;
  readonly verdict: NeedsVerdict;
  readonly lacking: readonly string[];
}

/** Every part in the order of the table, for the window and the command line alike. */
export function judgedParts(account: SignedInAs | null, leave: SignInLeave): readonly JudgedPart[] {
  return partNeeds.map((part) => {
    const verdict = judgeNeeds(part, account, leave);
    return { part, verdict, lacking: verdict === 'noPermission' ? lackingOf(part, leave) : [] };
  });
}
