import { describe, expect, it } from 'vitest';
import { unsoundBundle } from '../../../../shared/plan/bundle';
import { makePlan } from '../../../../shared/plan/make-plan';
import { imageOfPlan, imageOfSnapshot } from '../../../../shared/plan/post-image';
import { isWrite } from '../../../../shared/plan/summary';
import { read, unread, type Snapshot } from '../../../../shared/tenant/snapshot';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { expectOrder, planReading, planScenario, ringsOf, stepsFor } from './plans';

describe('S12: security defaults to Conditional Access', () => {
  const made = planScenario('S12');
  const { plan } = made;

  it('secures the operator after the methods and before everything else', () => {
    expect(ringsOf(made)).toEqual([
      { ring: 0, cohorts: ['operator'], size: 1 },
      { ring: 1, cohorts: ['staffApp'], size: 17 },
      { ring: 2, cohorts: ['staffPhone', 'temp'], size: 4 },
    ]);
    expectOrder(made, [
      'setInProgress',
      'enableMethods',
      'secureOperator',
      'emergencyAccess',
      'register',
      'caReportOnly',
      'switchToConditionalAccess',
      'managedPolicy',
      'rescan',
      'setComplete',
    ]);
  });

  it('turns security defaults off only in one move with the policy that takes over', () => {
    const parts = stepsFor(plan, 'switchToConditionalAccess');
    expect(
      parts.map(({ kind, bundle, blast, planned }) => ({ kind, bundle, blast, planned })),
    ).toEqual([
      {
        ...{ kind: 'securityDefaults.set', bundle: 'switch', blast: 'tenant' },
        planned: { isEnabled: false },
      },
      {
        ...{ kind: 'ca.setState', bundle: 'switch', blast: 'tenant' },
        planned: { state: 'enabled' },
      },
    ]);
    const off = plan.steps.filter((step) => step.kind === 'securityDefaults.set');
    expect(off).toEqual(parts.slice(0, 1));
    expect(unsoundBundle(plan.steps)).toBeNull();
  });

  it('asks everybody whom security defaults ask, guests too', () => {
    const policy = plan.steps.find((step) => step.kind === 'ca.create');
    const users = (policy?.planned?.['conditions'] as { users: Record<string, unknown> }).users;
    expect(users['includeUsers']).toEqual(['All']);
    expect(users['excludeUsers']).not.toContain('GuestsOrExternalUsers');
  });

  it('keeps the Staff group among the targets it widens', () => {
    const step = plan.steps.find((one) => one.target.id === 'MicrosoftAuthenticator');
    const targets = step?.planned?.['includeTargets'] as { id: string }[];
    expect(targets).toHaveLength(2);
    expect(targets[1]?.id).toBe('all_users');
    expect((step?.prior?.['includeTargets'] as unknown[]).length).toBe(1);
  });
});

describe('other tenants', () => {
  it('does not plan on what was not read', () => {
    const reading = scenarioSnapshot(readScenario('S02'));
    for (const section of [
      'authenticationMethodsPolicy',
      'conditionalAccess',
      'securityDefaults',
      'subscribedSkus',
      'users',
    ] as const) {
      const snapshot = { ...reading.snapshot, [section]: unread('refused') };
      const made = makePlan({
        ...reading,
        snapshot,
        madeAt: reading.asOf,
        appVersion: '0',
        sha256,
      });
      expect(made.ok, section).toBe(false);
      if (!made.ok) expect(made.failure.code).toBe('plan/snapshot-incomplete');
    }
  });

  it('honours moved rings and refuses to move an administrator', () => {
    const base = planScenario('S02');
    const member = base.plan.rings[3]?.members[0] ?? '';
    const administrator = base.plan.rings[0]?.members[0] ?? '';
    const moved = planScenario('S02', { ringMoves: { [member]: 1 } });
    expect(moved.plan.rings[1]?.members).toContain(member);
    expect(moved.plan.rings[3]?.members).not.toContain(member);
    expect(moved.plan.rings.flatMap((ring) => ring.members)).toHaveLength(39);
    expect(() => planScenario('S02', { ringMoves: { [administrator]: 2 } })).toThrow(
      'administrators_in_ring_0',
    );
  });

  it('keeps a Microsoft-managed policy by hand where somebody chose so', () => {
    const base = planScenario('S02');
    const policyId = stepsFor(base.plan, 'managedPolicy')[0]?.target.id ?? '';
    const signed = { reason: 'ours covers more', by: 'gaa@kestrel.example', at: '2026-11-21' };
    const kept = planScenario('S02', {
      managedPolicy: [{ value: 'keepTheirs', policyId, ...signed }],
    });
    expect(stepsFor(kept.plan, 'managedPolicy').map((step) => step.kind)).toEqual(['manual']);
  });

  it('puts the RADIUS inventory before completing also while nobody knows who uses it', () => {
    const reading = scenarioSnapshot(readScenario('S02'));
    const nps = (users?: readonly { id: string }[]) =>
      planReading({
        ...reading,
        answers: {
          ...reading.answers,
          infrastructure: {
            npsExtension: { present: true, ...(users === undefined ? {} : { users: [...users] }) },
          },
        },
      });
    const open = nps();
    expectOrder(open, ['inventoryRadius', 'moveRadiusUsers', 'setComplete']);
    expect(stepsFor(open.plan, 'moveRadiusUsers')[0]?.manual?.userIds).toEqual([]);
    expect(stepsFor(nps([]).plan, 'moveRadiusUsers')).toEqual([]);
  });

  it('takes a group not found for empty only where the list of groups lacks it', () => {
    const reading = scenarioSnapshot(readScenario('S02'));
    const id = Object.keys(reading.snapshot.groupMembers)[0] ?? '';
    const notFound = { code: 'notFound', status: 404 } as const;
    const membersWhen = (groups: Snapshot['groups']) => {
      const groupMembers = { [id]: { kind: 'unread', reason: notFound } } as const;
      const snapshot = { ...reading.snapshot, groups, groupMembers };
      const { plan } = planReading({ ...reading, snapshot });
      const images = [imageOfPlan(plan), imageOfSnapshot(snapshot, null)];
      return images.map((image) => image.groups.get(id));
    };
    expect(membersWhen(read([]))).toEqual([new Set(), new Set()]);
    expect(membersWhen(reading.snapshot.groups)).toEqual([null, null]);
    expect(membersWhen(unread('network'))).toEqual([null, null]);
  });

  it('plans nothing that writes where everything is as it should be', () => {
    const file = readScenario('S01');
    if (file.input.kind === 'snapshot') throw new Error('S01 is a tenant');
    const enabled = { state: 'enabled', includeTargets: ['all_users'] } as const;
    const { plan } = planScenario({
      ...file,
      input: {
        ...file.input,
        amp: {
          ...file.input.amp,
          policyMigrationState: 'migrationComplete',
          methods: { Fido2: enabled, MicrosoftAuthenticator: enabled },
        },
        cohorts: file.input.cohorts.map((cohort) => ({
          ...cohort,
          methods: ['microsoftAuthenticatorPush'],
        })),
      },
    });
    expect(plan.enforcement).toBe('nothingToMigrate');
    expect(plan.steps.filter(isWrite)).toEqual([]);
    expect(plan.steps).toEqual([]);
  });
});
