import { purposes, ringStepPurposes, type Purpose } from '../plan/purpose';
import type { Finding, Unread } from './assessment';
import type { FindingCode } from './finding-codes';

/** What a finding refuses while it stands (severity column of findings.md 4). */
export interface Refusal {
  readonly purposes: readonly Purpose[];
  /** True: only for the accounts named, not for the whole step. */
  readonly subjectsOnly: boolean;
  /**
   * Rings whose every step is refused besides: all after ring 0, or those that hold a subject.
   */
  readonly rings: 'none' | 'afterRing0' | 'ofSubjects';
}

function refuses(
  refused: readonly Purpose[],
  more: Partial<Omit<Refusal, 'purposes'>> = {},
): Refusal {
  return { purposes: refused, subjectsOnly: false, rings: 'none', ...more };
}

function everythingBut(...allowed: readonly Purpose[]): Refusal {
  return refuses(purposes.filter((purpose) => !allowed.includes(purpose)));
}

const nothing = refuses([]);
const ringSteps = refuses(ringStepPurposes);
const untilOperatorIsSafe = everythingBut(
  'setInProgress',
  'enableMethods',
  'secureOperator',
  'emergencyAccess',
);

const refusalOf: Partial<Readonly<Record<FindingCode, Refusal>>> = {
  'AMP-WOULD-STRAND': refuses(['setComplete']),
  'METHODS-LOST': everythingBut(
    'restoreMethods',
    'emergencyAccess',
    'secureOperator',
    'blockSignIn',
  ),
  'OATH-SPLIT': refuses(['setComplete']),
  'SMS-SIGNIN-RETIRES': refuses(['phoneMethodsOff']),
  'PHONE-ONLY-FEB27': refuses(['phoneMethodsOff']),
  'ADMIN-PHONE-ONLY': refuses(['phoneMethodsOff'], { rings: 'afterRing0' }),
  'DEST-UNREACHABLE': refuses(['phoneMethodsOff'], { rings: 'ofSubjects' }),
  'PU-MFA-NOT-COVERED': refuses(['clearPerUser'], { subjectsOnly: true }),
  'NO-TENANT-ENFORCEMENT': refuses(['finish']),
  'NO-ENFORCEMENT-AFTER-CLEAR': refuses(['clearPerUser']),
  'BG-MISSING': ringSteps,
  'BG-NO-METHOD': ringSteps,
  'BG-WEAK-METHOD': ringSteps,
  'BG-METHOD-UNREACHABLE': ringSteps,
  'BG-NOT-EXCLUDED': ringSteps,
  'SINGLE-GLOBAL-ADMIN': untilOperatorIsSafe,
  'OPERATOR-AT-RISK': untilOperatorIsSafe,
  'SERVICE-ACCOUNT-USER-MFA': refuses(['clearPerUser'], { subjectsOnly: true }),
  'ROPC-RISK': refuses(['clearPerUser', 'caEnforce'], { subjectsOnly: true }),
  'NPS-DEPENDENCY': refuses(['setComplete', 'phoneMethodsOff']),
  'NPS-PHONE-DEFAULT': refuses(['phoneMethodsOff']),
  'WRONG-TENANT': everythingBut(),
};

/** Partial cover refuses clearing by R10, though the finding itself is not a blocker. */
const partialCover = refuses(['clearPerUser'], { subjectsOnly: true });

/** Nothing unless the finding is a blocker; CA-REPORT-ONLY-OR-PARTIAL refuses by R10 as it is. */
export function refusedPurposes(finding: Finding): Refusal {
  if (finding.code === 'CA-REPORT-ONLY-OR-PARTIAL') return partialCover;
  if (finding.severity !== 'blocker') return nothing;
  return refusalOf[finding.code] ?? nothing;
}

/** A blocker whose subjects are not known refuses as if it stood: unknown is never safe. */
export interface OpenRefusal {
  readonly code: FindingCode;
  readonly purposes: readonly Purpose[];
}

const npsUsers = 'answers.infrastructure.npsExtension.users';

/** Blockers about accounts that answers name: open while a group named there was not read. */
const blockerOfList: Readonly<Record<string, FindingCode>> = {
  [npsUsers]: 'NPS-DEPENDENCY',
  'answers.accounts.emergencyAccess': 'BG-MISSING',
  'answers.accounts.ropcAccounts': 'ROPC-RISK',
  'answers.accounts.serviceAccounts': 'SERVICE-ACCOUNT-USER-MFA',
};

/**
 * What open answers refuse (findings 2.7, 4.7): who signs in through the NPS extension, and
 * accounts named by a group whose members were not read. Nobody knows the subjects, so the whole
 * step is refused, not single accounts.
 */
export function refusedByOpenAnswers(unread: readonly Unread[]): readonly OpenRefusal[] {
  return unread.flatMap(({ source, reason }) => {
    const code = blockerOfList[source];
    if (code === undefined || (reason === 'notAnswered' && source !== npsUsers)) return [];
    return [{ code, purposes: (refusalOf[code] ?? nothing).purposes }];
  });
}
