import { hasPerUserMfa, type AssessContext } from './assess-context';
import type { Counts } from './assessment';
import { countWhere } from './count-where';
import { unprotectedTest } from './findings/conditional-access';
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
  const inCloud = (isHere: boolean, test: Test): number | null =>
    isHere ? countWhere(enabled, test) : null;
  const isFebruary: Test = (one) => one.date === 'february' || one.date === 'julyMayApply';
  const lacksMethod: Test = (one) =>
    one.kind === 'member' && !one.isEmergencyAccess && one.hasNoMethod;
  const unprotected = unprotectedTest(context);
  const isWork: Test = (one) =>
    one.isPerson &&
    !one.isEmergencyAccess &&
    one.kind !== 'student' &&
    (hasPerUserMfa(one) ||
      one.isPhoneOnly ||
      one.isStranded ||
      lacksMethod(one) ||
      unprotected(one));
  const stranded = context.policy === null ? null : countWhere(enabled, (one) => one.isStranded);
  return {
    accounts: people.length,
    accountsEnabled: enabled.length,
    people: countWhere(enabled, (one) => one.isPerson && !one.isEmergencyAccess),
    peopleInWorkQueue: countWhere(enabled, isWork),
    pupils: countWhere(enabled, (one) => one.kind === 'student'),
    phoneOnlyFeb2027: inCloud(isPublicCloud, isFebruary),
    phoneOnlyFeb2027NotPeople: inCloud(isPublicCloud, (one) => isFebruary(one) && !one.isPerson),
    phoneOnlyJul2027: inCloud(isPublicCloud, (one) => one.date === 'july'),
    phoneOnlyNoDate: inCloud(!isPublicCloud, (one) => one.isPhoneOnly),
    noMethod: countWhere(enabled, lacksMethod),
    perUserEnforced: countWhere(people, (one) => one.perUserMfa === 'enforced'),
    perUserEnabled: countWhere(people, (one) => one.perUserMfa === 'enabled'),
    perUserToClear: countWhere(people, hasPerUserMfa),
    safeToClearNow: coveredPeople(context).length,
    perUserKnown: countWhere(enabled, (one) => !one.isGuest && one.perUserMfa !== 'unknown'),
    perUserUnknown: countWhere(enabled, (one) => !one.isGuest && one.perUserMfa === 'unknown'),
    notApplicable: countWhere(enabled, (one) => one.isGuest),
    usersStrandedIfCompletedNow: migration === 'pending' ? stranded : null,
    usersStrandedNow: migration === 'complete' || migration === 'null' ? stranded : null,
  };
}
