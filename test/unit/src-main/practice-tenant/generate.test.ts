import { expect, test } from 'vitest';
import { generateScenario, growTenant } from '../../../../src-main/practice-tenant/generate';
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
  expect(new Set([...directory.users].map((user) => user.upn.toLowerCase())).size).toBe(users);
  expect(new Set([...directory.users].map((user) => user.id)).size).toBe(users);
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
  const { users: accounts, groups, roles } = tenantOf(generateScenario({ users: 1000, seed: 1 }));
  const users = [...accounts];
  const names = users.map((user) => JSON.stringify(user.resource['displayName']));
  expect(names.filter((name) => /\p{Script=Han}/u.test(name)).length).toBeGreaterThan(100);
  expect(names.some((name) => /[éöüłñ]/.test(name))).toBe(true);
  expect(new Set(users.map((user) => user.resource['department'])).size).toBeGreaterThan(5);
  expect(new Set(users.map((user) => user.perUserMfa))).toEqual(
    new Set(['disabled', 'enabled', 'enforced', null]),
  );
  expect(groups.truths().length).toBeGreaterThan(3);
  expect(roles.all()).toHaveLength(3);
});

test('a million accounts open in a second of work and little memory', () => {
  const before = process.cpuUsage();
  const heap = process.memoryUsage().heapUsed;
  const directory = tenantOf(generateScenario({ users: 1_000_000, seed: 1 }));
  const { user, system } = process.cpuUsage(before);
  expect(directory.users).toHaveLength(1_000_000);
  expect((user + system) / 1000).toBeLessThan(1000);
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(32 * 1024 * 1024);
  const last = directory.users.at(999_999);
  expect(last?.upn).toMatch(/^staff\d+@/);
  const staff = directory.groups
    .truths()
    .find((row) => row.resource['displayName'] === 'All staff');
  expect(staff?.members.size).toBeGreaterThan(700_000);
});

test('a scenario grows to a size, never shrinks', () => {
  const bakery = loadBuiltInScenario('S01');
  const { input } = bakery;
  if (input.kind !== 'tenant') throw new Error('S01 is one tenant');
  expect(tenantOf({ ...bakery, input: growTenant(input, 100) }).users).toHaveLength(100);
  expect(growTenant(input, 5)).toBe(input);
});
