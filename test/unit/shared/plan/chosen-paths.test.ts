import { describe, expect, it } from 'vitest';
import { namedPeople, orderViolations } from '../../../../shared/plan/order-rules';
import type { Plan } from '../../../../shared/plan/plan';
import type { JsonObject } from '../../../../shared/json';
import { everyPath, kestrel, signed, withGuests } from './paths';
import { expectOrder, planScenario, stepsFor } from './plans';

const preferenceOf = (step: Plan['steps'][number] | undefined): JsonObject =>
  (step?.planned?.['systemCredentialPreferences'] ?? {}) as JsonObject;

describe('guests whom nothing asks', () => {
  const made = planScenario(withGuests);

  it('get partner trust before their policy, which comes on last of all', () => {
    expectOrder(made, ['partnerTrust', 'caReportOnly', 'caEnforce', 'managedPolicy']);
    const create = made.plan.steps.find((step) => step.target.name.includes('MFA for guests'));
    expect(create).toMatchObject({ kind: 'ca.create', planned: { state: 'disabled' } });
    const users = (create?.planned?.['conditions'] as JsonObject)['users'] as JsonObject;
    expect(users['includeUsers']).toEqual(['GuestsOrExternalUsers']);
    expect(users['excludeUsers']).toEqual(['evidence:s01']);
    const on = made.plan.steps.filter((step) => step.purpose === 'caEnforce');
    expect(on.at(-1)?.target.id).toBe(`created:${create?.id ?? ''}`);
  });

  it('are no reason for a policy where nobody of our own is covered', () => {
    const names = planScenario('S02').plan.steps.map((step) => step.target.name);
    expect(names.filter((name) => name.includes('guests'))).toEqual([]);
  });
});

describe('paths somebody chose', () => {
  const made = planScenario('S02', everyPath);
  const { plan, cohortsOf } = made;

  it('become steps that name their accounts, in order', () => {
    expectOrder(made, [
      'networkCondition',
      'enableQrCode',
      'caReportOnly',
      'removePhone',
      'finish',
    ]);
    expect(
      namedPeople(stepsFor(plan, 'networkCondition')[0] as Plan['steps'][number]),
    ).toHaveLength(2);
    expect(stepsFor(plan, 'enableQrCode')[0]?.manual?.userIds).toHaveLength(1);
    expect(cohortsOf(stepsFor(plan, 'removePhone')[0]?.manual?.userIds ?? [])).toEqual(['gaA']);
    expect(cohortsOf(stepsFor(plan, 'blockSignIn')[0]?.manual?.userIds ?? [])).toEqual(['offNone']);
  });

  it('leave a kept account as it is: not replaced, not covered, not cleared', () => {
    expect(stepsFor(plan, 'replaceServiceAccount')).toEqual([]);
    const cleared = stepsFor(plan, 'clearPerUser').flatMap((step) => step.items ?? []);
    expect(cohortsOf(cleared.map((item) => item.userId))).not.toContain('scan');
    expect(plan.steps.map((step) => step.kind)).not.toContain('ca.exclude');
  });

  it('ran out with their day: a kept account is replaced and cleared again', () => {
    const paths = everyPath.accountPaths?.map((one) =>
      one.value === 'keepUntil' ? { ...one, until: '2026-11-01' } : one,
    );
    const late = planScenario('S02', { ...everyPath, accountPaths: paths }).plan;
    expect(stepsFor(late, 'replaceServiceAccount')).toHaveLength(1);
    expect(late.staleChoices).toContainEqual({
      field: 'accountPaths',
      subject: 'scan@kestrel.example',
      value: 'keepUntil',
      because: 'ranOut',
    });
  });
});

describe('system-preferred authentication by a growing group', () => {
  const off = kestrel(({ amp, cohorts }) => ({
    amp: {
      ...amp,
      systemCredentialPreferences: { state: 'disabled', include: 'all_users' },
    },
    cohorts: cohorts.map((one) =>
      one.id === 'enfApp' ? { ...one, methods: [...one.methods, 'certificate'] } : one,
    ),
  }));
  const { plan } = planScenario(off);
  const steps = stepsFor(plan, 'systemPreferred');

  it('starts with an empty group, grows ring by ring, and ends with everybody', () => {
    const [pilot, all] = steps.filter((step) => step.kind === 'systemPreferred.set');
    const group = steps.find((step) => step.kind === 'group.create');
    expect(preferenceOf(pilot)).toMatchObject({
      state: 'enabled',
      includeTargets: [{ id: `created:${group?.id ?? ''}`, targetType: 'group' }],
    });
    expect(preferenceOf(all)).toMatchObject({
      state: 'enabled',
      includeTargets: [{ id: 'all_users', targetType: 'group' }],
    });
    expect(pilot?.prior).toMatchObject({ systemCredentialPreferences: { state: 'disabled' } });
    expect(all?.prior).toEqual(pilot?.planned);
    const joins = steps.filter((step) => step.kind === 'group.add' && step.ring !== undefined);
    const sizes = joins.map((step) => [step.ring, step.items?.length]);
    expect(sizes).toEqual([
      [0, 3],
      [2, 15],
      [3, 14],
    ]);
    expect(orderViolations(plan.steps)).toEqual([]);
  });

  it('never narrows what is on for everybody, unless somebody chose the rollout group', () => {
    const kinds = planScenario('S02').plan.steps.map((step) => step.kind);
    expect(kinds).not.toContain('systemPreferred.set');
    const chosen = planScenario('S02', everyPath).plan;
    const sets = chosen.steps.filter((step) => step.kind === 'systemPreferred.set');
    expect(sets).toHaveLength(2);
  });

  it('stays off where somebody chose so', () => {
    const choice = { value: 'disabled', include: 'all_users', ...signed } as const;
    const kept = planScenario(off, { systemPreferred: choice }).plan;
    expect(stepsFor(kept, 'systemPreferred')).toEqual([]);
  });

  it('leaves out whom it does not suit, by one exclude group', () => {
    const nps = planScenario({
      ...off,
      input: {
        ...(off.input as Extract<typeof off.input, { kind: 'tenant' }>),
        answers: {
          ...(off.input as Extract<typeof off.input, { kind: 'tenant' }>).answers,
          infrastructure: {
            npsExtension: { present: true, users: [{ upnPattern: 'enfphone*@kestrel.example' }] },
          },
        },
      },
    });
    const own = stepsFor(nps.plan, 'systemPreferred');
    const out = own.find((step) => step.kind === 'group.add' && step.ring === undefined);
    expect(nps.cohortsOf((out?.items ?? []).map((item) => item.userId))).toEqual([
      'enfApp',
      'enfPhone',
    ]);
    const joined = own
      .filter((step) => step.ring !== undefined)
      .flatMap((step) => step.items ?? [])
      .map((item) => item.userId);
    expect(nps.cohortsOf(joined)).not.toEqual(expect.arrayContaining(['enfPhone']));
    const pilot = own.find((step) => step.kind === 'systemPreferred.set');
    expect(preferenceOf(pilot)['excludeTargets']).toHaveLength(1);
  });
});

describe('registration', () => {
  it('lists who needs a Temporary Access Pass first: known to hold nothing', () => {
    const { plan, cohortsOf } = planScenario('S02');
    const passes = plan.steps.flatMap((step) => step.gate?.passUserIds ?? []);
    expect(cohortsOf(passes)).toEqual(['enabledNever', 'gaC', 'offNone']);
    expect(passes).toHaveLength(17);
    const gates = plan.steps.filter((step) => step.gate?.passUserIds !== undefined);
    for (const { gate } of gates) {
      expect(gate?.userIds).toEqual(expect.arrayContaining([...(gate?.passUserIds ?? [])]));
    }
  });
});
