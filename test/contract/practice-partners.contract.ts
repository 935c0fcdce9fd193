import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  loadBuiltInScenario,
  parseScenario,
  type ScenarioInput,
} from '../../src-main/practice-tenant/scenario';
import {
  errorCode,
  openClient,
  type JsonObject,
  type PracticeClient,
  str,
} from '../fixtures/practice-client';
import { OpenApiChecker } from '../tools/openapi-checker';

const checker = new OpenApiChecker('v1.0');
const relationships = '/tenantRelationships/delegatedAdminRelationships';
const rollouts = '/policies/featureRolloutPolicies';
const customers = 350;

function partner(): ScenarioInput {
  const scenario = loadBuiltInScenario('S02');
  const status = ['active', 'approvalPending', 'expired'];
  const extras = {
    contracts: [
      { customer: 'Bakery', domain: 'bakery.example' },
      { customer: 'Quay', domain: 'quay.example', type: 'ResellerPartner' },
    ],
    delegatedAdmin: Array.from({ length: customers }, (_, i) => ({
      ...{ name: `Relationship ${i + 1}`, customer: i === 0 ? 'Bakery' : `Customer ${i + 1}` },
      ...{ status: status[i % 3], roles: ['Global Reader', 'Authentication Policy Administrator'] },
      ...(i === 2 ? { reseller: true, createdDaysAgo: 800 } : {}),
    })),
    stagedRollout: [
      { name: 'Hash sync', feature: 'passwordHashSync', groups: ['SSPR-Users'] },
      { name: 'MFA', feature: 'multiFactorAuthentication', enabled: false },
      { name: 'Certificates', feature: 'certificateBasedAuthentication', everyone: true },
    ],
  };
  const input = { ...scenario.input, ...extras };
  const parsed = parseScenario(JSON.stringify({ ...scenario, input }));
  if (!parsed.ok) throw new Error(parsed.errors.join());
  return parsed.value;
}

let client: PracticeClient;
beforeAll(async () => {
  client = await openClient({ scenario: partner(), lagMs: 0 });
});
afterAll(() => client.tenant.close());

async function checked(path: string, headers?: Record<string, string>): Promise<JsonObject> {
  const reply = await client.get(`/v1.0${path}`, headers);
  expect(reply.status, reply.text).toBe(200);
  const plain = path.split('?')[0] ?? path;
  const verdict = checker.response('GET', plain, 200, reply.json);
  expect(verdict.errors).toEqual([]);
  return reply.json;
}

describe('customers of a partner', () => {
  test('contracts and relationships name the same tenants', async () => {
    const contracts = (await checked('/contracts'))['value'] as JsonObject[];
    expect(contracts.map((row) => [row['displayName'], row['contractType']])).toEqual([
      ['Bakery', 'Contract'],
      ['Quay', 'ResellerPartner'],
    ]);
    const [first] = (await checked(relationships))['value'] as Record<string, JsonObject>[];
    expect(first?.['customer']?.['tenantId']).toBe(contracts[0]?.['customerId']);
  });

  test('300 a page, and more than 300 is refused', async () => {
    const path = `/v1.0${relationships}`;
    const page = await client.get(`${path}?$top=300`);
    expect(page.json['value']).toHaveLength(300);
    expect(await client.all(path)).toHaveLength(customers);
    for (const top of [301, 999]) {
      const refused = await client.get(`${path}?$top=${top}`);
      expect(refused.status).toBe(400);
      expect(checker.response('GET', relationships, 400, refused.json).errors).toEqual([]);
    }
  });

  test('statuses, dates and the reseller’s own type', async () => {
    const rows = await client.all(`/v1.0${relationships}`);
    const [active, pending, expired] = rows;
    expect(active).toMatchObject({
      ...{ status: 'active', activatedDateTime: '2026-05-07T12:00:00Z', duration: 'P730D' },
      endDateTime: '2028-05-05T12:00:00Z',
    });
    expect(pending).toMatchObject({ customer: null, activatedDateTime: null, endDateTime: null });
    expect(expired?.['@odata.type']).toBe('#microsoft.graph.resellerDelegatedAdminRelationship');
    expect(str(expired?.['endDateTime']) < '2026-11-22').toBe(true);
    const one = await client.get(`/v1.0${relationships}/${str(active?.['id'])}`);
    expect(one.json['displayName']).toBe('Relationship 1');
    expect((await client.get(`/v1.0${relationships}/nobody`)).status).toBe(404);
  });
});

describe('staged rollout', () => {
  const features = async (headers?: Record<string, string>): Promise<unknown[]> =>
    ((await checked(rollouts, headers))['value'] as JsonObject[]).map((row) => row['feature']);

  test('later members only for those who ask for them', async () => {
    const hidden = ['passwordHashSync', 'unknownFutureValue', 'unknownFutureValue'];
    const shown = [
      'passwordHashSync',
      'multiFactorAuthentication',
      'certificateBasedAuthentication',
    ];
    expect(await features()).toEqual(hidden);
    expect(await features({ Prefer: 'return=minimal' })).toEqual(hidden);
    expect(await features({ Prefer: 'include-unknown-enum-members' })).toEqual(shown);
    const both = 'return=representation, Include-Unknown-Enum-Members';
    expect(await features({ Prefer: both })).toEqual(shown);
    const reply = await client.get(`/v1.0${rollouts}`, { Prefer: 'include-unknown-enum-members' });
    expect(reply.headers.get('preference-applied')).toBe('include-unknown-enum-members');
  });

  test('asked for in a part of a batch', async () => {
    const part = (id: string, headers: JsonObject): JsonObject => ({
      ...{ id, method: 'GET', url: rollouts, headers },
    });
    const requests = [part('1', {}), part('2', { Prefer: 'include-unknown-enum-members' })];
    const { responses } = (await client.post('/v1.0/$batch', { requests })).json;
    const texts = (responses as JsonObject[]).map((one) => JSON.stringify(one['body']));
    expect(texts.map((text) => text.includes('multiFactorAuthentication'))).toEqual([false, true]);
  });

  test('groups when expanded, and only then', async () => {
    const [plain] = (await checked(rollouts))['value'] as JsonObject[];
    expect(plain).not.toHaveProperty('appliesTo');
    const [expanded] = (await checked(`${rollouts}?$expand=appliesTo`))['value'] as JsonObject[];
    expect(expanded?.['appliesTo']).toMatchObject([{ displayName: 'SSPR-Users' }]);
    const one = await client.get(`/v1.0${rollouts}/${str(expanded?.['id'])}`);
    expect(one.json).toMatchObject({ isEnabled: true, isAppliedToOrganization: false });
  });

  test('a group that is not there is found when the scenario is read', () => {
    const staged = '"feature":"passwordHashSync","groups":["SSPR-Users"]';
    const text = JSON.stringify(partner()).replace(staged, staged.replace('SSPR-Users', 'X'));
    const parsed = parseScenario(text);
    expect(parsed.ok ? '' : parsed.errors.join()).toContain('stagedRollout Hash sync: no X');
  });
});

test('a tenant that tells nothing of them has none, and no rights are no rows', async () => {
  const bare = await openClient({ scenario: loadBuiltInScenario('S02') });
  for (const path of ['/contracts', relationships, rollouts]) {
    expect((await bare.get(`/v1.0${path}`)).json['value']).toEqual([]);
  }
  await bare.tenant.close();
  const nobody = await fetch(`${client.tenant.graphUrl}/v1.0/contracts`);
  expect(nobody.status).toBe(401);
  expect(errorCode(await client.get('/v1.0/contracts?$top=1000'))).toBe('Request_UnsupportedQuery');
});
