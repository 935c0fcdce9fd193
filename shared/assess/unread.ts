import type { Read, Snapshot, UnreadReason } from '../tenant/snapshot';
import type { AssessContext } from './assess-context';
import type { Unread } from './assessment';
import { declaredPath } from './declared-accounts';
import { federationReads, isDomainUntold } from './federation-behaviours';
import { isGroupAgeUntold } from './findings/exclusion-groups';
import { seenAtMfaClient } from './findings/hybrid';
import { isSmsUsableForSignIn } from './findings/methods-policy';
import { compareText } from './make-finding';
import { isPolicyCut } from './policy-cut';
import { isPolicyUnclear, policyTraits } from './policy-reach';
import type { Person } from './people';
import type { RefusableSource } from './read-access';
import { roleEndsReason } from './role-ends';
import { windowReason, windowSources } from './sign-in-windows';
import { unansweredAnswers } from './unanswered';
import { groupsReason, methodsReason, notAsked, reasonOf, stateReason } from './unread-reasons';

type Source = RefusableSource | 'signedInAccount';
type Section = readonly [RefusableSource, Read<unknown>];

/** A section that is asked for only where it matters. */
function sectionIf(
  source: RefusableSource,
  section: Read<unknown> | undefined,
): readonly Section[] {
  return section === undefined ? [] : [[source, section]];
}

function sectionsOf(snapshot: Snapshot): readonly Section[] {
  return [
    ['organization', snapshot.organization],
    ['domains', snapshot.domains],
    ['subscribedSkus', snapshot.subscribedSkus],
    ['users', snapshot.users],
    ['perUserMfa', snapshot.perUserMfa],
    ['registration', snapshot.registration],
    ['roles', snapshot.roles],
    ['groups', snapshot.groups],
    ['authenticationMethodsPolicy', snapshot.authenticationMethodsPolicy],
    ['securityDefaults', snapshot.securityDefaults],
    ['conditionalAccess', snapshot.conditionalAccess],
    ['namedLocations', snapshot.namedLocations],
    ['authenticationStrengths', snapshot.authenticationStrengths],
    ['crossTenantAccess', snapshot.crossTenantDefault],
    ['crossTenantAccess', snapshot.crossTenantPartners],
    ['directoryAudits', snapshot.managedPolicyIds],
    ['signIns', snapshot.signIns],
    ...sectionIf('authorizationPolicy', snapshot.authorizationPolicy),
    ...sectionIf('conditionalAccessTemplates', snapshot.conditionalAccessTemplates),
    ...sectionIf('stagedRollout', snapshot.stagedRollout),
    ...sectionIf('onPremisesSynchronization', snapshot.onPremisesSynchronization),
    ...sectionIf('partnerRelationships', snapshot.partnerRelationships),
    ...sectionIf('legacySignIns', snapshot.legacySignIns),
    ...sectionIf('reportOnlySignIns', snapshot.reportOnlySignIns),
  ];
}

/** Reads made item by item: refused as a kind of data only when every one of them was. */
function itemReads(
  snapshot: Snapshot,
): readonly (readonly [RefusableSource, readonly Read<unknown>[]])[] {
  return [
    ['userMethods', Object.values(snapshot.userMethods)],
    ['signInActivity', Object.values(snapshot.lastSignIn)],
    ['federation', federationReads(snapshot)],
  ];
}

/** A kind of data that was refused, and the first answer that said so. */
export interface RefusedData {
  readonly source: RefusableSource;
  readonly reason: UnreadReason;
}

/**
 * Kinds of data refused for a missing scope or role; licences and single accounts apart. The methods
 * policy counts as soon as one of its two versions was refused.
 */
export function refusedData(snapshot: Snapshot): readonly RefusedData[] {
  const found = new Map<RefusableSource, UnreadReason>();
  const note = (source: RefusableSource, reason: UnreadReason | null | undefined): void => {
    if (reason?.code === 'refused' && !found.has(source)) found.set(source, reason);
  };
  for (const [source, section] of sectionsOf(snapshot)) note(source, reasonOf(section));
  note('authenticationMethodsPolicy', snapshot.betaPolicyUnread);
  note('roleEnds', snapshot.roleEndsUnread);
  note('roles', snapshot.roleNamesUnread);
  for (const [source, reads] of itemReads(snapshot)) {
    const reasons = reads.map(reasonOf);
    if (reasons.every((reason) => reason?.code === 'refused')) note(source, reasons[0]);
  }
  for (const one of Object.values(snapshot.groupMembers)) note('groupMembers', reasonOf(one));
  note('smsSignIn', reasonOf(snapshot.smsSignInReady));
  return [...found]
    .map(([source, reason]) => ({ source, reason }))
    .sort((a, b) => compareText(a.source, b.source));
}

/**
 * What this cloud does not have: 400, 404 or 501 on the collection itself, on the same of everybody
 * who was asked one by one, or on the beta version of the methods policy. A licence may be
 * refused with 400 too, and a capture answers 404 for what it lacks.
 */
export function missingEndpoints(snapshot: Snapshot): readonly Source[] {
  const isMissing = (reason: UnreadReason | null | undefined): boolean =>
    reason?.code === 'notFound';
  const sections = sectionsOf(snapshot).filter(([, section]) => isMissing(reasonOf(section)));
  // One of them may be of somebody who was deleted meanwhile; all of them are the service. A domain
  // without federation settings answers 404 too.
  const items = itemReads(snapshot).filter(
    ([source, reads]) =>
      source !== 'federation' && reads.length > 0 && reads.every((one) => isMissing(reasonOf(one))),
  );
  const missing = [...sections, ...items].map(([source]): Source => source);
  if (isMissing(snapshot.betaPolicyUnread)) missing.push('authenticationMethodsPolicy');
  return [...new Set(missing)].sort();
}

function toUnread(source: Source, reason: UnreadReason): Unread {
  return {
    source,
    reason: reason.code,
    ...(reason.status === undefined ? {} : { status: reason.status }),
    ...(reason.until === undefined ? {} : { until: reason.until }),
  };
}

const malformed: UnreadReason = { code: 'malformed' };

export function hasUnclearPolicy(policies: AssessContext['policies']): boolean {
  return (policies ?? []).some((policy) => isPolicyUnclear(policyTraits(policy)));
}

/** An authentication strength that does not tell what it lets in, such as one given by id alone. */
function hasUntoldStrength(policies: AssessContext['policies']): boolean {
  return (policies ?? []).some((policy) => {
    const { state, mayAskForMfa } = policyTraits(policy);
    return state !== 'disabled' && mayAskForMfa;
  });
}

/** Not told whether it is enabled or, where that matters, which plans it has. */
function isCut(person: Person, hasP1: AssessContext['hasP1']): boolean {
  return (
    person.isEnabledUnknown === true || (hasP1 === true && person.isStaff && person.hasP1 === null)
  );
}

/** Sources that were answered, though not with all that a judgement needs. */
function partlyRead(context: AssessContext): readonly Source[] {
  const { people, snapshot, policies, hasP1, isPlanAtOdds } = context;
  const { organization } = snapshot;
  return [
    // Without its id nothing says that it is the chosen tenant.
    ...(organization.kind === 'read' && organization.value.id === null
      ? (['organization'] as const)
      : []),
    ...(people.some((one) => isCut(one, hasP1)) ? (['users'] as const) : []),
    ...(isPlanAtOdds ? (['subscribedSkus'] as const) : []),
    ...(context.report.isCut ? (['registration'] as const) : []),
    ...(isPolicyCut(context) ? (['authenticationMethodsPolicy'] as const) : []),
    ...(isGroupAgeUntold(context) ? (['groups'] as const) : []),
    ...(isDomainUntold(snapshot) ? (['domains'] as const) : []),
    ...(hasUnclearPolicy(policies) ? (['conditionalAccess'] as const) : []),
    ...(hasUntoldStrength(policies) ? (['authenticationStrengths'] as const) : []),
  ];
}

/** NEVER-USED asks when it last signed in; an account named after the reading was not asked for. */
function isNeededUnasked({ id, kind }: Person, snapshot: Snapshot): boolean {
  const isJudged = kind === 'serviceAccount' || kind === 'sharedAccount';
  return isJudged && snapshot.lastSignIn[id] === undefined;
}

/** Everything not read and not answered, one row a source, sorted (findings 2.7). */
export function unreadOf(context: AssessContext): readonly Unread[] {
  const { snapshot, answers } = context;
  const found = new Map<string, Unread>();
  const note = (source: Source, reason: UnreadReason | null): void => {
    if (reason !== null && !found.has(source)) found.set(source, toUnread(source, reason));
  };
  for (const [source, section] of sectionsOf(snapshot)) note(source, reasonOf(section));
  for (const source of windowSources) note(source, windowReason(snapshot, source));
  note('authenticationMethodsPolicy', snapshot.betaPolicyUnread ?? null);
  note('roleEnds', roleEndsReason(context));
  note('roles', snapshot.roleNamesUnread ?? null);
  for (const source of partlyRead(context)) note(source, malformed);
  for (const one of federationReads(snapshot)) note('federation', reasonOf(one));
  note('perUserMfa', stateReason(snapshot));
  note('userMethods', methodsReason(context));
  for (const one of Object.values(snapshot.defaultMethods ?? {}))
    note('userMethods', reasonOf(one));
  note('groupMembers', groupsReason(context));
  for (const one of Object.values(snapshot.lastSignIn)) note('signInActivity', reasonOf(one));
  if (context.enabled.some((one) => isNeededUnasked(one, snapshot))) {
    note('signInActivity', notAsked);
  }
  if (isSmsUsableForSignIn(context) !== false) {
    const reads = snapshot.smsSignInReady;
    note('smsSignIn', reads === undefined ? notAsked : reasonOf(reads));
    for (const reason of Object.values(snapshot.smsSignInUnread ?? {})) note('smsSignIn', reason);
  }
  if (snapshot.signedInUserId === null)
    note('signedInAccount', snapshot.signedInUnread ?? notAsked);
  for (const path of unansweredAnswers(answers, snapshot)) {
    const hint = path === 'infrastructure.npsExtension' ? seenAtMfaClient(snapshot) : 0;
    const seen = hint === 0 ? {} : { seen: hint };
    found.set(path, { source: `answers.${path}`, reason: 'notAnswered', ...seen });
  }
  // Answered, but with a group whose members were not read: nobody knows yet whom it names.
  const incomplete = snapshot.users.kind === 'read' ? context.declared.incomplete : [];
  for (const list of incomplete) {
    note('groupMembers', notAsked);
    const path = declaredPath(list);
    const reason = found.get('groupMembers')?.reason ?? 'notAsked';
    found.set(path, { source: `answers.${path}`, reason });
  }
  return [...found.values()].sort((a, b) => compareText(a.source, b.source));
}
