import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import { noChoices } from '../../../../shared/tenant/choice';
import type { Answers } from '../../../../shared/tenant/answer';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { countReportOnly } from '../../../../src-main/workspace/report-only';
import { buildTodayView } from '../../../../src-main/workspace/today-view';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

function today(
  name: string,
  change = (snapshot: Snapshot): Snapshot => snapshot,
  more: Partial<Answers> = {},
) {
  const { snapshot: whole, answers: entered, asOf } = scenarioSnapshot(readScenario(name));
  const answers = { ...entered, ...more };
  const snapshot = change(whole);
  const input = { snapshot, answers, choices: noChoices };
  const assessed = assess({ ...input, asOf });
  if (!assessed.ok) throw new Error(assessed.failure.code);
  return buildTodayView({
    ...assessed.value,
    ...{ snapshot, answers },
    reportOnly: countReportOnly(input, assessed.value),
  });
}

describe('the Today screen', () => {
  it('counts people first and other accounts apart', () => {
    const view = today('S02');
    expect(view.february).toMatchObject({
      date: '2027-02-01',
      people: 6,
      others: 1,
      isPast: false,
    });
    expect(view.july).toMatchObject({ date: '2027-07-01', people: 1 });
    expect(view.disabledLeftOut).toBe(2);
    expect(view.lowerBound).toBe(false);
  });

  it('says who can register a replacement: Authenticator and passkeys are open to all here', () => {
    const { february } = today('S02');
    expect(february.reachable + february.unreachable).toBe(february.people);
    expect(february.unreachable).toBe(0);
  });

  it('takes users that could not be read for unknown, never for nobody', () => {
    const view = today('S02', (snapshot) => ({
      ...snapshot,
      users: { kind: 'unread', reason: { code: 'malformed' } },
    }));
    expect([view.february.people, view.july.people, view.notAssessed]).toEqual([null, null, null]);
    const { perUser, conditionalAccess, reportOnly, nothing, unknown } = view.asksForMfa;
    expect([perUser, conditionalAccess, reportOnly, nothing, unknown]).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  it.each([
    [true, null, 'set'],
    [false, true, 'notSet'],
    [null, true, 'set'],
    [null, false, 'notSet'],
    [null, null, 'unknown'],
    ['unread', true, 'set'],
    ['unread', null, 'unknown'],
  ] as const)('opt-out: Graph says %s, a person %s', (read, passkeyOptOut, expected) => {
    const change = (snapshot: Snapshot): Snapshot => {
      const policy = snapshot.authenticationMethodsPolicy;
      if (policy.kind === 'unread') throw new Error('the policy is read');
      const optOutSettings = { passkeyDynamicMigration: read === 'unread' ? null : read };
      return {
        ...snapshot,
        authenticationMethodsPolicy:
          read === 'unread'
            ? { kind: 'unread', reason: { code: 'refused' } }
            : { kind: 'read', value: { ...policy.value, optOutSettings } },
      };
    };
    expect(today('S02', change, { passkeyOptOut }).optOut).toBe(expected);
  });

  it('counts nobody for report-only policies that could not be read', () => {
    const view = today('S02', (snapshot) => ({
      ...snapshot,
      conditionalAccess: { kind: 'unread', reason: { code: 'refused' } },
    }));
    expect(view.asksForMfa.reportOnly).toBeNull();
    expect(view.asksForMfa.mayGrow).toEqual({
      ...{ perUser: false, conditionalAccess: true, reportOnly: true, nothing: true },
    });
  });

  it('says which counts may grow while the per-user state of somebody is unknown', () => {
    const view = today('S02', (snapshot) => {
      const { perUserMfa } = snapshot;
      if (perUserMfa.kind !== 'read') throw new Error('S02 reads it');
      const [first = ''] = Object.keys(perUserMfa.value.states);
      const states = { ...perUserMfa.value.states, [first]: 'unknown' as const };
      return { ...snapshot, perUserMfa: { kind: 'read', value: { ...perUserMfa.value, states } } };
    });
    expect(view.asksForMfa.unknown).toBe(1);
    expect(view.asksForMfa.mayGrow).toEqual({
      ...{ perUser: true, conditionalAccess: false, reportOnly: false, nothing: true },
    });
  });

  it('says apart of whom it is not known what they may register', () => {
    const view = today('S02', (snapshot) => ({
      ...snapshot,
      authenticationMethodsPolicy: { kind: 'unread', reason: { code: 'malformed' } },
    }));
    const { people, reachable, unreachable, undecided } = view.february;
    expect({ people, reachable, unreachable, undecided }).toEqual({
      ...{ people: 6, reachable: 0, unreachable: 0, undecided: 6 },
    });
  });

  it('never counts report-only policies as what asks for MFA', () => {
    const { asksForMfa } = today('S02');
    expect(asksForMfa).toMatchObject({
      securityDefaults: 'off',
      perUser: 19,
      conditionalAccess: 0,
      reportOnly: 19,
      nothing: 22,
      unknown: 0,
      mayGrow: { perUser: false, conditionalAccess: false, reportOnly: false, nothing: false },
    });
  });

  it('draws every person once in the chart', () => {
    const { sankey } = today('S02');
    expect(sankey.links.reduce((sum, link) => sum + link.count, 0)).toBe(41);
    const ids = new Set(sankey.nodes.map((node) => node.id));
    expect(sankey.links.every((link) => ids.has(link.from) && ids.has(link.to))).toBe(true);
  });

  it('lets security defaults ask everybody in a tenant without P1', () => {
    const view = today('S01');
    expect(view.asksForMfa).toMatchObject({ securityDefaults: 'on', nothing: 0, perUser: 0 });
    expect(view.recommendation).toBe('keepSecurityDefaults');
    expect(view.migrationState).toBe('migrationInProgress');
  });
});
