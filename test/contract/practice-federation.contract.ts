import { describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import { noChoices } from '../../shared/tenant/choice';
import { parseSnapshot } from '../../src-main/cli/snapshot-file';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { errorCode, type Json, openClient, type Reply } from '../fixtures/practice-client';
import { snapshotText } from '../fixtures/snapshot-text';

type Tenant = Extract<ScenarioInput['input'], { kind: 'tenant' }>;

test('a federated domain: its MFA behaviour is in federationConfiguration, nowhere else', async () => {
  const scenario = loadBuiltInScenario('S02');
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  const behaviour = 'acceptIfMfaDoneByFederatedIdp';
  const federatedDomains = [{ domain: 'fed.example', federatedIdpMfaBehavior: behaviour }];
  const tenant = { ...scenario.input.tenant, federatedDomains };
  const client = await openClient({
    scenario: { ...scenario, input: { ...scenario.input, tenant } },
  });
  const domains = await client.all('/v1.0/domains');
  expect(domains.map((row) => [row['id'], row['authenticationType']])).toEqual([
    ...[
      ['kestrel.example', 'Managed'],
      ['kestrelexample.onmicrosoft.com', 'Managed'],
    ],
    ['fed.example', 'Federated'],
  ]);
  expect(JSON.stringify(domains)).not.toContain('federatedIdpMfaBehavior');
  const at = (id: string): Promise<Reply> =>
    client.get(`/v1.0/domains/${id}/federationConfiguration`);
  const [row] = (await at('FED.example')).json['value'] as Record<string, Json>[];
  expect(row).toMatchObject({
    '@odata.type': '#microsoft.graph.internalDomainFederation',
    federatedIdpMfaBehavior: behaviour,
  });
  expect(row).not.toHaveProperty('domain');
  for (const id of ['kestrel.example', 'nobody.example']) {
    const none = await at(id);
    expect([none.status, errorCode(none)]).toEqual([404, 'Request_ResourceNotFound']);
  }
  await client.tenant.close();
});

describe('what the product makes of federated domains', () => {
  type Federated = NonNullable<Tenant['tenant']['federatedDomains']>;

  /** Subjects of the finding, what is unread, and what PERMISSION-MISSING names. */
  async function read(federatedDomains: Federated, denied: string[] = []) {
    const scenario = loadBuiltInScenario('S02');
    if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
    const { tenant } = scenario.input;
    const graph = { denied: denied.map((data) => ({ data, status: 403 })) };
    const input = { ...scenario.input, tenant: { ...tenant, federatedDomains }, graph };
    const practice = await openPractice('S02', { scenario: { ...scenario, input } });
    const taken = await takeSnapshot({
      ...{ source: practice.source, store: practice.store, answers: null, control: goOn, sha256 },
      onProgress: () => undefined,
    });
    await practice.close();
    if (!taken.ok) throw new Error(taken.failure.code);
    const snapshot = taken.value;
    const asOf = snapshot.takenAt;
    const done = assess({ snapshot, answers: null, choices: noChoices, asOf });
    if (!done.ok) throw new Error(done.failure.code);
    const { findings, unread } = done.value.assessment;
    const subjects = (code: string): unknown =>
      findings.find((one) => one.code === code)?.subjects.map(({ id }) => id);
    return {
      open: subjects('ADFS-MFA-BEHAVIOUR'),
      data: findings.find((one) => one.code === 'ADFS-MFA-BEHAVIOUR')?.data,
      unread: unread.find((one) => one.source === 'federation')?.reason,
      refused: subjects('PERMISSION-MISSING'),
      file: parseSnapshot(snapshotText(snapshot), 's.json', sha256).ok,
    };
  }
  const rejects = 'rejectMfaByFederatedIdp';

  test('it asks for each federated domain, and keeps what it read', async () => {
    const seen = await read([
      { domain: 'accepts.example', federatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp' },
      { domain: 'rejects.example', federatedIdpMfaBehavior: rejects },
      { domain: 'below.rejects.example', federatedIdpMfaBehavior: null },
      { domain: 'two.example', federatedIdpMfaBehavior: rejects, further: [null] },
      { domain: 'empty.example', federatedIdpMfaBehavior: null, isEmpty: true },
      { domain: 'old.example', federatedIdpMfaBehavior: null, supportsMfa: true },
    ]);
    expect(seen.open).toEqual([
      ...['accepts.example', 'empty.example', 'old.example', 'two.example'],
    ]);
    expect(seen.data).toEqual({
      stagedRollout: [],
      federationBehaviours: {
        unknown: 2,
        acceptIfMfaDoneByFederatedIdp: 1,
        [rejects]: 1,
        supportsMfa: 1,
      },
    });
    expect([seen.unread, seen.refused, seen.file]).toEqual([undefined, undefined, true]);
  });

  test('refused: counted, unread, and the permission named', async () => {
    const domains = [{ domain: 'fed.example', federatedIdpMfaBehavior: rejects }];
    const seen = await read(domains, ['federationConfiguration']);
    expect([seen.open, seen.unread, seen.refused, seen.file]).toEqual([
      ...[['fed.example'], 'refused', ['federation'], true],
    ]);
  });

  test('no federated domain: nothing asked, nothing unread', async () => {
    const seen = await read([], ['federationConfiguration']);
    expect([seen.open, seen.unread, seen.refused]).toEqual([undefined, undefined, undefined]);
  });
});
