import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../shared/json';
import type { Person } from '../../../../shared/assess/people';
import type { Step } from '../../../../shared/plan/step';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { ownPolicies, reportOnlyPeople } from '../../../../src-main/rollout/report-only-policies';
import { aPolicy } from '../../../fixtures/graph-objects';
import { aSnapshot } from '../../../fixtures/a-snapshot';
import {
  answered,
  captureOf,
  readCapture,
  type RecordedAnswer,
} from '../../../fixtures/read-capture';

const path = '/beta/auditLogs/signIns';
const policyPath = '/v1.0/identity/conditionalAccess/policies';

const row = (number: number, change: Record<string, Json> = {}): Json => ({
  id: `sign-in-${number}`,
  userId: `00000000-0000-4000-8000-${String(number % 7).padStart(12, '0')}`,
  createdDateTime: new Date(Date.parse('2026-11-22T11:00:00Z') - number * 60_000).toISOString(),
  ...{
    appId: 'app',
    appDisplayName: 'Mail',
    clientAppUsed: 'IMAP4',
    authenticationProtocol: 'none',
  },
  status: { errorCode: 0 },
  appliedConditionalAccessPolicies: [{ id: 'P1', result: 'reportOnlyFailure' }],
  ...change,
});

const lists = (side: string): Record<string, Json> => ({
  ...{ [`${side}Users`]: [], [`${side}Groups`]: [], [`${side}Roles`]: [] },
});
const reporting: Json = {
  ...{ id: 'P1', displayName: 'Trial', state: 'enabledForReportingButNotEnforced' },
  conditions: {
    users: { ...lists('include'), ...lists('exclude'), includeUsers: ['All'] },
    applications: {
      ...{ includeApplications: ['All'], excludeApplications: [], includeUserActions: [] },
    },
    ...{ clientAppTypes: ['all'], signInRiskLevels: [], platforms: null, locations: null },
  },
  grantControls: {
    ...{ operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [] },
    termsOfUse: [],
  },
};

/** A log of so many pages of two sign-ins, and one policy that only reports. */
function log(pages: number, change: Record<string, Json> = {}): readonly RecordedAnswer[] {
  const links = Array.from({ length: pages }, (_, at) => {
    const url = at === 0 ? path : `${path}?$skiptoken=${at}`;
    const value = [row(at * 2, change), row(at * 2 + 1, change)];
    const next = `https://graph.microsoft.com${path}?$skiptoken=${at + 1}`;
    return answered(url, at + 1 === pages ? { value } : { value, '@odata.nextLink': next });
  });
  return [...links, answered(policyPath, { value: [reporting] })];
}

const take = (answers: readonly RecordedAnswer[]): Promise<Snapshot> =>
  readCapture(captureOf(answers));
const unread = (code: string) => ({ kind: 'unread', reason: { code } });

describe('lists of sign-ins', () => {
  test('are read to the end where that is near', async () => {
    const { legacySignIns, reportOnlySignIns } = await take(log(20));
    if (legacySignIns?.kind !== 'read' || reportOnlySignIns?.kind !== 'read')
      throw new Error('unread');
    expect([legacySignIns.value.cutAt, reportOnlySignIns.value.cutAt]).toEqual([null, null]);
    expect(legacySignIns.value.rows.reduce((sum, one) => sum + one.count, 0)).toBe(40);
    expect(reportOnlySignIns.value.rows.map((one) => [one.policyId, one.failures])).toEqual(
      [6, 6, 6, 6, 6, 5, 5].map((failures) => ['p1', failures]),
    );
  });

  test('are left after twenty pages, which is said', async () => {
    const snapshot = await take(log(21));
    const { legacySignIns, reportOnlySignIns } = snapshot;
    if (legacySignIns?.kind !== 'read' || reportOnlySignIns?.kind !== 'read')
      throw new Error('unread');
    const oldest = new Date(Date.parse('2026-11-22T11:00:00Z') - 39 * 60_000).toISOString();
    expect([legacySignIns.value.cutAt, reportOnlySignIns.value.cutAt]).toEqual([oldest, oldest]);
  });

  test.each<[string, Record<string, Json>]>([
    ['a failed sign-in', { status: { errorCode: 50126 } }],
    ['a modern client', { clientAppUsed: 'Browser' }],
    ['no client', { clientAppUsed: null }],
    ['a sign-in of long ago', { createdDateTime: '2026-10-22T11:59:59Z' }],
  ])('%s is no legacy authentication', async (_what, change) => {
    const { legacySignIns } = await take(log(1, change));
    expect(legacySignIns).toMatchObject({ kind: 'read', value: { rows: [] } });
  });

  test('the same client in other letters is', async () => {
    const { legacySignIns } = await take(log(1, { clientAppUsed: 'MAPI over HTTP' }));
    expect(legacySignIns).toMatchObject({ kind: 'read', value: { rows: [{}, {}] } });
  });

  test.each<[string, Record<string, Json>]>([
    ['no status', { status: null }],
    ['no instant', { createdDateTime: 'today' }],
  ])('%s leaves legacy authentication unread', async (_what, change) => {
    expect((await take(log(1, change))).legacySignIns).toEqual(
      change['createdDateTime'] === undefined ? unread('malformed') : undefined,
    );
  });

  test('results that are not told leave report-only policies unread', async () => {
    const snapshot = await take(log(1, { appliedConditionalAccessPolicies: null }));
    expect(snapshot.reportOnlySignIns).toEqual(unread('malformed'));
    expect(figureOf(snapshot)).toBeNull();
  });

  test('a capture without the log is not asked for parts of it', async () => {
    const snapshot = await take([]);
    expect([snapshot.legacySignIns, snapshot.reportOnlySignIns]).toEqual([undefined, undefined]);
  });
});

const figureOf = (
  snapshot: Snapshot,
  gate: Parameters<typeof reportOnlyPeople>[3] = { figure: 'reportOnlyFailures', atMost: 0 },
  people: readonly Person[] = [],
): number | null => reportOnlyPeople(snapshot, { people }, ['p1'], gate)?.length ?? null;

describe('the figure of a report-only gate', () => {
  interface Window {
    readonly cutAt?: string;
    readonly judged?: Readonly<Record<string, number>>;
    readonly state?: string;
    readonly rows?: readonly (readonly [policyId: string, userId: string, isFailure: boolean])[];
  }
  const seen = ({
    cutAt,
    judged = { p1: 9 },
    state = 'enabledForReportingButNotEnforced',
    rows = [],
  }: Window) =>
    aSnapshot({
      policies: [aPolicy('p1', { state })],
      snapshot: {
        reportOnlySignIns: read({
          ...{ since: '2026-11-15T12:00:00Z', cutAt: cutAt ?? null, judged },
          rows: rows.map(([policyId, userId, isFailure]) => ({
            ...{ policyId, userId, failures: isFailure ? 1 : 0, interruptions: isFailure ? 0 : 1 },
            lastAt: '2026-11-22T11:00:00Z',
          })),
        }),
      },
    });
  const cutAt = '2026-11-22T00:00:00Z';
  const both = [
    ['p1', 'a', true],
    ['p1', 'b', true],
  ] as const;

  test('is known from a whole log, and from a cut one only when it is too high', () => {
    expect(figureOf(seen({}))).toBe(0);
    expect(figureOf(seen({ cutAt }))).toBeNull();
    const gate = { figure: 'reportOnlyFailures', atMost: 1 } as const;
    expect(figureOf(seen({ cutAt, rows: both }), gate)).toBe(2);
  });

  test('is not known where policies were not read', () => {
    const snapshot = { ...seen({}), conditionalAccess: unread('refused') };
    expect(figureOf(snapshot as Snapshot)).toBeNull();
  });

  test('is not known before anybody has signed in, nor from a policy that does not report', () => {
    expect(figureOf(seen({ judged: {} }))).toBeNull();
    expect(figureOf(seen({ state: 'disabled', rows: both }))).toBeNull();
    expect(figureOf(seen({ state: 'enabled', rows: both }))).toBeNull();
  });

  test('counts people of the plan’s own policies alone, each once', () => {
    const rows = [...both, ['p1', 'a', true], ['other', 'c', true], ['p1', 'd', false]] as const;
    expect(figureOf(seen({ rows }))).toBe(2);
  });

  test('counts who is interrupted among those who answer MFA today', () => {
    const person = (id: string, perUserMfa: Person['perUserMfa'], methods: readonly string[]) =>
      ({ id, perUserMfa, methods, enabled: true, hasNoMethod: methods.length === 0 }) as Person;
    const people = [
      person('a', 'enforced', ['microsoftAuthenticatorPush']),
      person('b', 'disabled', ['microsoftAuthenticatorPush']),
      person('c', 'enforced', []),
    ];
    const rows = ['a', 'b', 'c'].map((id) => ['p1', id, false] as const);
    const gate = { figure: 'reportOnlyInterrupted', atMost: 0 } as const;
    expect(figureOf(seen({ rows }), gate, people)).toBe(1);
    expect(figureOf(seen({ rows: both }), gate, people)).toBe(0);
  });

  test('is over the policies the plan made before the gate, and unknown while one has no id', () => {
    const step = (id: string, kind: Step['kind']) => ({ id, kind }) as Step;
    const steps = [step('s01', 'ca.create'), step('s02', 'gate'), step('s03', 'ca.create')];
    const refs = (id: string | null) => ({ created: () => id, evidence: () => null });
    const gate = steps[1] as Step;
    expect(ownPolicies({ steps }, gate, refs('P1'))).toEqual(['p1']);
    expect(ownPolicies({ steps }, gate, refs(null))).toBeNull();
  });
});
