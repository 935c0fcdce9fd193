import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { generateScenario } from '../../src-main/practice-tenant/generate';
import type { ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import { readRequests } from '../fixtures/practice-requests';

interface Budgets {
  readonly listRequestsPerThousandUsers: number;
  readonly listRequestsAtLeast: number;
  readonly sampledShareOfUsers: number;
  readonly otherRequests: number;
  /** People asked for their phones one by one, whatever the tenant. */
  readonly phoneHoldersAsked: number;
}

const budgets = JSON.parse(
  readFileSync(join(import.meta.dirname, 'budgets.json'), 'utf8'),
) as Budgets;
const partsOfBatch = 20;
const report: string[] = [];
afterAll(() => void process.stdout.write(`${report.join('\n')}\n`));

/** A tenant whose policy lets everybody with a mobile phone sign in by text message. */
function smsForEverybody(users: number): ScenarioInput {
  const scenario = generateScenario({ users, seed: 1 });
  const { input } = scenario;
  if (input.kind !== 'tenant') throw new Error('A generated scenario is one tenant');
  const target: { state: 'enabled'; includeTargets: string[]; isUsableForSignIn: boolean } = {
    state: 'enabled',
    includeTargets: ['all_users'],
    isUsableForSignIn: true,
  };
  const methods = { ...input.amp.methods, Sms: target };
  return { ...scenario, input: { ...input, amp: { ...input.amp, methods } } };
}

test.each([4_000, 20_000])('%i accounts, SMS sign-in for everybody', async (users) => {
  const practice = await openPractice('S02', { scenario: smsForEverybody(users) });
  const taken = await takeSnapshot({
    source: practice.source,
    store: practice.store,
    answers: null,
    control: goOn,
    onProgress: () => undefined,
    sha256,
  });
  const requests = await readRequests(practice.tenant.graphUrl);
  await practice.close();
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
  const { registration, smsSignInReady, smsSignInUnread = {} } = taken.value;
  if (registration.kind !== 'read') throw new Error('The report is licensed here');
  const holders = registration.value.filter(
    ({ methodsRegistered }) => methodsRegistered?.includes('mobilePhone') === true,
  ).length;
  const count = (pattern: RegExp): number =>
    requests.reduce((sum, [template, times]) => sum + (pattern.test(template) ? times : 0), 0);
  const asked = count(/phoneMethods$/);
  // A part of a batch is no request of its own on the wire.
  const parts = count(/authentication\/(requirements|phoneMethods)$/);
  const onTheWire = count(/^(?!.*_practice)/) - parts;
  report.push(
    `${users} accounts, ${holders} with a mobile phone: ${asked} asked, ` +
      `${onTheWire} requests, ${((onTheWire * 1000) / users).toFixed(1)} per 1,000 accounts`,
  );
  expect(holders).toBeGreaterThan(budgets.phoneHoldersAsked);
  expect(asked).toBeLessThanOrEqual(budgets.phoneHoldersAsked);
  const lists = budgets.listRequestsAtLeast + (budgets.listRequestsPerThousandUsers * users) / 1000;
  const batches = (budgets.phoneHoldersAsked + budgets.sampledShareOfUsers * users) / partsOfBatch;
  expect(onTheWire).toBeLessThanOrEqual(lists + batches + budgets.otherRequests);
  // Everybody else is named as not asked, none is taken for somebody who does not.
  expect(smsSignInReady?.kind).toBe('read');
  expect(Object.keys(smsSignInUnread)).toHaveLength(holders - asked);
  expect(new Set(Object.values(smsSignInUnread).map(({ code }) => code))).toEqual(
    new Set(['notAsked']),
  );
});
