import type { RoleHolding } from '../../shared/entra/directory-role';
import { servicePlanIds } from '../../shared/entra/tenant-resources';
import type { JsonObject } from '../../shared/json';
import type { Plan, PlanPerson } from '../../shared/plan/plan';
import type { Capture, CaptureResponse } from '../../shared/tenant/capture';
import type { Read } from '../../shared/tenant/snapshot';

const p1 = { servicePlanId: servicePlanIds.p1, servicePlanName: 'AAD_PREMIUM' };
const p2 = { servicePlanId: servicePlanIds.p2, servicePlanName: 'AAD_PREMIUM_P2' };
const servicePlans = { free: [], unknown: [], p1: [p1], p2: [p1, p2] } as const;

/**
 * The tenant a plan starts from, as recorded Graph answers: what the plan holds of people, groups,
 * roles and policies, with each person's state as the steps expect it. What was unread stays out.
 */
export function rehearsalCapture(plan: Plan): Capture {
  const { baseline, tenant } = plan;
  const domain = tenant.primaryDomain;
  const one = (url: string, body: unknown): CaptureResponse => ({
    ...{ method: 'GET', url, status: 200, body },
  });
  const list = (url: string, rows: readonly unknown[]): CaptureResponse =>
    one(url, { value: rows });
  const maybe = <T>(read: Read<T>, toAnswer: (value: T) => CaptureResponse): CaptureResponse[] =>
    read.kind === 'read' ? [toAnswer(read.value)] : [];
  const operator = plan.people.find((person) => person.id === plan.operatorId);
  const members = membersOf(plan);
  const roles = baseline.roles.kind === 'read' ? baseline.roles.value : [];
  const held = roles.filter((role) => role.assignment === 'active');
  return {
    schema: 'causeway-capture/1',
    capturedAt: plan.snapshotTakenAt,
    cloud: plan.cloud,
    tenantId: tenant.id,
    responses: [
      list('/v1.0/organization', [{ id: tenant.id, displayName: tenant.displayName }]),
      list('/v1.0/domains', [{ id: domain, isDefault: true, isInitial: true }]),
      list('/v1.0/subscribedSkus', [
        { capabilityStatus: 'Enabled', servicePlans: servicePlans[tenant.entraPlan] },
      ]),
      ...(operator === undefined
        ? []
        : [one('/v1.0/me', { id: operator.id, userPrincipalName: operator.upn })]),
      list('/v1.0/users', plan.people.map(accountOf)),
      list(
        '/v1.0/reports/authenticationMethods/userRegistrationDetails',
        plan.people.flatMap(registrationOf),
      ),
      list('/v1.0/groups', Object.keys(members).map(groupOf)),
      ...Object.entries(members).map(([id, held]) =>
        list(
          `/v1.0/groups/${id}/members`,
          [...held].map((member) => ({ id: member })),
        ),
      ),
      list('/v1.0/roleManagement/directory/roleAssignments', held.map(assignmentOf)),
      list('/v1.0/roleManagement/directory/roleAssignmentScheduleInstances', [
        ...held.flatMap((role, index) =>
          role.isPermanent === null
            ? []
            : [{ ...assignmentOf(role, index), ...scheduleOf(role.isPermanent) }],
        ),
      ]),
      ...maybe(baseline.authenticationMethodsPolicy, (policy) =>
        one('/beta/policies/authenticationMethodsPolicy', policy),
      ),
      ...maybe(baseline.securityDefaults, (defaults) =>
        one('/v1.0/policies/identitySecurityDefaultsEnforcementPolicy', defaults),
      ),
      ...maybe(baseline.conditionalAccess, (policies) =>
        list('/v1.0/identity/conditionalAccess/policies', policies),
      ),
    ],
  };
}

function assignmentOf({ userId, roleTemplateId }: RoleHolding, index: number): JsonObject {
  return { id: `r${index}`, principalId: userId, roleDefinitionId: roleTemplateId };
}

/** A copy knows no day, only that there is one. */
function scheduleOf(isPermanent: boolean): JsonObject {
  return { assignmentType: isPermanent ? 'Assigned' : 'Activated', endDateTime: null };
}

function accountOf(person: PlanPerson): JsonObject {
  const isKnown = person.perUserMfa !== 'unknown' && person.perUserMfa !== 'notApplicable';
  return {
    id: person.id,
    userPrincipalName: person.upn,
    displayName: person.name,
    accountEnabled: person.enabled,
    userType: person.isGuest ? 'Guest' : 'Member',
    ...(isKnown ? { perUserMfaState: person.perUserMfa } : {}),
  };
}

function registrationOf(person: PlanPerson): readonly JsonObject[] {
  if (person.methods === null) return [];
  return [{ id: person.id, methodsRegistered: [...person.methods] }];
}

/** Groups that policies name, and those whose members a step changes without creating them. */
function membersOf(plan: Plan): Readonly<Record<string, ReadonlySet<string>>> {
  const members: Record<string, Set<string>> = {};
  for (const [id, read] of Object.entries(plan.baseline.groupMembers)) {
    members[id.toLowerCase()] = new Set(read.kind === 'read' ? read.value : []);
  }
  for (const step of plan.steps) {
    if (step.target.type !== 'group' || step.target.id.startsWith('created:')) continue;
    const held = (members[step.target.id.toLowerCase()] ??= new Set());
    for (const item of step.items ?? []) if (item.prior === 'member') held.add(item.userId);
  }
  return members;
}

function groupOf(id: string): JsonObject {
  return {
    ...{ id, displayName: id, groupTypes: [] },
    ...{ securityEnabled: true, mailEnabled: false },
  };
}
