import { expect, test } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { PartnerFacts } from '../../../../shared/assess/partner-facts';
import { partnerRows } from '../../../../shared/i18n/partner-text';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { anInput } from '../../../fixtures/a-snapshot';
import { aPolicy } from '../../../fixtures/graph-objects';

const relationship = (status: string, tenantId: string | null) => ({
  ...{ id: `${status}-${tenantId}`, displayName: 'Help', status },
  customer: tenantId === null ? null : { tenantId, displayName: 'A customer' },
});
const partner = read([
  ...[relationship('active', 'c1'), relationship('expiring', 'c1'), relationship('active', 'c2')],
  ...[relationship('expired', 'c3'), relationship('approvalPending', null)],
]);
const outside = { origin: 'https', signedInUserId: null } as const;

function partnersOf(
  snapshot: Partial<Snapshot>,
  policies: ReturnType<typeof aPolicy>[] = [],
): PartnerFacts | undefined {
  const result = assess(anInput({ snapshot, policies }));
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value.assessment.partners;
}

test('count customers within reach once each, and tell every status', () => {
  const facts = partnersOf({ partnerRelationships: partner });
  expect(facts?.customers).toEqual({
    reached: 2,
    byStatus: { active: 2, approvalPending: 1, expired: 1, expiring: 1 },
  });
  expect(facts?.isSignedInFromOutside).toBe(false);
  const rows = facts === undefined ? [] : partnerRows(facts, 'en');
  expect(rows).toEqual([
    {
      term: 'Customers within reach (GDAP)',
      text: '2. Relationships: active (2), waiting for approval (1), expired (1) and expiring (1)',
    },
    { term: 'Policies that reach a partner’s people', text: 'none' },
  ]);
});

test('relationships that were refused are not known, never none', () => {
  const facts = partnersOf({ partnerRelationships: unread('refused') });
  expect(facts?.customers).toBeNull();
  expect(facts === undefined ? '' : partnerRows(facts, 'ja')[0]?.text).toBe('(不明)');
});

test('say nothing where no partner has to do with the tenant', () => {
  expect(partnersOf({})).toBeUndefined();
  expect(partnersOf({ ...outside, origin: 'capture' })).toBeUndefined();
});

test('name the policies that reach who acts here from outside', () => {
  const guests = (types: string, membershipKind = 'all') => ({
    guestOrExternalUserTypes: types,
    externalTenants: { membershipKind },
  });
  const all = { includeUsers: ['All'] };
  const facts = partnersOf(outside, [
    aPolicy('all', { users: all }),
    aPolicy('off', { users: all, state: 'disabled' }),
    aPolicy('spared', {
      users: {
        ...all,
        excludeGuestsOrExternalUsers: guests('b2bCollaborationGuest,serviceProvider'),
      },
    }),
    aPolicy('some spared', {
      users: { ...all, excludeGuestsOrExternalUsers: guests('serviceProvider', 'enumerated') },
    }),
    aPolicy('named', {
      users: { includeGuestsOrExternalUsers: guests('serviceProvider') },
      state: 'enabledForReportingButNotEnforced',
    }),
    aPolicy('guests', {
      users: { includeGuestsOrExternalUsers: guests('b2bCollaborationGuest') },
    }),
    aPolicy('staff', { users: { includeGroups: ['staff'] } }),
  ]);
  expect(facts?.isSignedInFromOutside).toBe(true);
  expect(facts?.policies?.map(({ id, state }) => [id, state])).toEqual([
    ['all', 'enabled'],
    ['some spared', 'enabled'],
    ['named', 'reportOnly'],
  ]);
  const rows = facts === undefined ? [] : partnerRows(facts, 'en');
  expect(rows.at(-1)?.text).toMatch(/named \(report-only\)$/);
  expect(partnersOf({ ...outside, conditionalAccess: unread('refused') })?.policies).toBeNull();
});
