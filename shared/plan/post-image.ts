import * as v from 'valibot';
import { knownMembers } from '../assess/known-members';
import { indexActiveRoles, indexGroups, valueOf, type ActiveRoles } from '../assess/membership';
import type { AuthenticationMethodsPolicy } from '../entra/authentication-methods-policy';
import type { CloudName } from '../entra/cloud';
import {
  conditionalAccessPolicySchema,
  type ConditionalAccessPolicy,
} from '../entra/conditional-access-policy';
import type { RoleHolding } from '../entra/directory-role';
import { isSameMethod, methodConfigurationSchema } from '../entra/method-configuration';
import type { PerUserMfaState } from '../entra/per-user-mfa';
import type { JsonObject } from '../json';
import type { Answers } from '../tenant/answer';
import type { Snapshot } from '../tenant/snapshot';
import { federatedDomainsOf, guestTrustOf, partnerTrustOf, radiusUsersOf } from './outside-mfa';
import type { Plan } from './plan';
import { createdRef, type Step } from './step';

/**
 * Everything about a tenant that decides who can sign in. Never changed in place: `applyStep`
 * answers a new image. `null` means not read, which no caller may take for "none".
 */
export interface TenantImage {
  readonly cloud: CloudName;
  readonly policy: AuthenticationMethodsPolicy | null;
  readonly securityDefaults: boolean | null;
  readonly conditionalAccess: readonly ConditionalAccessPolicy[] | null;
  /** Transitive user ids by lower-case group id; created groups by their `created:` reference. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string> | null>;
  /** Groups as they were told: the second evaluator resolves membership by itself. */
  readonly told: GroupsTold;
  /** Steps that moved members since. */
  readonly moved: MovedMembers | null;
  /** Per-user MFA where it differs from the person as judged. */
  readonly perUser: ReadonlyMap<string, PerUserMfaState>;
  readonly roles: readonly RoleHolding[] | null;
  readonly activeRoles: ActiveRoles | null;
  /** Administrators from an on-premises directory; null: not known. */
  readonly syncedAccounts: ReadonlySet<string> | null;
  readonly answers: Answers | null;
  /** Whether MFA of a guest's own tenant is accepted; null: not read, or not by every tenant. */
  readonly guestTrust: boolean | null;
  /** Accounts that sign in by RADIUS as well (NPS extension), ids; null: not known who. */
  readonly radiusUsers: ReadonlySet<string> | null;
  /** Lower-case domains whose own identity provider may do the MFA. */
  readonly federatedDomains: ReadonlySet<string>;
  /** Accounts whose replacement a manual step has confirmed: nobody signs in with them any more. */
  readonly replaced: ReadonlySet<string>;
}

export type GroupsTold = Pick<Snapshot, 'groupMembers' | 'nestedGroups' | 'directMembers'> & {
  /** Left out: a plan keeps no list of groups, and knows those that are gone as empty. */
  readonly groups?: Snapshot['groups'];
};

/** The latest first. */
export interface MovedMembers {
  readonly step: Step;
  readonly before: MovedMembers | null;
}

export type PlannedTenant = Pick<
  Plan,
  'cloud' | 'answers' | 'baseline' | 'findings' | 'choices' | 'unread'
>;

/** The tenant as the plan found it. */
export function imageOfPlan(plan: PlannedTenant): TenantImage {
  const { baseline } = plan;
  const synced = baseline.syncedAdministrators;
  return makeImage({
    cloud: plan.cloud,
    answers: plan.answers,
    told: { groupMembers: baseline.groupMembers },
    syncedAccounts: synced === undefined || synced === null ? null : new Set(synced),
    ...baseline,
    guestTrust: guestTrustOf(baseline.crossTenantDefault, {
      trustsSomePartner: baseline.trustsSomePartner ?? null,
      rejectsSomePartner: baseline.rejectsSomePartner ?? null,
    }),
    radiusUsers: radiusUsersOf(plan),
    federatedDomains: federatedDomainsOf(plan),
  });
}

/** The tenant as a reading tour found it: the engine's guards start from here. */
export function imageOfSnapshot(snapshot: Snapshot, answers: Answers | null): TenantImage {
  const users = valueOf(snapshot.users);
  const synced = users?.filter((user) => user.onPremisesSyncEnabled === true);
  return makeImage({
    ...snapshot,
    groupMembers: knownMembers(snapshot),
    told: snapshot,
    answers,
    syncedAccounts: synced === undefined ? null : new Set(synced.map((user) => user.id)),
    guestTrust: guestTrustOf(snapshot.crossTenantDefault, partnerTrustOf(snapshot)),
    // Guards judge emergency access and operator alone, who are asked without either.
    radiusUsers: new Set(),
    federatedDomains: new Set(),
  });
}

type ImageParts = Pick<
  Snapshot,
  | 'cloud'
  | 'authenticationMethodsPolicy'
  | 'securityDefaults'
  | 'conditionalAccess'
  | 'groupMembers'
  | 'roles'
> &
  Pick<
    TenantImage,
    'answers' | 'told' | 'syncedAccounts' | 'guestTrust' | 'radiusUsers' | 'federatedDomains'
  >;

function makeImage(parts: ImageParts): TenantImage {
  return {
    cloud: parts.cloud,
    policy: valueOf(parts.authenticationMethodsPolicy),
    securityDefaults: valueOf(parts.securityDefaults)?.isEnabled ?? null,
    conditionalAccess: valueOf(parts.conditionalAccess),
    groups: indexGroups(parts.groupMembers),
    told: parts.told,
    moved: null,
    perUser: new Map(),
    roles: valueOf(parts.roles),
    activeRoles: indexActiveRoles(parts.roles),
    syncedAccounts: parts.syncedAccounts,
    answers: parts.answers,
    guestTrust: parts.guestTrust,
    radiusUsers: parts.radiusUsers,
    federatedDomains: parts.federatedDomains,
    replaced: new Set(),
  };
}

/**
 * What the tenant looks like after a step. Steps that change nothing by themselves (soak, gate,
 * most manual steps) answer the same image, so callers may compare by identity.
 */
export function applyStep(image: TenantImage, step: Step): TenantImage {
  switch (step.kind) {
    case 'group.create':
      return withMembers(image, createdRef(step.id), new Set(), step);
    case 'group.add':
    case 'group.remove':
      return changeMembers(image, step);
    case 'method.configure':
    case 'migration.state':
    case 'systemPreferred.set':
    case 'campaign.set':
    case 'passkeyOptOut.set':
      return image.policy === null ? image : { ...image, policy: changePolicy(image.policy, step) };
    case 'ca.create':
    case 'ca.setState':
    case 'ca.exclude':
      return image.conditionalAccess === null
        ? image
        : { ...image, conditionalAccess: changePolicies(image.conditionalAccess, step) };
    case 'securityDefaults.set':
      return { ...image, securityDefaults: step.planned?.['isEnabled'] === true };
    case 'perUserMfa.set':
      return changePerUser(image, step);
    case 'manual':
      return afterManual(image, step);
    case 'soak':
    case 'gate':
      return image;
  }
}

function withMembers(
  image: TenantImage,
  groupId: string,
  members: ReadonlySet<string>,
  step: Step,
): TenantImage {
  const groups = new Map(image.groups);
  groups.set(groupId.toLowerCase(), members);
  return { ...image, groups, moved: { step, before: image.moved } };
}

function changeMembers(image: TenantImage, step: Step): TenantImage {
  const before = image.groups.get(step.target.id.toLowerCase());
  // Members that were not read stay unread: adding some does not tell who else is in.
  if (before === undefined || before === null) {
    return { ...image, moved: { step, before: image.moved } };
  }
  const members = new Set(before);
  for (const item of step.items ?? []) {
    if (item.planned === 'member') members.add(item.userId);
    else members.delete(item.userId);
  }
  return withMembers(image, step.target.id, members, step);
}

function changePolicy(
  policy: AuthenticationMethodsPolicy,
  step: Step,
): AuthenticationMethodsPolicy {
  const planned = step.planned ?? {};
  if (step.kind !== 'method.configure') {
    return { ...policy, ...planned };
  }
  return {
    ...policy,
    authenticationMethodConfigurations: policy.authenticationMethodConfigurations.map((one) =>
      isSameMethod(one.id, step.target.id)
        ? v.parse(methodConfigurationSchema, { ...one, ...planned })
        : one,
    ),
  };
}

function changePolicies(
  policies: readonly ConditionalAccessPolicy[],
  step: Step,
): readonly ConditionalAccessPolicy[] {
  const planned: JsonObject = step.planned ?? {};
  if (step.kind === 'ca.create') {
    const id = createdRef(step.id);
    return [...policies, v.parse(conditionalAccessPolicySchema, { ...planned, id })];
  }
  const id = step.target.id.toLowerCase();
  return policies.map((policy) =>
    policy.id.toLowerCase() === id
      ? v.parse(conditionalAccessPolicySchema, { ...policy, ...planned })
      : policy,
  );
}

function changePerUser(image: TenantImage, step: Step): TenantImage {
  const perUser = new Map(image.perUser);
  for (const item of step.items ?? []) {
    if (item.planned !== 'member' && item.planned !== 'notMember') {
      perUser.set(item.userId, item.planned);
    }
  }
  return { ...image, perUser };
}

function afterManual(image: TenantImage, step: Step): TenantImage {
  if (step.purpose === 'replaceServiceAccount' || step.purpose === 'blockSignIn') {
    return { ...image, replaced: new Set([...image.replaced, ...(step.manual?.userIds ?? [])]) };
  }
  return image;
}
