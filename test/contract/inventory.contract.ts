import { describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import type { Answers } from '../../shared/tenant/answer';
import { noChoices } from '../../shared/tenant/choice';
import type { Snapshot } from '../../shared/tenant/snapshot';
import { parseSnapshot } from '../../src-main/cli/snapshot-file';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn } from '../fixtures/open-practice';
import { captureOf, readCapture } from '../fixtures/read-capture';
import { watchPractice } from '../fixtures/watched-practice';
import { snapshotText } from '../fixtures/snapshot-text';

type Tenant = Extract<ScenarioInput['input'], { kind: 'tenant' }>;
const answers: Answers = {
  schema: 'causeway-answers/1',
  sspr: { scope: 'all', methodsRequired: 2, methods: [] },
};

async function read(change: (input: Tenant) => void): Promise<{
  snapshot: Snapshot;
  asked: readonly string[];
  data: Record<string, unknown>;
  states: Record<string, string>;
}> {
  const scenario = structuredClone(loadBuiltInScenario('S02'));
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  change(scenario.input);
  const practice = await watchPractice('S02', { scenario });
  const states: Record<string, string> = {};
  const taken = await takeSnapshot({
    ...{ source: practice.source, store: practice.store, answers: null, control: goOn, sha256 },
    onProgress: ({ sources }) => {
      for (const { source, state } of sources) states[source] = state;
    },
  });
  const asked = [...practice.gets].map((url) => url.split('?')[0] ?? '');
  await practice.close();
  if (!taken.ok) throw new Error(taken.failure.code);
  const snapshot = taken.value;
  expect(parseSnapshot(snapshotText(snapshot), 's.json', sha256).ok).toBe(true);
  const done = assess({ snapshot, answers, choices: noChoices, asOf: snapshot.takenAt });
  if (!done.ok) throw new Error(done.failure.code);
  const { findings } = done.value.assessment;
  return {
    snapshot,
    asked,
    states,
    data: Object.fromEntries(findings.map((one) => [one.code, one.data])),
  };
}

const federated = (input: Tenant): void => {
  input.tenant.federatedDomains = [
    { domain: 'fed.example', federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' },
  ];
  input.tenant.dirSync = true;
  input.stagedRollout = [
    { name: 'Hash for the pilot', feature: 'passwordHashSync' },
    { name: 'MFA', feature: 'multiFactorAuthentication', enabled: false },
  ];
};

describe('inventory', () => {
  test('of a federated tenant: what already moves people, beside the decision', async () => {
    const { snapshot, data } = await read(federated);
    expect(data['ADFS-MFA-BEHAVIOUR']).toMatchObject({
      federationBehaviours: { enforceMfaByFederatedIdp: 1 },
      stagedRollout: [{ displayName: 'Hash for the pilot' }],
      passwordHashSync: true,
    });
    const rows = snapshot.stagedRollout?.kind === 'read' ? snapshot.stagedRollout.value : [];
    expect(rows.map((row) => row.feature)).toEqual([
      ...['passwordHashSync', 'multiFactorAuthentication'],
    ]);
    expect(data['SSPR-TWO-METHODS-STAYS']).toMatchObject({ administratorsReset: true });
  });

  test('is not asked for where it does not matter', async () => {
    const { snapshot, asked, states } = await read((input) => {
      input.conditionalAccess = [];
    });
    expect(
      asked.filter((url) => /featureRollout|onPremises|delegatedAdmin|templates/.test(url)),
    ).toEqual([]);
    expect(asked).toContain('/v1.0/policies/authorizationPolicy');
    expect([snapshot.stagedRollout, snapshot.partnerRelationships]).toEqual([undefined, undefined]);
    const idle = Object.keys(states).filter((source) => states[source] === 'notNeeded');
    expect(idle.sort()).toEqual([
      ...['conditionalAccessTemplates', 'federation', 'onPremisesSynchronization'],
      ...['partnerRelationships', 'reportOnlySignIns', 'stagedRollout'],
    ]);
    expect(Object.values(states)).not.toContain('waiting');
  });

  test('of a partner: its customers, and of policies their templates', async () => {
    const { snapshot, data } = await read((input) => {
      input.conditionalAccess.push({
        templateId: 'c7503427-338e-4c5e-902d-abe252abfb43',
        ...{ name: 'A trial', state: 'enabledForReportingButNotEnforced' },
        ...{ users: { include: ['All'] }, apps: { include: ['All'] } },
        grant: { operator: 'OR', controls: ['mfa'] },
      });
      input.delegatedAdmin = [
        { name: 'Help', customer: 'Contoso', status: 'active', roles: ['Global Reader'] },
        { name: 'Old', customer: 'Fabrikam', status: 'expired', roles: ['Global Reader'] },
      ];
    });
    const rows =
      snapshot.partnerRelationships?.kind === 'read' ? snapshot.partnerRelationships.value : [];
    expect(rows.map((row) => [row.displayName, row.status, row.customer?.displayName])).toEqual([
      ['Help', 'active', 'Contoso'],
      ['Old', 'expired', 'Fabrikam'],
    ]);
    expect(snapshot.conditionalAccessTemplates?.kind).toBe('read');
    expect(data['CA-REPORT-ONLY-NOT-COVERAGE']).toMatchObject({
      madeFrom: ['Require multifactor authentication for admins'],
    });
  });

  test('refused is unread and names the permission; a hand-made capture was never asked', async () => {
    const { snapshot } = await read((input) => {
      federated(input);
      input.graph = { denied: [{ data: 'featureRolloutPolicies', status: 403 }] };
    });
    expect(snapshot.stagedRollout).toMatchObject({ kind: 'unread', reason: { code: 'refused' } });
    const bare = await readCapture(captureOf([]));
    expect([bare.authorizationPolicy, bare.stagedRollout]).toEqual([undefined, undefined]);
  });
});
