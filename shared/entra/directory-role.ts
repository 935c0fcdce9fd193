/** Role template ids that rules name (Microsoft Entra built-in roles). */
export const roleTemplateIds = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  directorySynchronizationAccounts: 'd29b2b05-8046-44ba-8758-1e26182fcf32',
  authenticationPolicyAdministrator: '0526716b-113d-4c15-b2c8-68e3c22b9f80',
  conditionalAccessAdministrator: 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
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
