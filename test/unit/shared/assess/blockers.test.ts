import { describe, expect, test } from 'vitest';
import type { Finding, Severity, Unread } from '../../../../shared/assess/assessment';
import { refusedByOpenAnswers, refusedPurposes } from '../../../../shared/assess/blockers';
import { choiceForFinding } from '../../../../shared/assess/choice-for-finding';
import { findingCodes, type FindingCode } from '../../../../shared/assess/finding-codes';
import { purposes } from '../../../../shared/plan/purpose';
import { cases } from './cases/all-cases';

function aFinding(code: FindingCode, severity: Severity, ids: readonly string[] = ['u1']): Finding {
  const subjects = ids.map((id) => ({ kind: 'user' as const, id, name: id }));
  return { code, severity, count: subjects.length, subjects };
}

describe('what a blocker refuses', () => {
  const ringSteps = [
    'caEnforce',
    'clearPerUser',
    'phoneMethodsOff',
    'securityDefaultsOn',
    'setComplete',
    'switchToConditionalAccess',
  ];
  test.each<[FindingCode, readonly string[], boolean, string]>([
    ['AMP-WOULD-STRAND', ['setComplete'], false, 'none'],
    ['PU-MFA-NOT-COVERED', ['clearPerUser'], true, 'none'],
    ['ADMIN-PHONE-ONLY', ['phoneMethodsOff'], false, 'afterRing0'],
    ['DEST-UNREACHABLE', ['phoneMethodsOff'], false, 'ofSubjects'],
    ['ROPC-RISK', ['caEnforce', 'clearPerUser'], true, 'none'],
    ['NPS-DEPENDENCY', ['phoneMethodsOff', 'setComplete'], false, 'none'],
    ['NO-TENANT-ENFORCEMENT', ['finish'], false, 'none'],
    ['BG-MISSING', ringSteps, false, 'none'],
    ['BG-NOT-EXCLUDED', ringSteps, false, 'none'],
    ['WRONG-TENANT', [...purposes].sort(), false, 'none'],
  ])('%s', (code, refused, subjectsOnly, rings) => {
    const refusal = refusedPurposes(aFinding(code, 'blocker'));
    expect([...refusal.purposes].sort()).toEqual(refused);
    expect(refusal).toMatchObject({ subjectsOnly, rings });
  });

  test('an operator at risk may only make the tenant and the operator safe', () => {
    const { purposes: refused } = refusedPurposes(aFinding('OPERATOR-AT-RISK', 'blocker'));
    expect(purposes.filter((one) => !refused.includes(one)).sort()).toEqual([
      'emergencyAccess',
      'enableMethods',
      'secureOperator',
      'setInProgress',
    ]);
  });

  test('a finding that is no blocker refuses nothing, partial cover refuses by R10', () => {
    expect(refusedPurposes(aFinding('BG-MISSING', 'high')).purposes).toEqual([]);
    expect(refusedPurposes(aFinding('PHONE-ONLY-FEB27', 'high')).purposes).toEqual([]);
    expect(refusedPurposes(aFinding('CA-REPORT-ONLY-OR-PARTIAL', 'high'))).toMatchObject({
      purposes: ['clearPerUser'],
      subjectsOnly: true,
    });
  });

  test('NPS users that nobody knows refuse what NPS-DEPENDENCY refuses', () => {
    const open = { source: 'answers.infrastructure.npsExtension.users', reason: 'notAnswered' };
    expect(refusedByOpenAnswers([open as Unread])).toEqual([
      { code: 'NPS-DEPENDENCY', purposes: ['setComplete', 'phoneMethodsOff'] },
    ]);
    expect(refusedByOpenAnswers([{ source: 'signIns', reason: 'refused' }])).toEqual([]);
  });

  test.each([
    ['accounts.emergencyAccess', 'BG-MISSING', 'clearPerUser'],
    ['accounts.ropcAccounts', 'ROPC-RISK', 'caEnforce'],
    ['accounts.serviceAccounts', 'SERVICE-ACCOUNT-USER-MFA', 'clearPerUser'],
  ])('%s in a group nobody read refuses what %s refuses', (path, code, purpose) => {
    const source = `answers.${path}` as const;
    const refused = refusedByOpenAnswers([{ source, reason: 'notAsked' }]);
    expect(refused.map((one) => one.code)).toEqual([code]);
    expect(refused[0]?.purposes).toContain(purpose);
    expect(refusedByOpenAnswers([{ source, reason: 'notAnswered' }])).toEqual([]);
  });

  test('every code that can block refuses something', () => {
    const blocking = new Set(
      cases.filter((one) => one.expected?.severity === 'blocker').map((one) => one.code),
    );
    expect(blocking.size).toBeGreaterThan(20);
    for (const code of blocking) {
      const { purposes: refused } = refusedPurposes(aFinding(code, 'blocker'));
      expect(refused.length, code).toBeGreaterThan(0);
    }
  });
});

describe('choices', () => {
  test.each<[FindingCode, string, boolean]>([
    ['SSPR-MFA-MISMATCH', 'methods', true],
    ['OFFICE-PHONE', 'officePhone', false],
    ['SD-WITH-P1', 'enforcement', false],
    ['LICENCE-SHORTFALL', 'licences', false],
    ['CA-LOCATION-GAP', 'locationParity', false],
    ['ADFS-MFA-BEHAVIOUR', 'federation', true],
    ['TRUSTED-IP-DECISION', 'trustedIps', true],
    ['REMEMBER-MFA-DECISION', 'rememberMfa', false],
    ['FRONTLINE-NO-PHONE', 'frontline', true],
    ['TELECOM-PROVIDER-CANDIDATE', 'telephony', true],
  ])('%s waits for %s', (code, field, perSubject) => {
    const choice = choiceForFinding(aFinding(code, 'decision'));
    expect(choice).toMatchObject({ field, perSubject });
    expect(choice?.options.length).toBeGreaterThan(1);
  });

  test('a location gap that is no decision, and other findings, wait for none', () => {
    expect(choiceForFinding(aFinding('CA-LOCATION-GAP', 'high'))).toBeNull();
    const waiting = findingCodes.filter((code) => choiceForFinding(aFinding(code, 'decision')));
    expect(waiting).toHaveLength(11);
  });
});
