import { describe, expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { findingCodes, type FindingCode } from '../../../../shared/assess/finding-codes';
import { cases } from './cases/all-cases';

/** Codes whose column "Unknown when" holds a dash (findings.md 4): they never wait for a fact. */
const neverUnknown: ReadonlySet<FindingCode> = new Set([
  'MIG-STATE-NULL-OK',
  'MIG-STATE-NULL-OR-PENDING',
  'AMP-SIZE',
  'EMAIL-OTP-EXTERNAL',
  'TELECOM-LEAD-TIME',
  'SMS-DATE-NOT-ANNOUNCED',
  'CA-REPORT-ONLY-NOT-COVERAGE',
  'NOT-APPLICABLE',
  'GUEST-NOT-ENFORCED',
  'MANAGED-POLICY-NOT-OFFERED',
  'SD-TO-CA-GAP',
  'BG-MISSING',
  'BG-METHOD-UNREACHABLE',
  'BG-SYNCED',
  'BG-CUSTOM-DOMAIN',
  'MANDATORY-MFA-APPLIES',
  'QR-SINGLE-FACTOR',
  'AUTHENTICATOR-OTP-OFF',
  'DATA-UNREADABLE',
  'REPORT-MISSING-USERS',
  'REPORT-STALE',
  'PERMISSION-MISSING',
  'FEATURE-UNAVAILABLE',
  'THROTTLED',
  'NO-NETWORK',
  'SNAPSHOT-STALE',
  'CLOUD-NOT-PUBLIC',
  'WRONG-TENANT',
  'TENANT-CONSENT-MISSING',
]);

describe.each(findingCodes)('%s', (code) => {
  const own = cases.filter((one) => one.code === code);
  const known = own.filter((one) => one.unknown === undefined);

  test('has a tenant where it fires and one where it does not', () => {
    expect(known.some((one) => one.expected !== null)).toBe(true);
    expect(known.some((one) => one.expected === null)).toBe(true);
  });

  if (!neverUnknown.has(code)) {
    test('has a tenant where what it needs is unknown', () => {
      expect(own.some((one) => one.unknown !== undefined)).toBe(true);
    });
  }

  test.each(own)('$name', ({ input, expected, unknown }) => {
    const result = assess(input);
    if (!result.ok) throw new Error(JSON.stringify(result.failure));
    const { findings, unread } = result.value.assessment;
    const found = findings.filter((one) => one.code === code);
    if (unknown !== undefined && expected === null) {
      const { unread: source, unreadable = [] } = unknown;
      // Not reported, and not reported as none: one of the two names the gap.
      expect(source !== undefined || unreadable.length > 0).toBe(true);
      if (source !== undefined) expect(unread.map((one) => one.source)).toContain(source);
      const named = findings.find((one) => one.code === 'DATA-UNREADABLE')?.subjects ?? [];
      expect(named.map((one) => one.id)).toEqual(expect.arrayContaining([...unreadable]));
    }
    if (expected === null) {
      expect(found).toEqual([]);
      return;
    }
    expect(found).toHaveLength(1);
    const finding = found[0]!;
    expect(finding.severity).toBe(expected.severity);
    if (expected.count !== undefined) expect(finding.count).toBe(expected.count);
    if (expected.subjects !== undefined) {
      expect(finding.subjects.map((one) => one.id)).toEqual(expected.subjects);
      expect(finding.count).toBe(expected.subjects.length);
    }
  });
});
