import { afterEach, describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import type { Assessment } from '../../shared/assess/assessment';
import { noChoices } from '../../shared/tenant/choice';
import {
  loadBuiltInScenario,
  parseScenario,
  type ScenarioInput,
} from '../../src-main/practice-tenant/scenario';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import { openClient, type JsonObject, type PracticeClient } from '../fixtures/practice-client';

const amp = '/policies/authenticationMethodsPolicy';
const offAppCount = 4;

/** Kestrel as a newer Graph could send it. */
function kestrel(): ScenarioInput {
  const scenario = loadBuiltInScenario('S02');
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  const { conditionalAccess } = scenario.input;
  const policy = conditionalAccess[0]?.name ?? '';
  const graph = {
    unrecognised: {
      methodConfigurations: [{ id: 'PalmScan', type: 'palmScanAuthenticationMethodConfiguration' }],
      states: {
        policyMigrationState: 'unknownFutureValue',
        systemCredentialPreferences: 'unknownFutureValue',
        registrationCampaign: 'unknownFutureValue',
        methods: { Voice: 'unknownFutureValue' },
      },
      userMethods: [{ cohort: 'offNone', name: 'palmScan' }],
      perUserMfaStates: [{ cohort: 'offApp', state: 'unknownFutureValue' }],
      policies: [
        {
          policy,
          grantControls: ['unknownFutureValue'],
          clientAppTypes: ['brainwave'],
          conditions: { moonPhases: { includePhases: ['full'] } },
        },
      ],
    },
  };
  const parsed = parseScenario(
    JSON.stringify({ ...scenario, input: { ...scenario.input, graph } }),
  );
  if (!parsed.ok) throw new Error(parsed.errors.join());
  return parsed.value;
}

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function tenant(): Promise<PracticeClient> {
  const client = await openClient({ scenario: kestrel(), lagMs: 0 });
  open.push(client);
  return client;
}

describe('members and types nobody has heard of', () => {
  test.each(['v1.0', 'beta'])('%s: the methods policy', async (version) => {
    const client = await tenant();
    const policy = (await client.get(`/${version}${amp}`)).json;
    const rows = policy['authenticationMethodConfigurations'] as JsonObject[];
    expect(rows.find((row) => row['id'] === 'PalmScan')).toMatchObject({
      '@odata.type': '#microsoft.graph.palmScanAuthenticationMethodConfiguration',
      state: 'enabled',
      includeTargets: [{ id: 'all_users', targetType: 'group' }],
    });
    expect(rows.find((row) => row['id'] === 'Voice')?.['state']).toBe('unknownFutureValue');
    expect(policy['policyMigrationState']).toBe('unknownFutureValue');
    const enforcement = policy['registrationEnforcement'] as Record<string, JsonObject>;
    expect(enforcement['authenticationMethodsRegistrationCampaign']).toMatchObject({
      ...{ state: 'unknownFutureValue', snoozeDurationInDays: 1 },
    });
    if (version === 'v1.0') return;
    expect(policy['systemCredentialPreferences']).toMatchObject({
      ...{ state: 'unknownFutureValue', includeTargets: [{ id: 'all_users' }] },
    });
  });

  test('a method of a person, by object and by name', async () => {
    const client = await tenant();
    const upn = 'offnone1@kestrel.example';
    const rows = await client.all(`/v1.0/users/${upn}/authentication/methods`);
    expect(rows.map((row) => row['@odata.type'])).toContain(
      '#microsoft.graph.palmScanAuthenticationMethod',
    );
    const details = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
    const row = (await client.get(`${details}/${client.userId(upn)}`)).json;
    expect(row).toMatchObject({ methodsRegistered: ['palmScan'], isMfaRegistered: true });
  });

  test('a per-user state, in bulk and by id', async () => {
    const client = await tenant();
    const upn = 'offapp1@kestrel.example';
    const requirements = `/beta/users/${upn}/authentication/requirements`;
    expect((await client.get(requirements)).json['perUserMfaState']).toBe('unknownFutureValue');
    const rows = await client.all('/v1.0/users?$select=userPrincipalName,perUserMfaState');
    const bulk = rows.find((row) => row['userPrincipalName'] === upn);
    expect(bulk?.['perUserMfaState']).toBe('unknownFutureValue');
    expect((await client.patch(requirements, { perUserMfaState: 'disabled' })).status).toBe(204);
  });

  test('a grant control and conditions of a policy', async () => {
    const client = await tenant();
    const [policy] = await client.all('/v1.0/identity/conditionalAccess/policies');
    expect((policy?.['grantControls'] as JsonObject)['builtInControls']).toContain(
      'unknownFutureValue',
    );
    expect(policy?.['conditions']).toMatchObject({ moonPhases: { includePhases: ['full'] } });
    expect((policy?.['conditions'] as JsonObject)['clientAppTypes']).toContain('brainwave');
  });

  test('names that point nowhere are found when the scenario is read', () => {
    const text = JSON.stringify(kestrel()).replace('"cohort":"offNone"', '"cohort":"nobody"');
    const parsed = parseScenario(text);
    expect(parsed.ok ? '' : parsed.errors.join()).toContain('graph.unrecognised: no nobody');
  });
});

async function assessed(scenario: ScenarioInput): Promise<Assessment> {
  const practice = await openPractice('S02', { scenario });
  const taken = await takeSnapshot({
    ...{ source: practice.source, store: practice.store, answers: null, control: goOn, sha256 },
    onProgress: () => undefined,
  });
  await practice.close();
  if (!taken.ok) throw new Error(taken.failure.code);
  const snapshot = taken.value;
  for (const part of [snapshot.users, snapshot.registration, snapshot.conditionalAccess]) {
    expect(part.kind).toBe('read');
  }
  const done = assess({
    ...{ snapshot, answers: null, choices: noChoices, asOf: snapshot.takenAt },
  });
  if (!done.ok) throw new Error(done.failure.code);
  return done.value.assessment;
}

const policyUnread = { source: 'authenticationMethodsPolicy', reason: 'malformed' };

test('the product reads such a tenant, and counts nothing unknown as safe', async () => {
  const { findings, counts, unread } = await assessed(kestrel());
  expect(findings.map((one) => one.code)).toContain('DATA-UNREADABLE');
  expect(unread).toContainEqual(policyUnread);
  expect(counts.perUserUnknown).toBe(offAppCount);
  expect(counts.safeToClearNow).toBe(0);
  expect(counts.usersStrandedNow).toBeNull();
});

test.each(['systemCredentialPreferences', 'registrationCampaign'] as const)(
  'a state of %s alone that nobody knows is named',
  async (name) => {
    const scenario = loadBuiltInScenario('S02');
    if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
    const known = await assessed(scenario);
    expect(known.unread.map((one) => one.source)).not.toContain(policyUnread.source);
    const graph = { unrecognised: { states: { [name]: 'unknownFutureValue' } } };
    const changed = { ...scenario, input: { ...scenario.input, graph } } as ScenarioInput;
    expect((await assessed(changed)).unread).toContainEqual(policyUnread);
  },
);
