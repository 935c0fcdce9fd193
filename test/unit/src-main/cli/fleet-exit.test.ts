import { expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { FleetTenant } from '../../../../shared/fleet/fleet';
import { exitCodeOfFleet } from '../../../../src-main/cli/fleet-exit';
import { anInput } from '../../../fixtures/a-snapshot';

const assessed = assess(anInput());
if (!assessed.ok) throw new Error(assessed.failure.code);
const base = { ...assessed.value.assessment, unread: [], findings: [] };
const one = (fields: Partial<FleetTenant>): FleetTenant => ({
  ...{ name: 'A', tenantId: 'a', state: 'assessed', assessment: base },
  ...fields,
});
const unread = [{ source: 'users', reason: 'refused' }] as const;

it.each<[string, readonly FleetTenant[], number]>([
  ['every tenant is assessed', [one({}), one({ stale: ['age'] })], 0],
  [
    'one is not',
    [one({}), { name: 'B', tenantId: 'b', state: 'notAssessed', reason: 'notYet' }],
    5,
  ],
  ['one could not be renewed', [one({ reason: 'graph/network', stale: ['lastRun'] })], 5],
  ['some data of one is missing', [one({}), one({ assessment: { ...base, unread } })], 5],
])('of a fleet where %s', (_, tenants, code) => {
  expect(exitCodeOfFleet(tenants)).toBe(code);
});
