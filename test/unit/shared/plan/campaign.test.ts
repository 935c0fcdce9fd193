import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../../../shared/json';
import type { Plan } from '../../../../shared/plan/plan';
import { reverseOf } from '../../../../shared/plan/step-requests';
import { createdRef, type Step } from '../../../../shared/plan/step';
import type { Choices } from '../../../../shared/tenant/choice';
import { readScenario, type ScenarioFile } from '../../../fixtures/scenario-file';
import { imageAfter, planScenario, stepsFor, type PlannedScenario } from './plans';

const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };
type Amp = Extract<ScenarioFile['input'], { kind: 'tenant' }>['amp'];

/** S02 or S01 with its campaign changed. */
function planned(
  scenario: 'S01' | 'S02',
  change: Partial<Amp['registrationCampaign']>,
  choices: Partial<Choices> = {},
): PlannedScenario {
  const file = readScenario(scenario);
  if (file.input.kind !== 'tenant') throw new Error('not a tenant');
  const { amp } = file.input;
  const registrationCampaign = { ...amp.registrationCampaign, ...change };
  const groups = [...file.input.groups, { name: 'Board' }];
  const input = { ...file.input, groups, amp: { ...amp, registrationCampaign } };
  return planScenario({ ...file, input }, choices);
}

const chosen = (change: Partial<NonNullable<Choices['registrationCampaign']>> = {}) => ({
  registrationCampaign: {
    ...{ value: 'enabled' as const, include: ['rolloutGroup'], exclude: [] },
    ...signed,
    ...change,
  },
});

const joins = (plan: Plan): readonly Step[] =>
  stepsFor(plan, 'registrationCampaign').filter((step) => step.kind === 'group.add');

function campaignIn(step: Step | undefined): Readonly<Record<string, Json>> {
  const enforcement = step?.planned?.['registrationEnforcement'];
  const campaign = isJsonObject(enforcement ?? null)
    ? (enforcement as Readonly<Record<string, Json>>)['authenticationMethodsRegistrationCampaign']
    : null;
  return isJsonObject(campaign ?? null) ? (campaign as Readonly<Record<string, Json>>) : {};
}

describe('a registration campaign for the rollout group', () => {
  it('asks each ring’s people before the plan waits for them to register', () => {
    const { plan } = planned('S02', {}, chosen());
    const places = joins(plan).map((step) => plan.steps.indexOf(step));
    expect(joins(plan).map((step) => step.ring)).toEqual([0, 1, 2, 3]);
    for (const [index, step] of joins(plan).entries()) {
      const ring = plan.rings.find((one) => one.ring === step.ring);
      expect(step.items?.map((item) => item.userId).sort()).toEqual(
        [...(ring?.members ?? [])].sort(),
      );
      const gate = plan.steps.findIndex(
        (one) => one.purpose === 'register' && one.ring === step.ring,
      );
      expect(places[index]).toBeLessThan(gate);
      const earlier = plan.steps.slice(0, places[index]);
      const before = (step.ring ?? 0) - 1;
      if (before >= 0)
        expect(earlier.some((one) => one.purpose === 'clearPerUser' && one.ring === before)).toBe(
          true,
        );
    }
  });

  it('is set once, for a group that is empty until the first ring', () => {
    const { plan } = planned('S02', {}, chosen());
    const [create, set] = stepsFor(plan, 'registrationCampaign');
    expect([create?.kind, set?.kind]).toEqual(['group.create', 'campaign.set']);
    const id = createdRef(create?.id ?? '');
    expect(campaignIn(set)['includeTargets']).toEqual([
      { id, targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
    ]);
    expect(imageAfter(plan, plan.steps.indexOf(set as Step) + 1).groups.get(id)?.size).toBe(0);
    expect(imageAfter(plan).groups.get(id)?.size).toBe(39);
  });

  it('drops no exclusion that is there, and takes everything back', () => {
    const there = planned('S02', { exclude: ['SSPR-Users'] }, chosen({ exclude: ['Board'] }));
    const { plan } = there;
    const set = plan.steps.find((step) => step.kind === 'campaign.set');
    const ids = (campaignIn(set)['excludeTargets'] as readonly { id: string }[]).map(
      ({ id }) => id,
    );
    expect(ids).toHaveLength(2);
    const { groups } = there.reading.snapshot;
    const board = groups.kind === 'read' && groups.value.find((one) => one.displayName === 'Board');
    expect(ids[1]).toBe(board === false ? null : board?.id);
    const back = set === undefined ? null : reverseOf(set);
    expect(back?.planned).toEqual(set?.prior);
    for (const join of joins(plan)) expect(reverseOf(join)?.kind).toBe('group.remove');
  });
});

describe('a registration campaign with pupils in the tenant', () => {
  it('spares them first, and keeps them spared when it grows', () => {
    const file = readScenario('S02');
    if (file.input.kind !== 'tenant') throw new Error('not a tenant');
    const pupil = { id: 'pupil', count: 2, kind: 'student', perUserMfa: 'disabled' as const };
    const cohorts = [...file.input.cohorts, { ...pupil, methods: [], inReport: true }];
    const populations = { pupils: [{ upnPattern: 'pupil*@kestrel.example' }] };
    const input = { ...file.input, cohorts, answers: { ...file.input.answers, populations } };
    const { plan } = planScenario({ ...file, input }, chosen());
    const [spare, ask] = plan.steps.filter((step) => step.kind === 'campaign.set');
    expect([spare?.purpose, ask?.purpose]).toEqual(['excludePupils', 'registrationCampaign']);
    // The second change starts from what the first one left.
    expect(ask?.prior).toEqual(spare?.planned);
    expect(campaignIn(ask)['excludeTargets']).toEqual(campaignIn(spare)['excludeTargets']);
  });
});

describe('a registration campaign that is off', () => {
  it('is turned on, with nothing chosen, for those who have only a phone, ring by ring', () => {
    const { plan, cohortsOf } = planned('S02', { state: 'disabled' });
    const phoneOnly = plan.people.filter((one) => one.isPhoneOnly).map((one) => one.id);
    const asked = joins(plan).flatMap((step) => (step.items ?? []).map((item) => item.userId));
    expect(asked.length).toBeGreaterThan(0);
    expect(phoneOnly).toEqual(expect.arrayContaining(asked));
    expect(cohortsOf(asked)).not.toContain('enfApp');
    const set = plan.steps.find((step) => step.kind === 'campaign.set');
    expect(campaignIn(set)).toMatchObject({ state: 'enabled' });
    expect(set?.why.key).toBe('why_campaign_phone_only');
  });

  it('stays off where somebody chose that, and where nobody has only a phone', () => {
    const off = planned(
      'S02',
      { state: 'disabled' },
      chosen({ value: 'disabled', include: ['all_users'] }),
    );
    expect(joins(off.plan)).toEqual([]);
    const file = readScenario('S02');
    if (file.input.kind !== 'tenant') throw new Error('not a tenant');
    const cohorts = file.input.cohorts.map((one) => ({ ...one, methods: ['fido2SecurityKey'] }));
    const { amp } = file.input;
    const registrationCampaign = { ...amp.registrationCampaign, state: 'disabled' as const };
    const input = { ...file.input, cohorts, amp: { ...amp, registrationCampaign } };
    expect(stepsFor(planScenario({ ...file, input }).plan, 'registrationCampaign')).toEqual([]);
  });

  it('asks before registration without Conditional Access too', () => {
    const { plan } = planned('S01', { state: 'disabled' });
    expect(plan.enforcement).toBe('keepSecurityDefaults');
    for (const step of joins(plan)) {
      const gate = plan.steps.findIndex(
        (one) => one.purpose === 'register' && one.ring === step.ring,
      );
      expect(plan.steps.indexOf(step)).toBe(gate - 1);
    }
    expect(joins(plan).length).toBeGreaterThan(0);
  });
});

describe('a registration campaign as Microsoft runs it', () => {
  it('is left alone: everybody is asked already', () => {
    expect(stepsFor(planScenario('S02').plan, 'registrationCampaign')).toEqual([]);
  });
});
