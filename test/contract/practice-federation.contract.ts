import { expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { errorCode, type Json, openClient, type Reply } from '../fixtures/practice-client';

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
