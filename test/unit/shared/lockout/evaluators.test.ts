import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import type { Person } from '../../../../shared/assess/people';
import type { TenantImage } from '../../../../shared/plan/post-image';
import { isLong } from '../../../fixtures/campaign';
import { reached } from '../../../fixtures/campaign';
import { everyMethod, judgedByBoth, today } from './both-evaluators';
import { aPerson, anImage, withGroups } from './people';
import { randomPolicy, roleIds, userIds } from './random-policies';

function both(image: TenantImage, person: Person, methods: readonly string[]): [boolean, boolean] {
  return judgedByBoth(image, { ...person, methods }, today);
}

const person = fc
  .record({
    id: fc.constantFrom(...userIds),
    kind: fc.constantFrom('member', 'externalGuest', 'internalGuest', 'dirSyncAccount'),
    perUserMfa: fc.constantFrom('disabled', 'enforced', 'unknown'),
  })
  .map(({ id, kind, perUserMfa }) =>
    aPerson({
      id,
      kind: kind as Person['kind'],
      isGuest: kind.endsWith('Guest'),
      perUserMfa: perUserMfa as Person['perUserMfa'],
    }),
  );

const usable = fc.subarray([
  'fido2SecurityKey',
  'microsoftAuthenticatorPush',
  'microsoftAuthenticatorPasswordless',
  'mobilePhone',
]);

const image = fc
  .record({
    policies: fc.array(randomPolicy, { maxLength: 5 }),
    securityDefaults: fc.constantFrom(false, false, false, true),
    members: fc.subarray(userIds),
    holder: fc.constantFrom(...userIds),
  })
  .map(({ policies, securityDefaults, members, holder }) =>
    anImage({
      methods: everyMethod,
      policies,
      securityDefaults,
      snapshot: {
        groupMembers: withGroups({ g1: members, g2: [], unread: null }),
        roles: {
          kind: 'read',
          value: [
            {
              userId: holder,
              roleTemplateId: roleIds[0] ?? '',
              roleName: 'Global Administrator',
              assignment: 'active',
              isPermanent: true,
            },
          ],
        },
      },
    }),
  );

describe('two evaluators', () => {
  it('agree on ten thousand random sets of policies (P8)', { timeout: 600_000 }, () => {
    const seen = { stopped: 0, free: 0 };
    fc.assert(
      fc.property(image, person, usable, (tenant, one, methods) => {
        const [byRules, byTrial] = both(tenant, one, methods);
        expect(byRules).toBe(byTrial);
        seen[byRules ? 'stopped' : 'free'] += 1;
      }),
      { numRuns: isLong ? 200_000 : 10_000 },
    );
    // Agreement means something only where both answers occur.
    expect(Math.min(seen.stopped, seen.free)).toBeGreaterThan(500);
    reached('P8', '0 disagreements in 10,000 random sets', { random: 10_000 });
  });

  it('are never made stricter by leaving an account out', () => {
    fc.assert(
      fc.property(image, person, usable, (tenant, one, methods) => {
        const excluded = (tenant.conditionalAccess ?? []).map((policy) =>
          v.parse(conditionalAccessPolicySchema, {
            ...policy,
            conditions: {
              ...policy.conditions,
              users: {
                ...policy.conditions.users,
                excludeUsers: [...(policy.conditions.users?.excludeUsers ?? []), one.id],
              },
            },
          }),
        );
        const before = both(tenant, one, methods);
        const after = both({ ...tenant, conditionalAccess: excluded }, one, methods);
        expect(after.every((stopped, place) => !stopped || before[place] === true)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('are never made stricter by one more method', () => {
    fc.assert(
      fc.property(image, person, usable, (tenant, one, methods) => {
        const before = both(tenant, one, methods);
        const after = both(tenant, one, [...methods, 'passKeySynced']);
        expect(after.every((stopped, place) => !stopped || before[place] === true)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('labelled sets', () => {
  const policy = (
    change: object,
    grant: object | null = { operator: 'OR', builtInControls: ['mfa'] },
  ) =>
    v.parse(conditionalAccessPolicySchema, {
      id: 'p',
      state: 'enabled',
      conditions: {
        users: { includeUsers: ['All'] },
        applications: { includeApplications: ['All'] },
        clientAppTypes: ['all'],
        ...change,
      },
      grantControls: grant,
    });
  const strength = (n: number): object => ({
    operator: 'OR',
    authenticationStrength: { id: `00000000-0000-0000-0000-00000000000${String(n)}` },
  });
  const ours = (...allowedCombinations: string[]): object => ({
    operator: 'OR',
    authenticationStrength: {
      ...{ id: '7e1a2b3c-0000-4000-8000-000000000009', combinationConfigurations: [] },
      allowedCombinations,
    },
  });
  const block = { operator: 'OR', builtInControls: ['block'] };
  const excluded = { users: { includeUsers: ['All'], excludeUsers: ['u1'] } };
  const cases: [string, object, object | null, readonly string[], boolean][] = [
    ['MFA, nothing to answer with', {}, { operator: 'OR', builtInControls: ['mfa'] }, [], true],
    ['MFA, a key', {}, { operator: 'OR', builtInControls: ['mfa'] }, ['fido2'], false],
    ['MFA, excluded', excluded, { operator: 'OR', builtInControls: ['mfa'] }, [], false],
    ['block', {}, block, ['fido2'], true],
    ['block, excluded', excluded, block, [], false],
    ['block from one place', { locations: { includeLocations: ['x'] } }, block, ['fido2'], true],
    ['block of older clients', { clientAppTypes: ['other'] }, block, ['fido2'], true],
    ['block at a risk', { signInRiskLevels: ['high'] }, block, ['fido2'], true],
    ['phishing-resistant, a phone', {}, strength(4), ['mobilePhone'], true],
    ['phishing-resistant, a key', {}, strength(4), ['fido2'], false],
    ['a strength nobody knows', {}, strength(9), ['fido2'], true],
    ['a custom one, a method of it', {}, ours('fido2'), ['fido2'], false],
    ['a custom one, another method', {}, ours('fido2'), ['softwareOneTimePasscode'], true],
    ['a custom one, unknown words', {}, ours('fido2', 'palmScan'), ['fido2'], true],
    [
      'MFA or a device',
      {},
      { operator: 'OR', builtInControls: ['mfa', 'compliantDevice'] },
      ['fido2'],
      false,
    ],
    [
      'MFA and a device',
      {},
      { operator: 'AND', builtInControls: ['mfa', 'compliantDevice'] },
      ['fido2'],
      true,
    ],
    ['session control only', {}, null, [], false],
    ['no app at all', { applications: { includeApplications: ['None'] } }, block, [], false],
    [
      'a place that is excluded again',
      { locations: { includeLocations: ['x'], excludeLocations: ['x'] } },
      block,
      [],
      false,
    ],
  ];

  it.each(cases)('%s', (_, change, grant, methods, isStopped) => {
    const tenant = anImage({ methods: everyMethod, policies: [policy(change, grant)] });
    expect(both(tenant, aPerson(), methods)).toEqual([isStopped, isStopped]);
  });

  it('unread data stops', () => {
    const tenant = anImage({ methods: everyMethod });
    expect(both({ ...tenant, conditionalAccess: null }, aPerson(), ['fido2'])).toEqual([
      true,
      true,
    ]);
    expect(both({ ...tenant, securityDefaults: null }, aPerson(), [])).toEqual([true, true]);
    expect(both(tenant, aPerson({ perUserMfa: 'unknown' }), [])).toEqual([true, true]);
    expect(both(tenant, aPerson(), [])).toEqual([false, false]);
  });
});
