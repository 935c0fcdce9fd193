import { roleTemplateIds } from '../../entra/directory-role';
import type { FinderContext } from '../assess-context';
import { certificateFactorsOf } from '../certificate-factors';
import type { FindingCode } from '../finding-codes';
import { initialDomain } from '../findings/emergency-access';
import { valueOf } from '../membership';
import type { Person } from '../people';
import { policyTraits } from '../policy-reach';
import { methodsOf, methodStates, methodTargets, namedPolicies } from './tell';
import { passkeysOf } from './strength-evidence';
import { policiesOf, tally, unlessZero, type Tell } from './tell';

const registered: Tell = ({ people }) => methodsOf(people);

/** With what a certificate stands for, where one of them holds one. */
const strongest: Tell = ({ context, people }) => {
  const isHeld = people.some((one) => one.methods?.includes('certificate') === true);
  const factors = certificateFactorsOf(context.policy);
  return {
    ...methodsOf(people),
    ...(isHeld
      ? { certificateTwoFactors: factors === 'unknown' ? null : factors === 'multi' }
      : {}),
  };
};

/** How an account stands to Global Administrator, that holds it not for good. */
function roleState(context: FinderContext, person: Person): string {
  const roles = valueOf(context.snapshot.roles);
  if (roles === null) return 'unknown';
  const held = roles.filter(
    (one) =>
      one.userId === person.id &&
      one.roleTemplateId.toLowerCase() === roleTemplateIds.globalAdministrator,
  );
  const active = held.filter((one) => one.assignment === 'active');
  if (active.length === 0) return held.length > 0 ? 'eligible' : 'noRole';
  if (active.some((one) => one.isPermanent === null)) return 'endUntold';
  return active.length < held.length ? 'activated' : 'endSet';
}

/** Whether groups are protected, or not known to be: the two properties may be unread. */
function protection({ snapshot }: FinderContext, ids: readonly string[]) {
  const groups = new Map(
    (valueOf(snapshot.groups) ?? []).map((group) => [group.id.toLowerCase(), group]),
  );
  return tally(
    ids.map((id) => {
      const group = groups.get(id.toLowerCase());
      const isKnown = group?.isAssignableToRole === false && group.isManagementRestricted === false;
      return isKnown ? 'unprotected' : 'unknown';
    }),
  );
}

/** Evidence of emergency access and of the operator (findings.md 4.5). */
export const accessEvidence: Partial<Readonly<Record<FindingCode, Tell>>> = {
  'BG-MISSING': ({ context }) => ({
    named: context.namedEmergency.length,
    ...unlessZero({
      disabledAccounts: context.namedEmergency.filter((one) => !one.enabled).length,
    }),
  }),
  'BG-NO-METHOD': registered,
  'BG-WEAK-METHOD': strongest,
  'BG-METHOD-UNREACHABLE': ({ context }) => ({
    methodStates: methodStates(context, 'Fido2', 'X509Certificate'),
    ...methodTargets(context, 'Fido2'),
    ...passkeysOf(context),
  }),
  'BG-NOT-EXCLUDED': ({ context, finding }) => {
    const ids = finding.data?.['policies'];
    const known = Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    return { policies: policiesOf(context, known) };
  },
  'BG-SYNCED': ({ context }) => ({
    directorySynced: valueOf(context.snapshot.organization)?.onPremisesSyncEnabled ?? null,
  }),
  'BG-ELIGIBLE-ONLY': ({ context, people }) => ({
    roleStates: tally(people.map((one) => roleState(context, one))),
  }),
  'BG-CUSTOM-DOMAIN': ({ context }) => ({ domain: initialDomain(context) }),
  'BG-PER-USER-MFA': ({ people }) => ({
    perUserStates: tally(people.map((one) => one.perUserMfa)),
  }),
  'BG-GROUP-UNPROTECTED': ({ context, finding }) => {
    const ids = finding.subjects.map((one) => one.id.toLowerCase());
    return {
      groupProtection: protection(context, ids),
      policies: namedPolicies(context, (traits) => {
        const { state, users } = policyTraits(traits.policy);
        const isUsed = state === 'enabled' || state === 'reportOnly';
        return isUsed && (users?.exclude.groups ?? []).some((id) => ids.includes(id.toLowerCase()));
      }),
    };
  },
  'MANDATORY-MFA-APPLIES': strongest,
  'SINGLE-GLOBAL-ADMIN': ({ context }) => {
    const isRead = context.snapshot.roles.kind === 'read';
    const count = (state: 'active' | 'eligible'): number =>
      context.enabled.filter((one) => one.isGlobalAdministrator === state).length;
    return {
      activeAdministrators: isRead ? count('active') : null,
      eligibleAdministrators: isRead ? count('eligible') : null,
    };
  },
  'OPERATOR-AT-RISK': registered,
};
