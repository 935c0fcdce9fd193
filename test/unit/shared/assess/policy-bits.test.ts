import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOfAll } from '../../../../shared/assess/cover-of-all';
import { coverageOf, isInScope } from '../../../../shared/assess/coverage';
import type { GroupIndex, Scope } from '../../../../shared/assess/membership';
import { policyBits } from '../../../../shared/assess/policy-bits';
import { policyTraits } from '../../../../shared/assess/policy-reach';
import { bitsOf, countOf, ScopeBits, type Bits } from '../../../../shared/assess/scope-bits';
import type { ConditionalAccessPolicy } from '../../../../shared/entra/conditional-access-policy';
import { PeoplePlaces } from '../../../../shared/people-places';
import { campaignSeed, sizeOf } from '../../../fixtures/campaign';
import { randomPolicy, roleIds } from '../lockout/random-policies';

const tenants = sizeOf(600, 50_000);

interface Drawn {
  readonly guestType: Scope['guestType'];
  readonly roles: readonly string[];
  readonly limited: readonly string[];
  readonly groups: readonly string[];
  readonly isUpper: boolean;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  guestType: fc.constantFrom(
    ...([null, null, null, 'internalGuest', 'b2bCollaborationGuest'] as const),
    'b2bCollaborationMember' as const,
  ),
  roles: fc.subarray([roleIds[0]?.toUpperCase() ?? '', 'role-2', 'role-3']),
  limited: fc.subarray(roleIds, { maxLength: 1 }),
  groups: fc.subarray(['g1', 'g2']),
  isUpper: fc.boolean(),
});

/** Policies as drawn, some with the oddities those of `random-policies` lack. */
const policy: fc.Arbitrary<ConditionalAccessPolicy> = fc
  .record({
    one: randomPolicy,
    isSilentOnUsers: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    partner: fc.constantFrom(null, 'all', 'enumerated'),
    state: fc.constantFrom(null, null, null, 'someNewState'),
  })
  .map(({ one, isSilentOnUsers, partner, state }) => {
    const { users } = one.conditions;
    const guests = users?.includeGuestsOrExternalUsers ?? null;
    const named =
      users === null || guests === null || partner === null
        ? users
        : {
            ...users,
            includeGuestsOrExternalUsers: {
              ...guests,
              externalTenants: { membershipKind: partner },
            },
          };
    return {
      ...one,
      state: state ?? one.state,
      conditions: { ...one.conditions, users: isSilentOnUsers ? null : named },
    };
  });

const tenant = fc.record({
  // Around one and two words of bits, and none at all.
  people: fc.oneof(
    fc.array(drawn, { maxLength: 4 }),
    fc.array(drawn, { minLength: 30, maxLength: 70 }),
  ),
  policies: fc.array(policy, { minLength: 1, maxLength: 4 }),
  areRolesRead: fc.constantFrom(true, true, true, false),
  securityDefaults: fc.constantFrom(true, false, false, null),
});

interface Tenant {
  readonly scopes: readonly Scope[];
  readonly bits: ScopeBits;
}

function tenantOf(people: readonly Drawn[], areRolesRead: boolean): Tenant {
  const idOf = (n: number, isUpper: boolean): string => (isUpper ? `U${n}` : `u${n}`);
  const ids = people.map(({ isUpper }, n) => idOf(n, isUpper));
  const groups: GroupIndex = new Map<string, ReadonlySet<string> | null>([
    ...['g1', 'g2'].map(
      (group) =>
        [
          group,
          // Backwards, so that nobody stands beside the one before.
          new Set(ids.filter((_, n) => people[n]?.groups.includes(group)).reverse()),
        ] as const,
    ),
    ['unread', null],
  ]);
  const scopes = people.map((one, n): Scope => ({
    userId: ids[n] ?? '',
    guestType: one.guestType,
    isGuest: one.guestType !== null,
    activeRoleIds: areRolesRead ? one.roles : null,
    limitedRoleIds: areRolesRead ? one.limited : [],
    isInGroup: (id) => groups.get(id)?.has(ids[n] ?? '') ?? null,
  }));
  const places = new PeoplePlaces(ids.map((id) => ({ id })));
  return { scopes, bits: new ScopeBits(places, scopes, groups) };
}

const has = (bits: Bits, place: number): boolean =>
  (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;

describe('policies over everybody, 32 at a time', () => {
  it('bind whom they bind one by one, and leave open what is not read', () => {
    const met = new Set<boolean | null>();
    fc.assert(
      fc.property(tenant, ({ people, policies, areRolesRead, securityDefaults }) => {
        const { scopes, bits } = tenantOf(people, areRolesRead);
        for (const one of policies) {
          const { applies, undecided } = policyBits(policyTraits(one), bits);
          const claims = scopes.map((scope) => isInScope(one, scope));
          for (const claim of claims) met.add(claim);
          expect(scopes.map((_, place) => has(applies, place))).toEqual(
            claims.map((claim) => claim === true),
          );
          expect(scopes.map((_, place) => has(undecided, place))).toEqual(
            claims.map((claim) => claim === null),
          );
          expect(countOf(applies)).toBe(claims.filter((claim) => claim === true).length);
          expect(countOf(undecided)).toBe(claims.filter((claim) => claim === null).length);
        }
        const input = { securityDefaults, policies };
        const coverOf = coverOfAll(bits, scopes, input);
        for (const [place, scope] of scopes.entries()) {
          for (const isSyncAccount of [true, false]) {
            expect(coverOf(place, isSyncAccount)).toEqual(
              coverageOf(scope, { ...input, isSyncAccount }),
            );
          }
        }
      }),
      { numRuns: tenants, seed: campaignSeed },
    );
    process.stdout.write(
      `policies as bits: ${String(tenants)} tenants of seed ${String(campaignSeed)}\n`,
    );
    expect([...met].sort()).toEqual([false, null, true]);
  });

  it('count bits in every place of a word', () => {
    for (let place = 0; place < 70; place += 1) expect(countOf(bitsOf(70, [place]))).toBe(1);
    expect(
      countOf(
        bitsOf(
          70,
          Array.from({ length: 70 }, (_, n) => n),
        ),
      ),
    ).toBe(70);
  });
});
