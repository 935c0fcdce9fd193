import { expect, it } from 'vitest';
import { noChoices } from '../../../../shared/tenant/choice';
import { ok } from '../../../../shared/result';
import type { Answers } from '../../../../shared/tenant/answer';
import { sha256 } from '../../../../src-main/files/sha256';
import { Planning, type PlanningInput } from '../../../../src-main/workspace/planning';
import { saveAnswers, unansweredOf } from '../../../../src-main/workspace/save-answers';
import type { Workspace } from '../../../../src-main/workspace/workspace';
import { aSnapshot, asOf, type SnapshotOptions } from '../../../fixtures/a-snapshot';
import { allOn } from '../../shared/assess/cases/case';

/** What of a workspace the answers touch, over one tenant. */
function deskOf(options: SnapshotOptions): Workspace {
  const snapshot = aSnapshot(options);
  let kept: Answers | null = null;
  const planning = new Planning({ sha256, appVersion: '0.0.0', now: () => asOf });
  const desk = {
    ...{ snapshot, planning, connect: { account: '' }, nowIso: () => asOf },
    update: () => undefined,
    store: {
      answers: { get: () => kept, save: (answers: Answers) => ok((kept = answers)) },
      settings: { set: () => ok(undefined) },
    },
    planningInput: () => ok<PlanningInput>({ snapshot, answers: kept, choices: noChoices }),
  };
  return desk as unknown as Workspace;
}

const nullState = deskOf({ policy: { policyMigrationState: null } });
const options = { callToPhone: false, textToPhone: false, appNotification: false };

async function openAfter(desk: Workspace, answers: Omit<Answers, 'schema'>): Promise<number> {
  const saved = await saveAnswers(desk, { schema: 'causeway-answers/1', ...answers }, {});
  if (!saved.ok) throw new Error(saved.failure.code);
  return saved.value.unanswered.length;
}

it('asks no more for lists that the last answer shows were never used', async () => {
  expect(await unansweredOf(nullState, null)).toHaveLength(6);
  const verificationOptions = { ...options, appCodeOrHardwareToken: false };
  expect(await openAfter(nullState, { legacyMfa: { verificationOptions } })).toBe(0);
  // One of them was used: the second list counts, too.
  expect(await openAfter(nullState, { legacyMfa: { verificationOptions: allOn } })).toBe(2);
});

it('leaves them open where the answers do not fit the tenant', async () => {
  const verificationOptions = { ...options, appCodeOrHardwareToken: false };
  const accounts = { serviceAccounts: [{ upn: 'nobody@practice.example' }] };
  expect(await openAfter(nullState, { legacyMfa: { verificationOptions }, accounts })).toBe(2);
});

it('leaves them open while the state is pending', async () => {
  const verificationOptions = { ...options, appCodeOrHardwareToken: false };
  expect(await openAfter(deskOf({}), { legacyMfa: { verificationOptions } })).toBe(2);
});
