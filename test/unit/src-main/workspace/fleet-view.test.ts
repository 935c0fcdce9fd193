import { expect, test } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { FleetStage } from '../../../../shared/ipc/fleet-contract';
import { fleetView, type FleetGround } from '../../../../src-main/workspace/fleet-view';
import type { WorkspaceMeta } from '../../../../src-main/workspace/workspace-meta';
import { aMeta, someFacts } from '../../../fixtures/fake-fleet';

const now = Date.parse('2026-12-01T12:00:00Z');

function viewOf(plans: readonly WorkspaceMeta[], more: Partial<FleetGround> = {}) {
  return fleetView({
    ...{ plans, now, run: null, reports: null, stages: new Map<string, FleetStage>() },
    nameOf: ({ tenant }) => ({ name: tenant?.name ?? '', domain: tenant?.domain ?? '' }),
    hasSignIn: () => true,
    isRunning: () => false,
    ...more,
  });
}

const namesOf = (view: ReturnType<typeof viewOf>): string[] => view.rows.map(({ name }) => name);

test('the most urgent tenant comes first: wrong, failed, unknown, phones of administrators, risk', () => {
  const failed = (code: 'auth/tenant-mismatch' | 'graph/network'): FleetStage => ({
    ...{ stage: 'failed', percent: 0, users: 0, failure: { ...failure(code) } },
  });
  const view = viewOf(
    [
      aMeta(1, { facts: { ...someFacts, february: 1, july: 0 } }),
      aMeta(2, { facts: { ...someFacts, february: 90 } }),
      aMeta(3, { facts: { ...someFacts, february: 0, hasPhoneOnlyAdmins: true } }),
      aMeta(4, { facts: null, readAt: null }),
      aMeta(5, { facts: { ...someFacts, february: null, july: null, unassessed: null } }),
      aMeta(6),
      aMeta(7),
    ],
    {
      stages: new Map([
        [aMeta(6).id, failed('graph/network')],
        [aMeta(7).id, failed('auth/tenant-mismatch')],
      ]),
    },
  );
  const order = [7, 6, 4, 5, 3, 2, 1].map((n) => `Tenant ${n}`);
  expect(namesOf(view)).toEqual(order);
});

test('a tenant of a cloud without dates is at no risk of a date, and not unknown', () => {
  const facts = { ...someFacts, february: null, july: null };
  const view = viewOf([
    aMeta(1, { cloud: 'china', nextDate: null, facts }),
    aMeta(2, { facts: { ...someFacts, february: 1, july: 0 } }),
  ]);
  expect(namesOf(view)).toEqual(['Tenant 2', 'Tenant 1']);
  expect(view.totals).toMatchObject({ february: 1, july: 0, isAtLeast: false });
});

test('tenants that are not assessed are counted, and add nothing', () => {
  const view = viewOf([
    aMeta(1),
    aMeta(2, { isRiskAtLeast: true }),
    aMeta(3, { facts: null, readAt: null }),
    // Read by a version that kept no facts: nothing is known of it, whatever it kept.
    aMeta(4, { facts: null }),
  ]);
  expect(view.totals).toEqual({
    ...{ of: 'real', tenants: 4, assessed: 2, february: 24, july: 4, unassessed: 2 },
    isAtLeast: true,
  });
  expect(viewOf([aMeta(3, { facts: null })]).totals).toMatchObject({ february: null, july: null });
});

test('where users could not be read the sums say at least', () => {
  const unknown = { ...someFacts, february: null, july: null, unassessed: null };
  const view = viewOf([aMeta(1), aMeta(2, { facts: unknown })]);
  expect(view.totals).toMatchObject({ assessed: 2, february: 12, isAtLeast: true });
});

test('practice tenants stand apart from real ones, and count where there are no others', () => {
  const practice = aMeta(1, { source: 'practice', scenario: 'S02' });
  expect(viewOf([practice, aMeta(2)]).totals).toMatchObject({ of: 'real', tenants: 1 });
  expect(viewOf([practice]).totals).toMatchObject({ of: 'practice', tenants: 1, february: 12 });
  // The same tenant id in practice is another tenant.
  expect(viewOf([practice, aMeta(1)]).rows).toHaveLength(2);
});

test('of several plans of a tenant the newest reading speaks; a plan file speaks of none', () => {
  const [older, newer] = [aMeta(1), aMeta(2, { tenant: aMeta(1).tenant })];
  const view = viewOf([
    { ...older, readAt: '2026-11-01T00:00:00Z' },
    { ...newer, readAt: '2026-11-29T00:00:00Z' },
    aMeta(3, { source: 'plan' }),
  ]);
  expect(view.rows).toHaveLength(1);
  expect(view.rows[0]).toMatchObject({ id: newer.id, plans: 2, isOld: false });
  expect(viewOf([{ ...older, readAt: '2026-11-01T00:00:00Z' }]).rows[0]?.isOld).toBe(true);
});

test('what reading takes: nothing, a sign-in, or a person who confirms the tenant', () => {
  const needs = (meta: WorkspaceMeta, hasSignIn = true) =>
    viewOf([meta], { hasSignIn: () => hasSignIn }).rows[0]?.needs;
  expect(needs(aMeta(1))).toBe('nothing');
  expect(needs(aMeta(1), false)).toBe('signIn');
  expect(needs(aMeta(1, { isConfirmed: false }))).toBe('person');
  expect(needs(aMeta(1, { tenant: null }))).toBe('person');
  expect(needs(aMeta(1, { source: 'capture', isConfirmed: true }), false)).toBe('nothing');
});
