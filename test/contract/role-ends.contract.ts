import { afterEach, describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import type { Assessment } from '../../shared/assess/assessment';
import type { Answers } from '../../shared/tenant/answer';
import { noChoices } from '../../shared/tenant/choice';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../fixtures/open-practice';
import { openClient } from '../fixtures/practice-client';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

const schedules = '/v1.0/roleManagement/directory/roleAssignmentScheduleInstances';
const upns = ['keya', 'keyb'].map((name) => `${name}@quaysideexample.onmicrosoft.com`);
const answers: Answers = {
  schema: 'causeway-answers/1',
  accounts: { emergencyAccess: upns.map((upn) => ({ upn })) },
};

/** S12 with P2 and two emergency access accounts: of the second, the role ends at `until`. */
function scenario(until: string | undefined, denied: readonly string[] = []): ScenarioInput {
  const whole = structuredClone(loadBuiltInScenario('S12'));
  if (whole.input.kind !== 'tenant') throw new Error('S12 is one tenant.');
  const { input } = whole;
  input.tenant.licences = { 'Microsoft 365 E5': 22 };
  for (const [id, more] of [['keyA', {}] as const, ['keyB', until && { until }] as const]) {
    input.cohorts.push({
      ...{ id, count: 1, kind: 'member', perUserMfa: 'disabled', methods: ['fido2SecurityKey'] },
      ...{ upnDomain: 'initial', licence: null },
      roles: [{ role: 'Global Administrator', assignment: 'active', ...(more || {}) }],
    });
  }
  input.graph = { ...input.graph, denied: denied.map((data) => ({ data, status: 403 })) };
  return whole;
}

async function assessed(tenant: ScenarioInput): Promise<Assessment> {
  const practice = await openPractice('S12', { scenario: tenant, lagMs: 0 });
  open.push(practice);
  const taken = await takeSnapshot({
    ...{ source: practice.source, store: practice.store, answers },
    ...{ control: goOn, onProgress: () => undefined, sha256 },
  });
  if (!taken.ok) throw new Error(taken.failure.code);
  const asOf = taken.value.takenAt;
  const done = assess({ snapshot: taken.value, answers, choices: noChoices, asOf });
  if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return done.value.assessment;
}

function notForGood({ findings }: Assessment): readonly string[] {
  return (findings.find(({ code }) => code === 'BG-ELIGIBLE-ONLY')?.subjects ?? [])
    .map((one) => one.name.toLowerCase())
    .sort();
}

function endsUnread({ unread }: Assessment): string | undefined {
  return unread.find(({ source }) => source === 'roleEnds')?.reason;
}

describe('emergency access in a tenant where roles may end', () => {
  test('is for good where its schedules say so', async () => {
    const found = await assessed(scenario(undefined));
    expect([notForGood(found), endsUnread(found)]).toEqual([[], undefined]);
  });

  test('is named where its role ends on a day', async () => {
    const found = await assessed(scenario('2027-03-01T00:00:00Z'));
    expect([notForGood(found), endsUnread(found)]).toEqual([[upns[1]], undefined]);
  });

  test('is named, and the reason with it, where the schedules are refused', async () => {
    const found = await assessed(scenario(undefined, ['roleAssignmentScheduleInstances']));
    expect([notForGood(found), endsUnread(found)]).toEqual([upns, 'refused']);
  });
});

test('the practice tenant tells ends with P2, and without it refuses as Graph does', async () => {
  const premium = await openClient({ scenario: scenario('2027-03-01T00:00:00Z'), lagMs: 0 });
  const rows = await premium.all(schedules);
  expect(rows.map((row) => [row['assignmentType'], row['endDateTime']])).toEqual([
    ['Assigned', null],
    ['Assigned', null],
    ['Assigned', '2027-03-01T00:00:00Z'],
  ]);
  await premium.tenant.close();
  const plain = await openClient({ scenario: loadBuiltInScenario('S12'), lagMs: 0 });
  const reply = await plain.get(schedules);
  expect([reply.status, reply.json['error']]).toMatchObject([
    400,
    { code: 'AadPremiumLicenseRequired' },
  ]);
  await plain.tenant.close();
});
