import { describe, expect, it } from 'vitest';
import { judgePeople } from '../../../../shared/assess/judge-people';
import type { Step, StepItem } from '../../../../shared/plan/step';
import { noChoices } from '../../../../shared/tenant/choice';
import { read, type Snapshot } from '../../../../shared/tenant/snapshot';
import { clearingRefusal } from '../../../../src-main/rollout/clearing';
import type { Fresh } from '../../../../src-main/rollout/fresh-data';
import { aSnapshot, asOf } from '../../../fixtures/a-snapshot';
import { campaignSeed, randomOf, reached, sizeOf } from '../../../fixtures/campaign';
import { isSurelyAsked, randomCover, type CoverCase } from '../../../fixtures/random-cover';

const tenants = sizeOf(2_000, 10_000);

function snapshotOf(one: CoverCase): Snapshot {
  const snapshot = aSnapshot({
    users: one.users.map((id) => ({ id, methods: ['microsoftAuthenticatorPush'] })),
    groups: one.groups,
    policies: one.policies,
    securityDefaults: one.securityDefaults,
  });
  const unread = { kind: 'unread', reason: { code: 'refused' } } as const;
  return {
    ...snapshot,
    perUserMfa: read({ bulk: 'trusted', checked: 20, states: one.states }),
    roles: read(
      Object.entries(one.roles).flatMap(([roleTemplateId, ids]) =>
        ids.map((userId) => ({
          ...{ userId, roleTemplateId, roleName: 'role', isPermanent: true },
          assignment: 'active' as const,
        })),
      ),
    ),
    groupMembers: Object.fromEntries(
      Object.entries(snapshot.groupMembers).map(([id, members]) => [
        id,
        one.unreadGroups.has(id) ? unread : members,
      ]),
    ),
  };
}

const step = { kind: 'perUserMfa.set', purpose: 'clearPerUser' } as Step;

describe('clearing per-user MFA', { timeout: 120_000 }, () => {
  it('is refused for everybody whom nothing surely asks for MFA', () => {
    const random = randomOf(campaignSeed);
    let cleared = 0;
    let refused = 0;
    for (let n = 0; n < tenants; n += 1) {
      const one = randomCover(random);
      const judged = judgePeople({
        snapshot: snapshotOf(one),
        answers: null,
        choices: noChoices,
        asOf,
      });
      if (!judged.ok) throw new Error(judged.failure.code);
      const fresh = { people: judged.value.byId } as unknown as Fresh;
      for (const userId of one.users) {
        const item: StepItem = { userId, upn: userId, prior: 'enforced', planned: 'disabled' };
        if (clearingRefusal(step, item, fresh) !== null) {
          refused += 1;
          continue;
        }
        cleared += 1;
        const said = JSON.stringify({ userId, ...one, policies: one.policies });
        expect([isSurelyAsked(one, userId), said]).toEqual([true, said]);
      }
      // Setting a state back asks for nothing.
      const back: StepItem = { userId: 'u0', upn: 'u0', prior: 'disabled', planned: 'enforced' };
      expect(clearingRefusal(step, back, fresh)).toBeNull();
    }
    // Both happen, or the rule was not tried.
    expect(cleared).toBeGreaterThan(tenants / 10);
    expect(refused).toBeGreaterThan(tenants / 10);
    reached('P9', `0 in ${tenants} random tenants: ${cleared} people cleared, ${refused} refused`, {
      tenants,
    });
  });

  it('is refused for somebody who was not read', () => {
    const fresh = { people: new Map() } as unknown as Fresh;
    const item: StepItem = { userId: 'x', upn: 'x', prior: 'enforced', planned: 'disabled' };
    expect(clearingRefusal(step, item, fresh)).toBe('unread');
  });
});
