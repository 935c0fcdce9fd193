import { describe, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Assessment, Severity } from '../../../../shared/assess/assessment';
import type { FindingCode } from '../../../../shared/assess/finding-codes';
import type { FleetTenant } from '../../../../shared/fleet/fleet';
import { makeFleet } from '../../../../shared/fleet/make-fleet';
import { triageOf } from '../../../../shared/fleet/triage';
import { anInput } from '../../../fixtures/a-snapshot';

const assessed = assess(anInput());
if (!assessed.ok) throw new Error(assessed.failure.code);
const base = assessed.value.assessment;

const found = (code: FindingCode, severity: Severity = 'high') => ({
  ...{ code, severity, count: 3, subjects: [] },
});

function tenant(name: string, fields: Partial<Assessment>): FleetTenant {
  return { name, tenantId: name, state: 'assessed', assessment: { ...base, ...fields } };
}
const out = (name: string, reason: FleetTenant['reason']): FleetTenant => ({
  ...{ name, tenantId: name, state: 'notAssessed' },
  ...(reason === undefined ? {} : { reason }),
});
const counts = (accounts: number | null, phoneOnlyFeb2027: number | null) => ({
  ...{ ...base.counts, accounts, phoneOnlyFeb2027 },
});

describe('what a fleet comes to', () => {
  const fleet = makeFleet([
    tenant('A', { counts: counts(10, 2), findings: [found('NO-METHOD'), found('BG-MISSING')] }),
    out('B', 'graph/network'),
    tenant('C', { counts: counts(5, null), findings: [found('NO-METHOD', 'blocker')] }),
  ]);

  it('adds assessed tenants only and counts the others beside them', () => {
    const { tenants, assessed: done, notAssessed, accounts, phoneOnlyFeb2027 } = fleet.totals;
    expect([tenants, done, notAssessed]).toEqual([3, 2, 1]);
    expect([accounts, phoneOnlyFeb2027]).toEqual([15, 2]);
  });

  it('knows no count that no tenant has: null, never zero', () => {
    const none = makeFleet([out('B', 'graph/network')]).totals;
    expect([none.accounts, none.phoneOnlyFeb2027, none.people]).toEqual([null, null, null]);
    expect(none.lowerBound).toBe(false);
  });

  it('counts the tenants of a finding, with its worst severity', () => {
    expect(fleet.totals.findings).toEqual([
      { code: 'NO-METHOD', severity: 'blocker', count: 2 },
      { code: 'BG-MISSING', severity: 'high', count: 1 },
    ]);
  });

  it('is a lower bound where one tenant is, or its users were not read', () => {
    const sure = { lowerBound: false, counts: counts(1, 0) };
    expect(makeFleet([tenant('A', sure)]).totals.lowerBound).toBe(false);
    const unsure = tenant('B', { ...sure, lowerBound: true });
    expect(makeFleet([tenant('A', sure), unsure]).totals.lowerBound).toBe(true);
    const unread = tenant('B', { ...sure, counts: counts(null, null) });
    expect(makeFleet([tenant('A', sure), unread]).totals.lowerBound).toBe(true);
  });

  it('keeps tenants as given and counts recommendations', () => {
    expect(fleet.tenants.map(({ name }) => name)).toEqual(['A', 'B', 'C']);
    expect(fleet.totals.recommendations).toEqual({ [base.recommendation.enforcement]: 2 });
  });
});

describe('triage', () => {
  const bound = (enforcement: Assessment['recommendation']['enforcement']) => ({
    recommendation: { enforcement },
  });
  it.each<[string, FleetTenant, string]>([
    ['a token of another tenant', out('x', 'auth/tenant-mismatch'), 'F1'],
    ['no consent', out('x', 'auth/consent-missing'), 'F2'],
    ['no answer', out('x', 'graph/network'), 'F2'],
    [
      'phone',
      tenant('x', { findings: [found('NPS-DEPENDENCY'), found('ADMIN-PHONE-ONLY')] }),
      'F3',
    ],
    ['NPS', tenant('x', { findings: [found('NPS-DEPENDENCY')] }), 'F4'],
    ['defaults', tenant('x', { findings: [], ...bound('turnOnSecurityDefaults') }), 'F5'],
    [
      'defaults of another cloud',
      tenant('x', { findings: [found('CLOUD-NOT-PUBLIC')], ...bound('turnOnSecurityDefaults') }),
      'F5',
    ],
    [
      'another cloud',
      tenant('x', { findings: [found('CLOUD-NOT-PUBLIC')], ...bound('conditionalAccess') }),
      'F9',
    ],
    ['policies', tenant('x', { findings: [], ...bound('decideLicences') }), 'F6'],
    [
      'kept',
      tenant('x', { findings: [found('THROTTLED')], ...bound('keepSecurityDefaults') }),
      'F7',
    ],
    [
      'throttled',
      tenant('x', { findings: [found('THROTTLED')], ...bound('nothingToMigrate') }),
      'F8',
    ],
    ['the rest', tenant('x', { findings: [], ...bound('nothingToMigrate') }), 'F10'],
  ])('%s', (_, one, group) => {
    expect(triageOf(one)).toBe(group);
  });

  it('shows a group’s larger tenants first, then by name', () => {
    const same = { findings: [], ...bound('nothingToMigrate') };
    const fleet = makeFleet([
      tenant('small', { ...same, counts: counts(1, 0) }),
      tenant('b', { ...same, counts: counts(9, 0) }),
      tenant('a', { ...same, counts: counts(9, 0) }),
      out('closed', 'auth/consent-missing'),
    ]);
    expect(fleet.totals.triage).toEqual(['closed', 'a', 'b', 'small']);
  });
});
