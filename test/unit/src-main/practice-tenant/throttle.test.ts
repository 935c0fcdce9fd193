import { describe, expect, test } from 'vitest';
import { generateScenario } from '../../../../src-main/practice-tenant/generate';
import { populate } from '../../../../src-main/practice-tenant/populate';
import { Throttle, type Charge } from '../../../../src-main/practice-tenant/throttle';
import type { Directory } from '../../../../src-main/practice-tenant/directory';

const noon = '2026-11-22T12:00:00Z';

function tenantOf(users: number): { directory: Directory; throttle: Throttle } {
  const { input } = generateScenario({ users, seed: 1 });
  if (input.kind !== 'tenant') throw new Error('no tenant');
  const directory = populate(input, { asOf: noon, startAt: noon, lagMs: 0 });
  // Still: only the test moves the time.
  let now = Date.parse(noon);
  directory.clock.now = () => now;
  directory.clock.advance = (ms) => void (now += ms);
  return { directory, throttle: new Throttle(directory) };
}

const read = (units: number): Charge => ({
  ...{ bucket: 'identity', units, isWrite: false, readsSignInActivity: false },
});
const write: Charge = { ...read(1), isWrite: true };
const of = (bucket: Charge['bucket']): Charge => ({ ...read(1), bucket });
const activity: Charge = { ...read(1), readsSignInActivity: true };

/** How many of these pass before the first refusal. */
function passing(throttle: Throttle, charge: Charge): number {
  for (let count = 0; ; count++) if (throttle.charge(charge).refusal !== undefined) return count;
}

describe('published limits', () => {
  test.each([
    [49, 3_500],
    [50, 5_000],
    [500, 5_000],
    [501, 8_000],
  ])('%i accounts: %i units in ten seconds', (users, quota) => {
    const { throttle, directory } = tenantOf(users);
    expect(passing(throttle, read(100))).toBe(quota / 100);
    directory.clock.advance(1_000);
    expect(passing(throttle, read(quota / 100))).toBe(10);
  });

  test.each<[string, Charge, number, number]>([
    ['writes', write, 3_000, 50],
    ['reports', of('reports'), 5, 2_000],
    ['Conditional Access', of('conditionalAccess'), 1, 1_000],
    ['signInActivity', activity, 10, 6_000],
  ])('%s: as many at once, then one each time', (_, charge, quota, everyMs) => {
    const { throttle, directory } = tenantOf(1_000);
    expect(passing(throttle, charge)).toBe(quota);
    directory.clock.advance(everyMs * 3);
    expect(passing(throttle, charge)).toBe(Math.min(3, quota));
  });

  test('nobody gets more than published, however often they ask', () => {
    const { throttle, directory } = tenantOf(1_000);
    let passed = 0;
    for (let n = 0; n < 1_000; n++) {
      if (throttle.charge(of('conditionalAccess')).refusal === undefined) passed++;
      directory.clock.advance(101);
    }
    expect(passed).toBeLessThanOrEqual(101);
  });

  test('how long to wait; Conditional Access does not say', () => {
    const { throttle, directory } = tenantOf(1_000);
    const after = (charge: Charge): string | undefined => {
      passing(throttle, charge);
      return throttle.charge(charge).refusal?.headers?.['Retry-After'];
    };
    expect(after(of('reports'))).toBe('2');
    directory.clock.advance(1_249);
    expect(after(of('reports'))).toBe('1');
    expect(after({ ...of('reports'), inBatch: true })).toBe('0.751');
    passing(throttle, of('conditionalAccess'));
    expect(throttle.charge(of('conditionalAccess')).refusal?.headers).toEqual({});
  });

  test('a part of a batch and an identity read are told fractions', () => {
    const { throttle } = tenantOf(1_000);
    passing(throttle, read(1_000));
    expect(throttle.charge(read(999)).refusal?.headers).toMatchObject({ 'Retry-After': '1.249' });
  });

  test('refusals name the bucket, answers what they cost and how full it is', () => {
    const { throttle } = tenantOf(1_000);
    expect(throttle.charge(read(3))).toEqual({ headers: { 'x-ms-resource-unit': '3' } });
    throttle.charge(read(6_997));
    expect(throttle.charge(read(1))).toMatchObject({
      headers: { 'x-ms-throttle-limit-percentage': '0.88' },
    });
    const refused = throttle.charge(read(5_000)).refusal;
    expect(refused?.headers).toMatchObject({
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    });
    expect(refused?.headers?.['x-ms-throttle-scope']).toContain('Tenant_Application/ReadWrite/');
    expect(refused?.headers?.['x-ms-throttle-limit-percentage']).toBe('1.50');
  });
});
