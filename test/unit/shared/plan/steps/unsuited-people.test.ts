import { describe, expect, it } from 'vitest';
import { kestrel } from '../paths';
import { planScenario } from '../plans';

const adfsDomain = 'kestrel.example';

/** UPNs that the exclude group of system-preferred authentication gets. */
function leftOut(present: boolean | null, domain: string): readonly string[] {
  const { plan } = planScenario(
    kestrel(({ tenant, amp, answers }) => ({
      tenant: {
        ...tenant,
        federatedDomains: [{ domain, federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' }],
      },
      amp: {
        ...amp,
        systemCredentialPreferences: { state: 'disabled', include: 'all_users' },
      },
      answers: {
        ...answers,
        infrastructure: { ...answers.infrastructure, adfs: { present } },
      },
    })),
  );
  const upns = new Map(plan.people.map(({ id, upn }) => [id, upn]));
  const named = plan.steps.filter(({ why }) => why.key === 'why_preferred_exclude');
  return named.flatMap(({ items }) => items ?? []).map(({ userId }) => upns.get(userId) ?? '');
}

describe('people of AD FS', () => {
  it('are left out of system-preferred authentication, which its adapter ignores', () => {
    const upns = leftOut(true, adfsDomain.toUpperCase());
    expect(upns.length).toBeGreaterThan(20);
    expect(upns.every((upn) => upn.endsWith(`@${adfsDomain}`))).toBe(true);
    expect(leftOut(null, adfsDomain)).toEqual(upns);
  });

  it('are none of another domain, nor where another provider federates it', () => {
    expect(leftOut(true, 'elsewhere.example')).toEqual([]);
    expect(leftOut(false, adfsDomain)).toEqual([]);
  });
});
