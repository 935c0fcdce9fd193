import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { conditionalAccessPolicySchema } from '../../../../shared/entra/conditional-access-policy';
import { judgePerson } from '../../../../shared/lockout/simulate-lockout';
import { imageOfPlan, type TenantImage } from '../../../../shared/plan/post-image';
import { partnerTrustOf, type PartnerTrust } from '../../../../shared/plan/outside-mfa';
import { read } from '../../../../shared/tenant/snapshot';
import { aSnapshot } from '../../../fixtures/a-snapshot';
import { kestrel, signed } from '../plan/paths';
import { planScenario } from '../plan/plans';
import { aPerson, anImage } from './people';

const today = '2026-11-22';

function asking(grant: object, change: Partial<TenantImage> = {}): TenantImage {
  const policy = v.parse(conditionalAccessPolicySchema, {
    id: 'p',
    state: 'enabled',
    conditions: {
      users: { includeUsers: ['All'] },
      applications: { includeApplications: ['All'] },
      clientAppTypes: ['all'],
    },
    grantControls: { operator: 'OR', ...grant },
  });
  return { ...anImage({ policies: [policy] }), ...change };
}

const mfa = { builtInControls: ['mfa'] };
const strength = (n: number): object => ({
  authenticationStrength: {
    id: `00000000-0000-0000-0000-00000000000${String(n)}`,
    requirementsSatisfied: 'mfa',
  },
});

function verdictOf(image: TenantImage, change: Partial<Person>): readonly [string, string] {
  const { verdict, reasons } = judgePerson(image, aPerson(change), today);
  return [verdict, reasons.at(-1)?.key ?? ''];
}

const push: Partial<Person> = { methods: ['microsoftAuthenticatorPush'] };
const nothing: Partial<Person> = { methods: [], hasNoMethod: true };

describe('authentication strengths', () => {
  it('decide whether a method that works is enough', () => {
    expect(verdictOf(asking(strength(2)), push)[0]).toBe('signsIn');
    expect(verdictOf(asking(strength(4)), push)).toEqual([
      'mustRegister',
      'reason_strength_not_met',
    ]);
    expect(verdictOf(asking(strength(4)), {})[0]).toBe('signsIn');
    expect(verdictOf(asking(strength(9)), push)).toEqual(['unknown', 'reason_strength_unknown']);
  });

  it('shut out whoever is offered nothing strong enough', () => {
    const image = asking(strength(4));
    const policy = image.policy;
    if (policy === null) throw new Error('the policy is read');
    const weak: TenantImage = {
      ...image,
      policy: {
        ...policy,
        authenticationMethodConfigurations: policy.authenticationMethodConfigurations.map((one) =>
          one.id === 'Fido2' ? { ...one, state: 'disabled' } : one,
        ),
      },
    };
    expect(verdictOf(weak, push)).toEqual(['blocked', 'reason_strength_not_met']);
    expect(verdictOf(weak, nothing)[0]).toBe('blocked');
  });

  it('leave open what becomes of whoever lacks them where they are asked in places', () => {
    const image = asking(strength(4));
    const conditionalAccess =
      image.conditionalAccess?.map((one) => ({
        ...one,
        conditions: {
          ...one.conditions,
          applications: v.parse(conditionalAccessPolicySchema, {
            ...one,
            conditions: {
              ...one.conditions,
              applications: { includeApplications: ['Office365'] },
            },
          }).conditions.applications,
        },
      })) ?? null;
    const inPart = { ...image, conditionalAccess };
    expect(verdictOf(inPart, push)).toEqual(['unknown', 'reason_strength_in_part']);
    expect(verdictOf(inPart, {})[0]).toBe('signsIn');
    const guest = { ...push, kind: 'externalGuest', isGuest: true } as const;
    expect(verdictOf({ ...inPart, guestTrust: true }, guest)[0]).toBe('unknown');
    const ofWorkloads = conditionalAccess?.map((one) => ({
      ...one,
      conditions: { ...one.conditions, clientApplications: { includeServicePrincipals: ['All'] } },
    }));
    expect(verdictOf({ ...image, conditionalAccess: ofWorkloads ?? null }, push)[0]).toBe(
      'signsIn',
    );
  });
});

describe('guests', () => {
  const guest: Partial<Person> = {
    ...nothing,
    kind: 'externalGuest',
    isGuest: true,
    isStaff: false,
    perUserMfa: 'notApplicable',
  };

  it.each([
    [true, 'signsIn', 'reason_guest_trusted'],
    [null, 'unknown', 'reason_guest_trust_unknown'],
    [false, 'mustRegister', 'reason_can_register'],
  ])('are judged by trust %s: %s', (guestTrust, verdict, key) => {
    expect(verdictOf(asking(mfa, { guestTrust }), guest)).toEqual([verdict, key]);
  });

  it('whose trust is not known may meet at home what their methods here do not', () => {
    const image = asking(strength(4), { guestTrust: null });
    const pushed = { ...guest, ...push, hasNoMethod: false };
    expect(verdictOf(image, pushed)).toEqual(['unknown', 'reason_guest_trust_unknown']);
    expect(verdictOf({ ...image, guestTrust: false }, pushed)[0]).toBe('blocked');
  });

  it('are trusted for policies only: security defaults ask them here', () => {
    const image = { ...anImage({ securityDefaults: true }), guestTrust: true };
    expect(verdictOf(image, guest)[0]).toBe('mustRegister');
    const internal = { ...guest, kind: 'internalGuest' as const };
    expect(verdictOf(asking(mfa, { guestTrust: true }), internal)[0]).toBe('mustRegister');
  });

  it('take their trust from the default and from partners', () => {
    const trusting = (isDefault: boolean, partners: boolean[]) => {
      const { plan } = planScenario(
        kestrel(({ tenant }) => ({
          tenant: {
            ...tenant,
            crossTenantInbound: {
              default: isDefault,
              partners: partners.map((isMfaAccepted) => ({ tenant: 'p', isMfaAccepted })),
            },
          },
        })),
      );
      return imageOfPlan(plan).guestTrust;
    };
    expect(trusting(true, [])).toBe(true);
    expect(trusting(false, [])).toBe(false);
    expect(trusting(false, [false])).toBe(false);
    expect(trusting(false, [true])).toBeNull();
    expect(trusting(true, [true])).toBe(true);
    expect(trusting(true, [true, false])).toBeNull();
  });

  it('are not known to be trusted while partners are unread, or the plan is from before', () => {
    const { plan } = planScenario('S02');
    const byDefault = (isMfaAccepted: boolean) =>
      read({ tenantId: null, inboundTrust: { isMfaAccepted } });
    const trustIn = (isAccepted: boolean, change: Partial<PartnerTrust>) => {
      const { trustsSomePartner, rejectsSomePartner, ...rest } = plan.baseline;
      expect([trustsSomePartner, rejectsSomePartner]).toEqual([false, false]);
      const crossTenantDefault = byDefault(isAccepted);
      return imageOfPlan({ ...plan, baseline: { ...rest, crossTenantDefault, ...change } })
        .guestTrust;
    };
    expect(trustIn(true, {})).toBeNull();
    expect(trustIn(true, { rejectsSomePartner: null })).toBeNull();
    expect(trustIn(true, { rejectsSomePartner: false })).toBe(true);
    expect(trustIn(false, { trustsSomePartner: null })).toBeNull();
    expect(trustIn(false, { trustsSomePartner: false })).toBe(false);
  });

  it('are let in by partners with no trust settings of their own as by default', () => {
    const own = (inboundTrust: { isMfaAccepted: boolean | null } | null) =>
      partnerTrustOf({
        ...aSnapshot(),
        crossTenantPartners: read([{ tenantId: 'p', inboundTrust }]),
      });
    expect(own(null)).toEqual({ trustsSomePartner: false, rejectsSomePartner: false });
    expect(own({ isMfaAccepted: null })).toEqual({
      trustsSomePartner: false,
      rejectsSomePartner: true,
    });
  });

  it('who are trusted are not known to meet a strength that asks for more than any MFA', () => {
    const trusted = { guestTrust: true };
    expect(verdictOf(asking(strength(2), trusted), guest)).toEqual([
      'signsIn',
      'reason_guest_trusted',
    ]);
    for (const n of [3, 4, 9]) {
      expect(verdictOf(asking(strength(n), trusted), guest)).toEqual([
        'unknown',
        'reason_guest_trusted_strength',
      ]);
    }
  });
});

describe('people of AD FS', () => {
  it('of a federated domain are not known to have nothing', () => {
    const image = asking(mfa, { federatedDomains: new Set(['practice.example']) });
    expect(verdictOf(image, nothing)).toEqual(['unknown', 'reason_federated']);
    expect(verdictOf(image, push)[0]).toBe('signsIn');
    expect(verdictOf(image, { ...nothing, upn: 'x@other.example' })[0]).toBe('mustRegister');
  });

  it('of a federated domain meet no strength there that asks for more than any MFA', () => {
    const federatedDomains = new Set(['practice.example']);
    const judged = (n: number, person: Partial<Person>) =>
      verdictOf(asking(strength(n), { federatedDomains }), person)[0];
    expect(judged(2, nothing)).toBe('unknown');
    expect(judged(4, nothing)).toBe('mustRegister');
    expect(judged(4, push)).toBe('mustRegister');
  });

  it('come from findings and choices of the plan', () => {
    const choices = {
      federation: [
        { domain: 'A.example', value: 'enforceMfaByFederatedIdp', ...signed },
        { domain: 'b.example', value: 'rejectMfaByFederatedIdp', ...signed },
      ],
    } as const;
    const { plan } = planScenario('S02');
    const image = imageOfPlan({
      ...plan,
      choices: { ...plan.choices, federation: [...choices.federation] },
      findings: [
        {
          code: 'NPS-DEPENDENCY',
          severity: 'blocker',
          count: 1,
          subjects: [{ kind: 'user', id: 'u1', name: 'u1' }],
        },
      ],
    });
    expect([...image.federatedDomains]).toEqual(['a.example']);
    expect(image.radiusUsers).toEqual(new Set(['u1']));
  });
});
