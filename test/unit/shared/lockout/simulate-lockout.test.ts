import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/assess/people';
import { sortMethods } from '../../../../shared/entra/method-order';
import {
  judgePerson,
  simulatePerson,
  simulatePlan,
} from '../../../../shared/lockout/simulate-lockout';
import type { Verdict } from '../../../../shared/lockout/verdict';
import { applyStep, imageOfPlan } from '../../../../shared/plan/post-image';
import { summarizePlan } from '../../../../shared/plan/summary';
import type { Answers } from '../../../../shared/tenant/answer';
import { noChoices } from '../../../../shared/tenant/choice';
import { makePlan } from '../../../../shared/plan/make-plan';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';
import { sha256 } from '../../../fixtures/stable-id';
import { planScenario } from '../plan/plans';
import { randomScenario } from '../plan/random-scenario';
import { aPerson, anImage } from './people';

const today = '2026-11-22';
const allOn: Answers = {
  schema: 'causeway-answers/1',
  legacyMfa: {
    verificationOptions: {
      callToPhone: true,
      textToPhone: true,
      appNotification: true,
      appCodeOrHardwareToken: true,
    },
  },
  sspr: { scope: 'none', methods: [] },
};
const phone: Partial<Person> = { methods: ['mobilePhone'], isPhoneOnly: true };
const nothing: Partial<Person> = { methods: [], hasNoMethod: true };
const state = (policyMigrationState: string | null) => ({ policy: { policyMigrationState } });

describe('judgePerson', () => {
  const cases: [string, Partial<Person>, Parameters<typeof anImage>, string, Verdict][] = [
    ['a key under security defaults', {}, [{ securityDefaults: true }], today, 'signsIn'],
    ['nothing registered, nothing asks', nothing, [{}], today, 'signsIn'],
    [
      'nothing registered, security defaults',
      nothing,
      [{ securityDefaults: true }],
      today,
      'mustRegister',
    ],
    [
      'per-user MFA enabled, nothing registered',
      { ...nothing, perUserMfa: 'enabled' },
      [{}],
      today,
      'mustRegister',
    ],
    ['methods unread', { methods: null }, [{ securityDefaults: true }], today, 'unknown'],
    [
      'a phone the legacy list allows',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      today,
      'signsIn',
    ],
    [
      'the same after Complete',
      phone,
      [{ ...state('migrationComplete'), securityDefaults: true }, allOn],
      today,
      'mustRegister',
    ],
    [
      'the same with no answer',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, null],
      today,
      'unknown',
    ],
    [
      'the same where the state is null',
      phone,
      [{ ...state(null), securityDefaults: true }, allOn],
      today,
      'mustRegister',
    ],
    [
      'a phone in February',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-02-01',
      'mustRegister',
    ],
    [
      'a phone the day before',
      phone,
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-01-31',
      'signsIn',
    ],
    [
      'a Global Administrator’s phone in February',
      { ...phone, isGlobalAdministrator: 'active' },
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-06-30',
      'signsIn',
    ],
    [
      'and in July',
      { ...phone, isGlobalAdministrator: 'active' },
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-07-01',
      'mustRegister',
    ],
    [
      'an eligible one in February',
      { ...phone, isGlobalAdministrator: 'eligible' },
      [{ ...state('migrationInProgress'), securityDefaults: true }, allOn],
      '2027-02-01',
      'mustRegister',
    ],
    [
      'another cloud has no date',
      phone,
      [
        { ...state('migrationInProgress'), securityDefaults: true, snapshot: { cloud: 'usgov' } },
        allOn,
      ],
      '2027-08-01',
      'signsIn',
    ],
    [
      'no replacement offered',
      phone,
      [{ methods: {}, ...state('migrationComplete'), securityDefaults: true }, allOn],
      today,
      'blocked',
    ],
    [
      'a scanner cannot register',
      { ...nothing, kind: 'serviceAccount', isPerson: false },
      [{ securityDefaults: true }],
      today,
      'blocked',
    ],
    [
      'an unknown method never counts',
      { methods: ['someNewMethod'], hasNoMethod: true },
      [{ securityDefaults: true }],
      today,
      'mustRegister',
    ],
  ];

  it.each(cases)('%s', (_, change, image, date, verdict) => {
    expect(judgePerson(anImage(...image), aPerson(change), date).verdict).toBe(verdict);
  });

  it('says what asks', () => {
    const asked = (options: Parameters<typeof anImage>[0], change: Partial<Person> = {}) =>
      judgePerson(anImage(options), aPerson(change), today).askedBy;
    expect(asked({ securityDefaults: true })).toBe('securityDefaults');
    expect(asked({}, { perUserMfa: 'enforced' })).toBe('perUserMfa');
    expect(asked({})).toBe('nothing');
    expect(asked({}, { perUserMfa: 'unknown' })).toBe('unknown');
  });
});

describe('order of methods', () => {
  it('is dated data', () => {
    const held = ['certificate', 'mobilePhone', 'microsoftAuthenticatorPush', 'fido2', 'odd'];
    expect(sortMethods(held, '2023-06-01')[0]).toBe('certificate');
    expect(sortMethods(held, '2025-01-01').at(-2)).toBe('certificate');
    expect(sortMethods(held, today)).toEqual([
      'fido2',
      'certificate',
      'microsoftAuthenticatorPush',
      'mobilePhone',
      'odd',
    ]);
    expect(sortMethods(held, '2026-03-17').at(-2)).toBe('certificate');
  });
});

describe('simulatePlan', () => {
  const { plan, cohortsOf, reading } = planScenario('S02');
  const simulation = simulatePlan(plan);

  it('starts with everybody enabled and ends with everybody accounted for', () => {
    expect(simulation.steps).toHaveLength(plan.steps.length + 1);
    for (const { counts } of simulation.steps) {
      expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(42);
    }
    expect(simulation.steps[0]?.counts).toMatchObject({ mustRegister: 2, blocked: 0, unknown: 0 });
    expect(simulation.steps.at(-1)?.counts).toMatchObject({ mustRegister: 24, blocked: 0 });
  });

  it('names those whom a step reaches, and nobody else', () => {
    const joins = plan.steps.findIndex((step) => step.kind === 'group.add' && step.ring === 3);
    const changed = simulation.steps[joins + 1]?.changed ?? [];
    expect(changed).toHaveLength(14);
    expect(cohortsOf(changed.map((one) => one.after.userId))).toEqual(['offNone']);
    expect(changed[0]).toMatchObject({
      before: { verdict: 'signsIn', askedBy: 'nothing' },
      after: { verdict: 'mustRegister', askedBy: 'conditionalAccess' },
    });
    const soak = plan.steps.findIndex((step) => step.kind === 'soak');
    expect(simulation.steps[soak + 1]?.changed).toEqual([]);
  });

  it('agrees with judging every person afresh after every step', () => {
    for (const id of ['S01', 'S02', 'S12']) {
      const { plan: one } = planScenario(id);
      const run = simulatePlan(one);
      let image = imageOfPlan(one);
      const enabled = one.people.filter((person) => person.enabled);
      for (const [index, step] of one.steps.entries()) {
        image = applyStep(image, step);
        const fresh = { signsIn: 0, losesStrongest: 0 };
        const blocked = enabled.filter(
          (person) => judgePerson(image, person, one.asOf).verdict === 'blocked',
        );
        for (const person of enabled) {
          const { verdict } = judgePerson(image, person, one.asOf);
          if (verdict === 'signsIn') fresh.signsIn += 1;
        }
        const counted = run.steps[index + 1]?.counts;
        expect(counted?.blocked, `${id} ${step.id}`).toBe(blocked.length);
        expect((counted?.signsIn ?? 0) + (counted?.losesStrongest ?? 0)).toBeGreaterThanOrEqual(
          fresh.signsIn,
        );
      }
    }
  });

  it('sums up for Review', () => {
    const summary = summarizePlan(plan, simulation);
    expect(summary).toMatchObject({ loseAccess: 0, unknown: 0, peopleMoved: 40 });
    expect(summary.writes).toBe(summary.settingsChanged + 9);
  });

  it('tells one person’s way, with the dates', () => {
    const id = reading.users.find(({ cohort }) => cohort.id === 'enfPhone')?.user.id ?? '';
    const told = simulatePerson(plan, id);
    if (!told.ok) throw new Error(told.failure.code);
    expect(told.value.person.ring).toBe(2);
    expect(told.value.points[0]).toMatchObject({
      stepId: 'start',
      verdict: { askedBy: 'perUserMfa' },
    });
    expect(told.value.points.at(-1)?.verdict.verdict).toBe('mustRegister');
    expect(told.value.dates?.map((one) => one.withoutPlan.verdict)).toEqual([
      'mustRegister',
      'mustRegister',
    ]);
    const stranger = simulatePerson(plan, 'nobody');
    expect(stranger.ok).toBe(false);
  });
});

const rank: Readonly<Record<Verdict, number>> = {
  signsIn: 0,
  askedToRegister: 1,
  losesStrongest: 1,
  mustRegister: 3,
  unknown: 4,
  blocked: 5,
};

describe('laws of the simulation', () => {
  it('never judges worse for one more registered passkey', () => {
    fc.assert(
      fc.property(randomScenario, (file) => {
        const reading = scenarioSnapshot(file);
        const made = makePlan({
          ...reading,
          choices: noChoices,
          madeAt: reading.asOf,
          appVersion: '0',
          sha256,
        });
        if (!made.ok) return;
        const last = made.value.steps.reduce(applyStep, imageOfPlan(made.value));
        for (const image of [imageOfPlan(made.value), last]) {
          for (const person of made.value.people) {
            if (person.methods === null) continue;
            const richer = {
              ...person,
              methods: [...person.methods, 'passKeySynced'],
              isPhoneOnly: false,
              hasNoMethod: false,
            };
            const before = judgePerson(image, person, reading.asOf).verdict;
            const after = judgePerson(image, richer, reading.asOf).verdict;
            expect(rank[after], `${before} to ${after}`).toBeLessThanOrEqual(rank[before]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shuts out nobody who could sign in before, gates apart', () => {
    fc.assert(
      fc.property(randomScenario, (file) => {
        const reading = scenarioSnapshot(file);
        const made = makePlan({ ...reading, madeAt: reading.asOf, appVersion: '0', sha256 });
        if (!made.ok) return;
        const people = new Map(made.value.people.map((one) => [one.id, one]));
        const gated = new Set<string>();
        for (const [index, step] of simulatePlan(made.value).steps.entries()) {
          const planned = made.value.steps[index - 1];
          if (planned?.gate?.figure === 'registered') {
            for (const id of planned.gate.userIds ?? []) gated.add(id);
          }
          for (const { before, after } of step.changed) {
            const isLost = rank[after.verdict] >= 3 && rank[before.verdict] < 3;
            const person = people.get(after.userId);
            if (!isLost || person?.isStaff !== true) continue;
            expect(gated.has(after.userId), `${planned?.id ?? ''} ${after.verdict}`).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
