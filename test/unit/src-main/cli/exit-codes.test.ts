import { describe, expect, it } from 'vitest';
import { failure, failureCodes, type FailureCode } from '../../../../shared/diagnostic';
import { exitCodeOf, exitCodeOfUnread } from '../../../../src-main/cli/exit-codes';

/** By hand from the contract: every code that is not bad input or usage (2). */
const expected: Partial<Record<FailureCode, number>> = {
  'plan/nothing-to-do': 0,
  'internal/bug': 1,
  'store/halted': 1,
  'plan/stale': 4,
  'step/drift': 4,
  'plan/not-approved': 3,
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
  'guardrail/refused': 3,
  'step/outcome-unknown': 3,
  'step/refused': 3,
  'step/needs-person': 3,
  'step/gate-not-met': 3,
  'step/soak-not-over': 3,
  'step/await-auth': 3,
  'step/cancelled': 3,
};

describe('exit codes', () => {
  it.each(failureCodes)('%s', (code) => {
    expect(exitCodeOf(failure(code))).toBe(expected[code] ?? 2);
  });

  it('is 5 only when something that should be readable was not', () => {
    expect(exitCodeOfUnread([])).toBe(0);
    expect(exitCodeOfUnread([{ source: 'registration', reason: 'notLicensed' }])).toBe(0);
    expect(exitCodeOfUnread([{ source: 'answers.sspr.scope', reason: 'notAnswered' }])).toBe(0);
    for (const reason of ['refused', 'notCaptured', 'malformed', 'throttled', 'network'] as const) {
      expect(exitCodeOfUnread([{ source: 'users', reason }])).toBe(5);
    }
  });
});
