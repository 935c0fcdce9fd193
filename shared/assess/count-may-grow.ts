import type { FindingCode } from './finding-codes';

/**
 * Findings whose count may grow once more is read or answered: they leave out accounts whose
 * methods, per-user state or cover is not known (findings 2.7). The others count what was answered
 * or read whole, or count the unknown as well.
 */
const growing: ReadonlySet<string> = new Set<FindingCode>([
  'AMP-WOULD-STRAND',
  'METHODS-LOST',
  'OATH-SPLIT',
  'OFFICE-PHONE',
  'SECQ-STAYS',
  'PHONE-DEFAULT-PROMPT',
  'PER-USER-NOT-MIGRATED-BY-WIZARD',
  'PHONE-ONLY-FEB27',
  'PHONE-ONLY-JUL27',
  'ADMIN-PHONE-ONLY',
  'NO-METHOD',
  'DEST-UNREACHABLE',
  'DEST-UNREACHABLE-PASSKEY',
  'B2B-PASSKEY-PENDING',
  'TELECOM-PROVIDER-CANDIDATE',
  'PU-MFA-COVERED',
  'PU-MFA-NOT-COVERED',
  'CA-REPORT-ONLY-OR-PARTIAL',
  'CA-LOCATION-GAP',
  'PU-MFA-ENABLED-NOT-REGISTERED',
  'NO-TENANT-ENFORCEMENT',
  'BG-PER-USER-MFA',
  'SERVICE-ACCOUNT-USER-MFA',
  'FRONTLINE-NO-PHONE',
]);

/** Whether a finding of an assessment whose figures are lower bounds counts "at least" so many. */
export function isAtLeast(code: string, lowerBound: boolean): boolean {
  return lowerBound && growing.has(code);
}
