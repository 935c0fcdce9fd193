/** Dated facts of the SMS and voice retirement, public cloud only (R9, R20; checked 2026-11-22). */
export const retirementDates = {
  /** Microsoft-provided SMS and voice end for everybody but the July group. */
  february: '2027-02-01',
  /** They end for active Global Administrators and external users. */
  july: '2027-07-01',
  /** Last day to have a customer telephony provider configured and piloted. */
  provider: '2027-01-04',
} as const;

/** Ages and sizes the findings use (findings.md 2.1). */
export const limits = {
  reportStaleHours: 36,
  snapshotStaleDays: 7,
  exclusionGroupStaleDays: 90,
  policyWarnBytes: 16_384,
  policyRefuseBytes: 20_000,
  reportOnlySoakDays: 7,
  /** Share of those whom MFA asks today that report-only may interrupt before a person looks at it. */
  reportOnlyInterruptedShare: 0.05,
  methodEffectMinutes: 60,
  /** Share of accounts without a fact from which on the fact counts as not read at all. */
  manyUnknownShare: 0.1,
} as const;

/** A reading so old that the tenant is read again before anything is applied (findings.md 2.1). */
export function isReadingStale(takenAt: string, nowMs: number): boolean {
  return nowMs - Date.parse(takenAt) > limits.snapshotStaleDays * 86_400_000;
}
