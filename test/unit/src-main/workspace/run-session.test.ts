import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { sessionOf } from '../../../../src-main/workspace/run-session';
import { Planning } from '../../../../src-main/workspace/planning';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';

const signedIn = { isCapture: false, tenantId: 't', failure: null };

describe('the session of a workspace', () => {
  it('is offline while nobody is signed in; a capture knows no network', () => {
    expect(sessionOf(signedIn)).toEqual({ isOffline: false, tokenTenantId: 't' });
    expect(sessionOf({ ...signedIn, tenantId: null })).toEqual({ isOffline: true });
    const capture = { isCapture: true, tenantId: null, failure: null };
    expect(sessionOf(capture)).toEqual({ isOffline: false });
  });

  it('tells missing consent, and no other failed sign-in', () => {
    const failed = { ...signedIn, tenantId: null, failure: 'auth/consent-missing' } as const;
    expect(sessionOf(failed)).toMatchObject({ isConsentMissing: true });
    expect(sessionOf({ ...failed, failure: 'auth/cancelled' })).toEqual({ isOffline: true });
  });
});

describe('planning with a session', () => {
  const { snapshot, answers, choices } = scenarioSnapshot(readScenario('S02'));
  const planning = () =>
    new Planning({ sha256, appVersion: '0.0.0', now: () => '2026-11-22T12:10:00Z' });
  const codesOf = (desk: Planning, session: Parameters<Planning['assessed']>[0]['session']) => {
    const input = { snapshot, answers, choices, ...(session === undefined ? {} : { session }) };
    const result = desk.assessed(input);
    if (!result.ok) throw new Error(result.failure.code);
    return result.value.assessment.findings.map(({ code }) => code);
  };

  it('says an offline view among the findings, and judges anew once signed in', () => {
    const desk = planning();
    expect(codesOf(desk, { isOffline: true })).toContain('NO-NETWORK');
    expect(codesOf(desk, { isOffline: false })).not.toContain('NO-NETWORK');
    expect(codesOf(desk, undefined)).not.toContain('NO-NETWORK');
  });

  it('stops at a token of another tenant', () => {
    const wrong = { tokenTenantId: '22222222-2222-4222-8222-222222222222' };
    expect(codesOf(planning(), wrong)).toEqual(['WRONG-TENANT']);
  });

  it('keeps what was read while there was consent, and adds that it is missing now', () => {
    const found = codesOf(planning(), { isOffline: true, isConsentMissing: true });
    expect(found).toContain('TENANT-CONSENT-MISSING');
    expect(found).toContain('PU-MFA-NOT-COVERED');
  });

  it('plans the same whoever is connected', () => {
    const plain = planning().plan({ snapshot, answers, choices });
    const session = { isOffline: true, isConsentMissing: true };
    const offline = planning().plan({ snapshot, answers, choices, session });
    expect(plain.ok).toBe(true);
    expect(offline).toEqual(plain);
  });

  it('without consent and without a reading there is nothing else to say', () => {
    const nothing = { kind: 'unread', reason: { code: 'notAsked' } } as const;
    const result = assess({
      snapshot: { ...snapshot, users: nothing },
      answers: null,
      choices,
      asOf: snapshot.takenAt,
      session: { isConsentMissing: true },
    });
    expect(result.ok && result.value.assessment.findings.map(({ code }) => code)).toEqual([
      'TENANT-CONSENT-MISSING',
    ]);
  });
});
