/** Role template ids that rules name (Microsoft Entra built-in roles). */
export const roleTemplateIds = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  directorySynchronizationAccounts: 'd29b2b05-8046-44ba-8758-1e26182fcf32',
  authenticationPolicyAdministrator: '0526716b-113d-4c15-b2c8-68e3c22b9f80',
  conditionalAccessAdministrator: 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  privilegedAuthenticationAdministrator: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  securityAdministrator: '194ae4cb-b126-40b2-bd5b-6091b380977d',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const;

/** One user holding one directory role; role-assignable groups are already expanded. */
export interface RoleHolding {
  readonly userId: string;
  readonly roleTemplateId: string;
  readonly roleName: string;
  readonly assignment: 'active' | 'eligible';
  /** False: it ends, or is an activation. Null: whether it ends was not told; never permanent. */
  readonly isPermanent: boolean | null;
  /**
   * True: held within an administrative unit or for one application only, or a custom role.
   * Conditional Access looks at neither (entra-docs `concept-conditional-access-users-groups.md`).
   */
  readonly isLimited?: boolean;
}

/** Roles whose holders may decide what a whole tenant is asked for at sign-in. */
const decidingRoles: ReadonlySet<string> = new Set([
  roleTemplateIds.globalAdministrator,
  roleTemplateIds.authenticationPolicyAdministrator,
  roleTemplateIds.conditionalAccessAdministrator,
  roleTemplateIds.privilegedAuthenticationAdministrator,
  roleTemplateIds.securityAdministrator,
]);

/**
 * Whether somebody administers sign-in in the whole tenant now: eligible is not active, and a role
 * in a part of the tenant decides nothing for the rest.
 */
export function administersSignIn(holdings: readonly RoleHolding[], userId: string): boolean {
  return holdings.some(
    (one) =>
      one.userId.toLowerCase() === userId.toLowerCase() &&
      one.assignment === 'active' &&
      one.isLimited !== true &&
      decidingRoles.has(one.roleTemplateId.toLowerCase()),
  );
}

/** Active Global Administrators of whom it was told that the assignment has no end. */
export function lastingGlobalAdministrators(holdings: readonly RoleHolding[]): ReadonlySet<string> {
  return new Set(
    activeGlobalAdministrators(holdings)
      .filter((one) => one.isPermanent === true)
      .map((one) => one.userId),
  );
}

/** Active Global Administrators of whom it was not told whether the assignment ends. */
export function untoldGlobalAdministrators(holdings: readonly RoleHolding[]): ReadonlySet<string> {
  const lasting = lastingGlobalAdministrators(holdings);
  return new Set(
    activeGlobalAdministrators(holdings)
      .filter((one) => one.isPermanent === null && !lasting.has(one.userId))
      .map((one) => one.userId),
  );
}

function activeGlobalAdministrators(holdings: readonly RoleHolding[]): readonly RoleHolding[] {
  return holdings.filter(
    (one) =>
      one.assignment === 'active' &&
      one.roleTemplateId.toLowerCase() === roleTemplateIds.globalAdministrator,
  );
}
