import { describe, expect, it } from 'vitest';
import { makePlan } from '../../../../shared/plan/make-plan';
import type { Choices } from '../../../../shared/tenant/choice';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import {
  readScenario,
  type ScenarioFile,
  type ScenarioPolicy,
} from '../../../fixtures/scenario-file';
import { sha256 } from '../../../fixtures/stable-id';
import { carriedOut } from './carried-out';
import { planReading, planScenario } from './plans';
import { stepsLeft } from './reached-law';

const { plan, reading } = planScenario('S02');
const afterwards = (done: number): Snapshot => carriedOut(plan, reading.snapshot, done);

describe('a plan that is carried out', () => {
  const again = (snapshot: Snapshot) =>
    makePlan({ ...reading, snapshot, madeAt: reading.asOf, appVersion: '0', sha256 });

  it('leaves nothing to plan', () => {
    const made = again(afterwards(plan.steps.length));
    if (!made.ok) throw new Error(made.failure.code);
    expect(made.value.enforcement).toBe('nothingToMigrate');
    expect(made.value.steps).toEqual([]);
  });

  it('leaves something as long as its last writes are missing', () => {
    const enforced = plan.steps.findIndex((step) => step.purpose === 'setComplete');
    const made = again(afterwards(enforced));
    if (!made.ok) throw new Error(made.failure.code);
    const kinds = made.value.steps.map((step) => step.kind);
    expect(kinds).toContain('migration.state');
    // Our own are covered by now, so that guests come next (GUEST-NOT-ENFORCED).
    const creates = made.value.steps.filter((step) => step.kind === 'ca.create');
    expect(creates.map((step) => step.target.name)).toEqual([
      expect.stringContaining('MFA for guests'),
    ]);
    expect(kinds).not.toContain('perUserMfa.set');
  });
});

it('gives what each plan makes an id of its own', () => {
  const made = (one: typeof plan): string[] => {
    const { groupMembers } = carriedOut(one, reading.snapshot);
    return Object.keys(groupMembers).filter((id) => !(id in reading.snapshot.groupMembers));
  };
  const next = planReading({ ...reading, asOf: '2026-11-24' }).plan;
  expect(made(next).length).toBeGreaterThan(0);
  expect(made(plan)).toHaveLength(made(next).length);
  expect(made(plan).filter((id) => made(next).includes(id))).toEqual([]);
});

const signed = { reason: 'agreed', by: 'gaa@kestrel.example', at: '2026-11-22T09:00:00Z' };

/** S02 where policies ask that nobody has licences for: a decision stays open, planning goes on. */
function undecided(): ScenarioFile {
  const file = readScenario('S02');
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  const licences = { 'Microsoft 365 Business Standard': 60 };
  const policy: ScenarioPolicy = {
    name: 'Office asks',
    state: 'enabled',
    users: { include: ['All'] },
    apps: { include: ['Office365'] },
    grant: { operator: 'OR', controls: ['mfa'] },
  };
  const tenant = { ...file.input.tenant, licences };
  return { ...file, input: { ...file.input, tenant, conditionalAccess: [policy] } };
}

/** The same with two pupils, whom methods for everybody would reach. */
function withPupils(): ScenarioFile {
  const file = undecided();
  if (file.input.kind !== 'tenant') throw new Error('S02 is a tenant');
  const pupils = { id: 'pupil', count: 2, kind: 'student', perUserMfa: 'disabled' as const };
  const { answers, cohorts } = file.input;
  return {
    ...file,
    input: {
      ...file.input,
      cohorts: [...cohorts, { ...pupils, methods: [], inReport: true }],
      answers: { ...answers, populations: { pupils: [{ upnPattern: 'pupil*@kestrel.example' }] } },
    },
  };
}

describe('what an earlier plan made', () => {
  it.each<[string, ScenarioFile, Partial<Choices>]>([
    ['a group of pupils and one for methods', withPupils(), {}],
    [
      'system-preferred authentication ring by ring',
      undecided(),
      { systemPreferred: { value: 'enabled', include: 'rolloutGroup', ...signed } },
    ],
    [
      'a campaign for the rings',
      undecided(),
      {
        registrationCampaign: {
          value: 'enabled',
          include: ['rolloutGroup'],
          exclude: [],
          ...signed,
        },
      },
    ],
  ])('is taken for what it is: %s', (_, file, choices) => {
    const planned = planScenario(file, choices);
    expect(planned.plan.steps.some((step) => step.kind === 'method.configure')).toBe(true);
    const input = { ...planned.reading, madeAt: reading.asOf, appVersion: '0', sha256 };
    expect(stepsLeft(input, planned.plan)).toEqual([]);
  });
});
