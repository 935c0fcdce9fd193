import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexGroups, scopeOf, valueOf } from '../../../../shared/assess/membership';
import { methodsByStanding } from '../../../../shared/assess/methods-by-standing';
import { methodFacts, reachableReplacements } from '../../../../shared/assess/person-facts';
import { read } from '../../../../shared/tenant/snapshot';
import { aSnapshot } from '../../../fixtures/a-snapshot';

const names = fc.constantFrom(
  ...['mobilePhone', 'microsoftAuthenticatorPush', 'softwareOneTimePasscode', 'officePhone'],
  ...['passKeyDeviceBound', 'newMethod', 'a\nb', 'a', 'b\na', 'b'],
);
const groups = ['g1', 'g2', 'g3'];
const members = fc.subarray(['u0', 'u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7']);
const target = fc.record({ include: fc.subarray(groups), exclude: fc.subarray(groups) });

test('gives everybody what working it out for each gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.uniqueArray(names, { maxLength: 3 })), { minLength: 8, maxLength: 8 }),
      fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 8, maxLength: 8 }),
      fc.tuple(members, members, members),
      fc.tuple(target, target, target),
      (registered, flags, [g1, g2, g3], [sms, authenticator, fido]) => {
        const snapshot = aSnapshot({
          users: flags.map((flag, n) => ({
            id: `u${String(n)}`,
            user: {
              accountEnabled: flag % 2 === 0,
              userType: flag >= 4 ? 'Guest' : 'Member',
              authorizationInfo: { certificateUserIds: flag % 4 === 3 ? ['X509:1'] : [] },
            },
          })),
          groups: { g1, g2 },
          methods: { Sms: sms, MicrosoftAuthenticator: authenticator, Fido2: fido, Voice: {} },
        });
        const policy = valueOf(snapshot.authenticationMethodsPolicy);
        const users = valueOf(snapshot.users) ?? [];
        const known = indexGroups({
          g1: read(g1),
          g2: read(g2),
          ...(g3.length > 4 ? { g3: read(g3) } : {}),
        });
        const heldBy = methodsByStanding(policy);
        for (const [n, user] of users.entries()) {
          const scope = scopeOf(user, known, null);
          const list = registered[n] ?? null;
          expect(heldBy(list, user, scope)).toEqual({
            facts: methodFacts(list, user, policy, scope),
            replacements: reachableReplacements(policy, scope),
          });
        }
      },
    ),
  );
});
