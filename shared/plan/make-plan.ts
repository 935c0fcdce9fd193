import { assess } from '../assess/assess';
import type { Assessment } from '../assess/assessment';
import { knownMembers } from '../assess/known-members';
import { valueOf } from '../assess/membership';
import { plainPerson } from '../assess/judged-person';
import type { Person } from '../assess/people';
import { targetMethods } from '../assess/target-policy';
import { failure, type Failure } from '../diagnostic';
import { err, ok, type Result } from '../result';
import type { Choices } from '../tenant/choice';
import type { Snapshot } from '../tenant/snapshot';
import { withoutAnnotations } from '../tenant/without-annotations';
import { textOrder } from '../text-order';
import { arrangeSteps } from './arrange-steps';
import { numberSteps } from './number-steps';
import { orderViolations } from './order-rules';
import type { MakePlanInput, MethodTargetPlan, Plan } from './plan';
import type { PlanContext } from './plan-context';
import { withGroupIds } from './chosen-groups';
import { withExcludedIds } from './excluded-groups';
import { withLatePasses } from './late-passes';
import { makeSchedule } from './make-schedule';
import { planHashOf } from './plan-file';
import { partnerTrustOf } from './outside-mfa';
import { placePeople } from './place-people';
import { refusedMove } from './ring';
import { planMarker } from './rollout-group';
import { makeObjects } from './step-draft';
import { chosenAccounts } from './steps/chosen-accounts';
import type { Step } from './step';

/**
 * Snapshot, answers and choices to a plan: rings, ordered steps with prior and planned state, and
 * the hash over all of it. Open blockers do not stop planning; they are in `findings`, and the
 * engine refuses the steps they name. Failures: those of `assess`; `plan/snapshot-incomplete`
 * (`source`) when the tenant cannot be assessed; `input/choices-invalid` (`place`, `expected`).
 */
export function makePlan(asked: MakePlanInput): Result<Plan, Failure> {
  const input = { ...asked, snapshot: withoutAnnotations(asked.snapshot) };
  const assessed = assess(input);
  if (!assessed.ok) return assessed;
  const { assessment } = assessed.value;
  const judged = assessed.value.people;
  const order = textOrder(judged.map(({ id }) => id));
  const people = Array.from(order, (place) => plainPerson(judged[place] as Person));
  const made = makeContext(input, assessed.value, people);
  if (!made.ok) return made;
  const context = made.value;
  const arranged = arrangeSteps(context, emptyPlan(input, assessment, context));
  if (!arranged.ok) return arranged;
  const steps = numberSteps(arranged.value);
  const [violation] = orderViolations(steps);
  if (violation !== undefined) {
    return err(
      failure('internal/bug', { place: `order ${violation.rule}`, step: violation.later }),
    );
  }
  const unplaced = { ...emptyPlan(input, assessment, context), steps };
  const plan = withLatePasses({ ...unplaced, schedule: makeSchedule(unplaced) });
  return ok({ ...plan, planHash: planHashOf(plan, input.sha256) });
}

/** Stale choices stay in the plan's record and decide nothing: `choices` are those that stand. */
function makeContext(
  input: MakePlanInput,
  { assessment, choices }: { readonly assessment: Assessment; readonly choices: Choices },
  people: readonly Person[],
): Result<PlanContext, Failure> {
  const { snapshot, answers } = input;
  const enforcement = enforcementOf(assessment, choices);
  const policy = valueOf(snapshot.authenticationMethodsPolicy);
  const securityDefaults = valueOf(snapshot.securityDefaults)?.isEnabled ?? null;
  const policies = valueOf(snapshot.conditionalAccess);
  const isRead = snapshot.users.kind === 'read' && policy !== null && policies !== null;
  // Chosen settings that v1.0 does not tell have nothing to go back to (findings 2.7).
  const isBlind =
    snapshot.betaPolicyUnread !== undefined &&
    [choices.systemPreferred, choices.registrationCampaign, choices.passkeyOptOut].some(
      (choice) => choice !== undefined,
    );
  if (!isRead || securityDefaults === null || enforcement === 'notAssessed' || isBlind) {
    const source = assessment.unread.map((one) => one.source).join(', ');
    return err(failure('plan/snapshot-incomplete', { source }));
  }
  const findings = new Map(assessment.findings.map((finding) => [finding.code, finding] as const));
  const chosen = chosenAccounts(choices, snapshot);
  if (!chosen.ok) return chosen;
  const placed = placePeople({ snapshot, people, findings: assessment.findings, choices });
  if (!placed.ok) return placed;
  const { rings, tracks, refusedMoves } = placed.value;
  const refused = refusedMove(refusedMoves);
  if (refused !== null) return err(refused);
  const grouped = withGroupIds(choices, snapshot);
  if (!grouped.ok) return grouped;
  const targets = withExcludedIds(targetMethods({ ...input, choices }, people), snapshot);
  if (!targets.ok) return targets;
  const marker = planMarker(snapshot.tenantId, snapshot.hash, input.choices, input.sha256);
  return ok({
    snapshot,
    answers,
    choices: grouped.value,
    enforcement,
    policy,
    securityDefaults,
    policies,
    people,
    byId: new Map(people.map((person) => [person.id, person])),
    findings,
    targets: targets.value,
    // Nobody is left in some by moves, or there is no administrator; the others keep their numbers.
    rings: rings.filter(({ members }) => members.length > 0),
    tracks,
    chosen: chosen.value,
    staleMoves: refusedMoves.filter(({ why }) => why === 'inNoRing'),
    emergencyAccess: people.filter((one) => one.isEmergencyAccess).map((one) => one.id),
    operator: people.find((one) => one.isOperator) ?? null,
    objects: makeObjects(marker),
  });
}

/**
 * The recommendation as the recorded decision about licences carries it out (O24): seats that are
 * bought change nothing, security defaults for all take its place, and per-user MFA that is kept
 * until a day leaves what asks for MFA as it is.
 */
function enforcementOf(
  { recommendation: { enforcement } }: Assessment,
  choices: Choices,
): Plan['enforcement'] {
  const isOpen =
    enforcement === 'perUserToConditionalAccess' || enforcement === 'conditionalAccess';
  if (!isOpen || choices.enforcement !== undefined) return enforcement;
  switch (choices.licences?.value) {
    case 'securityDefaultsForAll':
      return enforcement === 'conditionalAccess'
        ? 'turnOnSecurityDefaults'
        : 'perUserToSecurityDefaults';
    case 'keepPerUserUntil':
      return 'decideLicences';
    default:
      return enforcement;
  }
}

/** The plan without steps, times and hash: what simulation and image need before steps exist. */
function emptyPlan(
  input: MakePlanInput,
  assessment: Assessment,
  context: PlanContext,
): Omit<Plan, 'schedule'> {
  const { snapshot } = input;
  return {
    schema: 'causeway-plan/1',
    planHash: '',
    envelope: { madeAt: input.madeAt, appVersion: input.appVersion },
    tenant: { ...assessment.tenant, primaryDomain: primaryDomain(snapshot, context.people) },
    cloud: snapshot.cloud,
    source: snapshot.origin,
    asOf: input.asOf,
    snapshotHash: snapshot.hash,
    snapshotTakenAt: snapshot.takenAt,
    answers: input.answers,
    choices: input.choices,
    enforcement: context.enforcement,
    emergencyAccess: context.emergencyAccess,
    operatorId: context.operator?.id ?? null,
    counts: assessment.counts,
    findings: assessment.findings,
    unread: assessment.unread,
    lowerBound: assessment.lowerBound,
    ...staleChoicesOf(assessment, context),
    ...(assessment.partners === undefined ? {} : { partners: assessment.partners }),
    people: context.people,
    methodTargets: context.targets.map(
      ({ id, state, scope, members, reason }): MethodTargetPlan => ({
        id,
        state,
        scope,
        members,
        reason,
      }),
    ),
    rings: context.rings,
    tracks: context.tracks,
    steps: [] as readonly Step[],
    baseline: {
      authenticationMethodsPolicy: snapshot.authenticationMethodsPolicy,
      policyBytes: snapshot.policyBytes,
      securityDefaults: snapshot.securityDefaults,
      conditionalAccess: snapshot.conditionalAccess,
      groupMembers: knownMembers(snapshot),
      roles: snapshot.roles,
      crossTenantDefault: snapshot.crossTenantDefault,
      ...partnerTrustOf(snapshot),
      syncedAdministrators: syncedAdministrators(snapshot, context),
    },
  };
}

/** Stale choices of the assessment, and moves of people who are in no ring any more. */
function staleChoicesOf(
  assessment: Assessment,
  { staleMoves }: PlanContext,
): Pick<Plan, 'staleChoices'> {
  const moves = staleMoves.map(
    ({ userId, ring }) =>
      ({ field: 'ringMoves', subject: userId, value: String(ring), because: 'gone' }) as const,
  );
  const staleChoices = [...(assessment.staleChoices ?? []), ...moves];
  return staleChoices.length === 0 ? {} : { staleChoices };
}

function syncedAdministrators(snapshot: Snapshot, context: PlanContext): readonly string[] | null {
  const users = valueOf(snapshot.users);
  if (users === null) return null;
  return users
    .filter((user) => user.onPremisesSyncEnabled === true)
    .map((user) => user.id)
    .filter((id) => {
      const person = context.byId.get(id);
      return person?.isAdministrator === true || person?.isEmergencyAccess === true;
    })
    .sort();
}

/** The default domain, else the initial one; else the domain of the first account. */
function primaryDomain(snapshot: Snapshot, people: readonly Person[]): string {
  const verified = valueOf(snapshot.organization)?.verifiedDomains ?? [];
  const domains = valueOf(snapshot.domains) ?? [];
  return (
    domains.find((domain) => domain.isDefault === true)?.id ??
    verified.find((domain) => domain.isDefault === true)?.name ??
    domains.find((domain) => domain.isInitial === true)?.id ??
    verified.find((domain) => domain.isInitial === true)?.name ??
    people[0]?.upn.split('@').at(-1) ??
    snapshot.tenantId
  );
}
