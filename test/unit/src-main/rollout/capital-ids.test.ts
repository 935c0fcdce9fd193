import { beforeAll, expect, it } from 'vitest';
import { assess } from '../../../../shared/assess/assess';
import type { Capture } from '../../../../shared/tenant/capture';
import type { Answers } from '../../../../shared/tenant/answer';
import { noChoices } from '../../../../shared/tenant/choice';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import { goOn, openPractice } from '../../../fixtures/open-practice';
import { readCapture } from '../../../fixtures/read-capture';
import { readScenario } from '../../../fixtures/scenario-file';

const { answers } = readScenario('S02').input as unknown as { answers: Answers };
const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
let captured: Capture;

beforeAll(async () => {
  const scenario = structuredClone(loadBuiltInScenario('S02'));
  if (scenario.input.kind !== 'tenant') throw new Error('S02 is one tenant.');
  for (const cohort of scenario.input.cohorts) if (cohort.id === 'scan') cohort.ropc = true;
  scenario.input.conditionalAccess.push({
    ...{ name: 'MFA', state: 'enabled', users: { includeGroups: ['SSPR-Users'] } },
    ...{ apps: { include: ['All'] }, grant: { operator: 'OR', controls: ['mfa'] } },
  });
  const practice = await openPractice('S02', { scenario });
  const text = await captureTenant(practice.source, {
    ...{ signal: goOn.signal, onProgress: () => undefined, answers },
  });
  await practice.close();
  if (!text.ok) throw new Error(text.failure.code);
  captured = JSON.parse(text.value) as Capture;
});

/** Findings of the capture, its ids in capitals where the address fits. */
async function findingsWith(capitals: RegExp): Promise<string> {
  let changed = 0;
  const responses = captured.responses.map((one) => {
    if (!capitals.test(one.url)) return one;
    const body = JSON.stringify(one.body).replace(guid, (id) => {
      changed += 1;
      return id.toUpperCase();
    });
    return { ...one, body: JSON.parse(body) as typeof one.body };
  });
  if (capitals.source !== 'nothing') expect(changed).toBeGreaterThan(0);
  const snapshot = await readCapture(JSON.stringify({ ...captured, responses }), answers);
  const done = assess({ snapshot, answers, choices: noChoices, asOf: snapshot.takenAt });
  if (!done.ok) throw new Error(done.failure.code);
  const { findings, counts, unread } = done.value.assessment;
  const told = findings.map(({ code, severity, subjects }) => [
    ...[code, severity],
    ...subjects.map(({ id }) => id.toLowerCase()).sort(),
  ]);
  return JSON.stringify([told, counts, unread]);
}

it.each([
  ['accounts', /^\/v1\.0\/users\?/],
  ['the report', /userRegistrationDetails/],
  ['role assignments', /roleAssignments/],
  ['members', /transitiveMembers/],
  ['groups', /^\/v1\.0\/groups\?/],
  ['policies', /conditionalAccess\/policies/],
  ['sign-ins', /signIns\?/],
] as const)('%s in capitals are who they are in every other list', async (_, capitals) => {
  const plain = await findingsWith(/nothing/);
  expect(plain).toContain('ROPC-RISK');
  expect(plain).toContain('PU-MFA-COVERED');
  expect(await findingsWith(capitals)).toBe(plain);
});
