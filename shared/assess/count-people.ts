import { hasPerUserMfa, type AssessContext } from './assess-context';
import type { Counts } from './assessment';
import { unprotectedStaff } from './findings/conditional-access';
import { coveredPeople } from './findings/per-user-mfa';
import type { Person } from './people';

type Test = (person: Person) => boolean;

const noCounts: Counts = {
  accounts: null,
  accountsEnabled: null,
  people: null,
  peopleInWorkQueue: null,
  pupils: null,
  phoneOnlyFeb2027: null,
  phoneOnlyFeb2027NotPeople: null,
  phoneOnlyJul2027: null,
  phoneOnlyNoDate: null,
  noMethod: null,
  perUserEnforced: null,
  perUserEnabled: null,
  perUserToClear: null,
  safeToClearNow: null,
  perUserKnown: null,
  perUserUnknown: null,
  notApplicable: null,
  usersStrandedIfCompletedNow: null,
  usersStrandedNow: null,
};

/** The counts of findings.md 5. Without users none of them is known. */
export function countPeople(context: AssessContext): Counts {
  const { people, enabled, migration, isPublicCloud } = context;
  if (context.snapshot.users.kind !== 'read') return noCounts;
  const tally = (list: readonly Person[], test: Test): number => list.filter(test).length;
  const inCloud = (isHere: boolean, test: Test): number | null =>
    isHere ? tally(enabled, test) : null;
  const isFebruary: Test = (one) => one.date === 'february' || one.date === 'julyMayApply';
  const lacksMethod: Test = (one) =>
    one.kind === 'member' && !one.isEmergencyAccess && one.hasNoMethod;
  const unprotected = new Set(unprotectedStaff(context));
  const isWork: Test = (one) =>
    one.isPerson &&
    !one.isEmergencyAccess &&
    one.kind !== 'student' &&
    (hasPerUserMfa(one) ||
      one.isPhoneOnly ||
      one.isStranded ||
      lacksMethod(one) ||
      unprotected.has(one));
  const stranded = context.policy === null ? null : tally(enabled, (one) => one.isStranded);
  return {
    accounts: people.length,
    accountsEnabled: enabled.length,
    people: tally(enabled, (one) => one.isPerson && !one.isEmergencyAccess),
    peopleInWorkQueue: tally(enabled, isWork),
    pupils: tally(enabled, (one) => one.kind === 'student'),
    phoneOnlyFeb2027: inCloud(isPublicCloud, isFebruary),
    phoneOnlyFeb2027NotPeople: inCloud(isPublicCloud, (one) => isFebruary(one) && !one.isPerson),
    phoneOnlyJul2027: inCloud(isPublicCloud, (one) => one.date === 'july'),
    phoneOnlyNoDate: inCloud(!isPublicCloud, (one) => one.isPhoneOnly),
    noMethod: tally(enabled, lacksMethod),
    perUserEnforced: tally(people, (one) => one.perUserMfa === 'enforced'),
    perUserEnabled: tally(people, (one) => one.perUserMfa === 'enabled'),
    perUserToClear: tally(people, hasPerUserMfa),
    safeToClearNow: coveredPeople(context).length,
    perUserKnown: tally(enabled, (one) => !one.isGuest && one.perUserMfa !== 'unknown'),
    perUserUnknown: tally(enabled, (one) => !one.isGuest && one.perUserMfa === 'unknown'),
    notApplicable: tally(enabled, (one) => one.isGuest),
    usersStrandedIfCompletedNow: migration === 'pending' ? stranded : null,
    usersStrandedNow: migration === 'complete' || migration === 'null' ? stranded : null,
  };
}
