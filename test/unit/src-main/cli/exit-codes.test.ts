import { describe, expect, it } from 'vitest';
import type { Finding, Unread } from '../../../../shared/assess/assessment';
import { failure, failureCodes, type FailureCode } from '../../../../shared/diagnostic';
import { exitCodeOf, exitCodeOfReading } from '../../../../src-main/cli/exit-codes';

/** By hand from the contract: every code that is not bad input or usage (2). */
const expected: Partial<Record<FailureCode, number>> = {
  'plan/nothing-to-do': 0,
  'internal/bug': 1,
  'store/halted': 1,
  'plan/stale': 4,
  'step/drift': 4,
  'step/moved-since': 4,
  'auth/token-ending': 3,
  'plan/not-approved': 3,
  'plan/second-approval': 3,
  'plan/same-approver': 3,
  'plan/second-not-administrator': 3,
  'plan/snapshot-incomplete': 3,
  'store/locked': 3,
  'graph/read-only-source': 3,
  'guardrail/emergency-access': 3,
  'guardrail/operator': 3,
  'guardrail/evaluators-disagree': 3,
  'guardrail/blocker-open': 3,
  'guardrail/no-cover': 3,
  'guardrail/size': 3,
  'guardrail/last-method': 3,
  'guardrail/choice-without-licence': 3,
  'guardrail/choice-two-askers': 3,
  'guardrail/choice-exemption': 3,
  'guardrail/choice-last-method': 3,
  'guardrail/rehearsal': 3,
  'guardrail/refused': 3,
  'step/outcome-unknown': 3,
  'step/put-off': 3,
  'step/settling': 3,
  'step/refused': 3,
  'step/needs-person': 3,
  'step/not-there-yet': 3,
  'step/partly-there': 3,
  'step/gate-not-met': 3,
  'step/soak-not-over': 3,
  'step/await-auth': 3,
  'step/switch-taken-back': 3,
  'step/switch-open': 3,
  'step/hand-over-taken-back': 3,
  'step/hand-over-open': 3,
  'step/hand-over-others': 3,
  'step/outside-window': 3,
  'step/cancelled': 3,
};

describe('exit codes', () => {
  it.each(failureCodes)('%s', (code) => {
    expect(exitCodeOf(failure(code))).toBe(expected[code] ?? 2);
  });

  it('is 5 while a person is not read, though every source is', () => {
    const found = (code: 'DATA-UNREADABLE' | 'NO-METHOD'): Finding => ({
      ...{ code, severity: 'high', count: 1 },
      subjects: [{ kind: 'user', id: 'u', name: 'u' }],
    });
    const codeOf = (...findings: readonly Finding[]) => exitCodeOfReading({ unread: [], findings });
    expect(codeOf(found('DATA-UNREADABLE'))).toBe(5);
    expect(codeOf(found('NO-METHOD'))).toBe(0);
  });

  it('is 3 in the wrong tenant, and 5 without consent', () => {
    const found = (code: 'WRONG-TENANT' | 'TENANT-CONSENT-MISSING'): Finding => ({
      ...{ code, severity: 'high', count: 1 },
      subjects: [{ kind: 'tenant', id: 't', name: 't' }],
    });
    const codeOf = (finding: Finding) => exitCodeOfReading({ unread: [], findings: [finding] });
    expect(codeOf(found('WRONG-TENANT'))).toBe(3);
    expect(codeOf(found('TENANT-CONSENT-MISSING'))).toBe(5);
  });

  it('is 5 only when something that should be readable was not', () => {
    const codeOf = (...unread: readonly Unread[]) => exitCodeOfReading({ unread, findings: [] });
    expect(codeOf()).toBe(0);
    expect(codeOf({ source: 'registration', reason: 'notLicensed' })).toBe(0);
    expect(codeOf({ source: 'signInActivity', reason: 'notLicensed' })).toBe(0);
    expect(codeOf({ source: 'answers.sspr.scope', reason: 'notAnswered' })).toBe(0);
    // What takes no licence cannot lack one.
    for (const source of ['conditionalAccess', 'roles'] as const) {
      expect(codeOf({ source, reason: 'notLicensed' })).toBe(5);
    }
    const reasons = ['refused', 'notAccepted', 'notCaptured', 'malformed', 'throttled'] as const;
    for (const reason of [...reasons, 'network' as const]) {
      expect(codeOf({ source: 'users', reason })).toBe(5);
    }
  });
});
