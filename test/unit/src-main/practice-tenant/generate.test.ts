import { expect, test } from 'vitest';
import { generateScenario, growScenario } from '../../../../src-main/practice-tenant/generate';
import { populate } from '../../../../src-main/practice-tenant/populate';
import { loadBuiltInScenario, parseScenario } from '../../../../src-main/practice-tenant/scenario';
import type { Directory } from '../../../../src-main/practice-tenant/directory';

const noon = '2026-11-22T12:00:00Z';

function tenantOf(scenario: ReturnType<typeof generateScenario>): Directory {
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  return populate(scenario.input, { asOf: noon, startAt: noon, lagMs: 0 });
}

test.each([3, 10, 57, 1000])('%i accounts are that many, and a scenario that parses', (users) => {
  const scenario = generateScenario({ users, seed: 7 });
  const parsed = parseScenario(JSON.stringify(scenario));
  expect(parsed.ok ? [] : parsed.errors).toEqual([]);
  const directory = tenantOf(scenario);
  expect(directory.users).toHaveLength(users);
  expect(new Set(directory.users.map((user) => user.upn.toLowerCase())).size).toBe(users);
  expect(new Set(directory.users.map((user) => user.id)).size).toBe(users);
});

test('same size and seed, same tenant; another seed, another', () => {
  expect(generateScenario({ users: 50, seed: 1 })).toEqual(
    generateScenario({ users: 50, seed: 1 }),
  );
  const domain = (seed: number): string => {
    const { input } = generateScenario({ users: 50, seed });
    return input.kind === 'tenant' ? input.tenant.domain : '';
  };
  expect(domain(1)).not.toBe(domain(2));
});

test('a mixed tenant: two languages, accents, departments, groups, states, guests, admins', () => {
  const { users, groups, roles } = tenantOf(generateScenario({ users: 1000, seed: 1 }));
  const names = users.map((user) => JSON.stringify(user.resource['displayName']));
  expect(names.filter((name) => /\p{Script=Han}/u.test(name)).length).toBeGreaterThan(100);
  expect(names.some((name) => /[éöüłñ]/.test(name))).toBe(true);
  expect(new Set(users.map((user) => user.resource['department'])).size).toBeGreaterThan(5);
  expect(new Set(users.map((user) => user.perUserMfa))).toEqual(
    new Set(['disabled', 'enabled', 'enforced', null]),
  );
  expect(groups.truths().length).toBeGreaterThan(3);
  expect(roles).toHaveLength(3);
});

test('20,000 accounts open in less than two seconds of work', () => {
  const before = process.cpuUsage();
  const directory = tenantOf(generateScenario({ users: 20_000, seed: 1 }));
  const { user, system } = process.cpuUsage(before);
  expect(directory.users).toHaveLength(20_000);
  expect((user + system) / 1000).toBeLessThan(2000);
});

test('a scenario grows to a size, never shrinks', () => {
  const bakery = loadBuiltInScenario('S01');
  expect(tenantOf(growScenario(bakery, 100)).users).toHaveLength(100);
  expect(growScenario(bakery, 5)).toBe(bakery);
});
