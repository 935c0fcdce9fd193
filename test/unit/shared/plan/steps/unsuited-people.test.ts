import { describe, expect, it } from 'vitest';
import { fateOf } from '../../../../../shared/lockout/plan-fate';
import type { Plan } from '../../../../../shared/plan/plan';
import { summarizePlan } from '../../../../../shared/plan/summary';
import { unsuitedPeople, unsuitedUnknown } from '../../../../../shared/plan/unsuited-people';
import { read } from '../../../../../shared/tenant/snapshot';
import { planLines } from '../../../../../src-main/cli/views/plan-view';
import { readScenario } from '../../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../../fixtures/scenario-snapshot';
import { kestrel } from '../paths';
import { planReading, planScenario } from '../plans';

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

describe('people whom the preferred prompt does not suit', () => {
  const one = 'enfApp';
  const cases: [string, string, Parameters<typeof kestrel>[0]][] = [
    [
      'a certificate',
      'certificate',
      ({ cohorts }) => ({
        cohorts: cohorts.map((each) =>
          each.id === one ? { ...each, methods: [...each.methods, 'certificate'] } : each,
        ),
      }),
    ],
    [
      'a key on shared mobile devices',
      'sharedDevice',
      ({ cohorts, answers }) => ({
        cohorts: cohorts.map((each) =>
          each.id === one ? { ...each, methods: [...each.methods, 'fido2SecurityKey'] } : each,
        ),
        answers: {
          ...answers,
          populations: {
            ...answers.populations,
            sharedMobileDevices: [{ upnPattern: 'enfApp*@*' }, { upnPattern: 'offNone*@*' }],
          },
        },
      }),
    ],
    [
      'RADIUS',
      'radius',
      ({ answers }) => ({
        answers: {
          ...answers,
          infrastructure: {
            ...answers.infrastructure,
            npsExtension: { present: true, users: [{ upnPattern: 'enfApp*@*' }] },
          },
        },
      }),
    ],
    [
      'AD FS',
      'federated',
      ({ cohorts, tenant, answers }) => ({
        tenant: {
          ...tenant,
          federatedDomains: [
            { domain: adfsDomain, federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' },
          ],
        },
        cohorts,
        answers: {
          ...answers,
          infrastructure: { ...answers.infrastructure, adfs: { present: true } },
        },
      }),
    ],
  ];

  it.each(cases)('are those of %s', (_, reason, change) => {
    const { plan, cohortsOf } = planScenario(kestrel(change));
    const found = unsuitedPeople(plan).filter(({ reasons }) => reasons.join() === reason);
    const cohorts = cohortsOf(found.map(({ person }) => person.id));
    // Nobody beside them, but for AD FS, which is for a whole domain.
    if (reason === 'federated') expect(cohorts).toContain(one);
    else expect(cohorts).toEqual([one]);
  });
});

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

describe('what is not known about whom it suits', () => {
  const whole = scenarioSnapshot(readScenario('S02'));
  const ids = whole.users.flatMap(({ user, cohort }) => (cohort.id === 'enfApp' ? [user.id] : []));
  /** Nobody read what these people registered. */
  function planOf(unreadIds: readonly string[], present?: boolean): Plan {
    const { snapshot, answers } = whole;
    const { registration, userMethods } = snapshot;
    if (registration.kind !== 'read' || answers === null) throw new Error('S02');
    const { npsExtension: _, ...infrastructure } = answers.infrastructure ?? {};
    const told = present === undefined ? {} : { npsExtension: { present } };
    const rows = registration.value.filter(({ id }) => !unreadIds.includes(id));
    const known = Object.entries(userMethods).filter(([id]) => !unreadIds.includes(id));
    return planReading({
      ...whole,
      answers: { ...answers, infrastructure: { ...infrastructure, ...told } },
      snapshot: {
        ...snapshot,
        registration: read(rows),
        userMethods: Object.fromEntries(known),
      },
    }).plan;
  }
  const printed = (plan: Plan): string =>
    planLines(plan, summarizePlan(plan, fateOf(plan)), 'a.causeway', {
      ...{ language: 'en', zone: 'UTC' },
    }).join('\n');

  it('is counted apart, and printed', () => {
    const unread = ids.slice(0, 2);
    expect(unsuitedUnknown(planOf([], false))).toEqual({ people: 0, isRadiusOpen: false });
    const plan = planOf(unread, false);
    expect(unsuitedUnknown(plan)).toEqual({ people: 2, isRadiusOpen: false });
    expect(printed(plan)).toContain('suits 2 people isn’t known');
    expect(printed(planOf([], false))).not.toContain('isn’t known: their methods');
  });

  it('holds who signs in by RADIUS, where nobody told that it is there', () => {
    expect(unsuitedUnknown(planOf([]))).toEqual({ people: 0, isRadiusOpen: true });
    expect(printed(planOf([]))).toContain('Who signs in by RADIUS hasn’t been answered');
    expect(printed(planOf([], false))).not.toContain('RADIUS');
  });
});
