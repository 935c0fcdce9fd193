import { afterEach, describe, expect, test } from 'vitest';
import { assess } from '../../shared/assess/assess';
import { clouds, type CloudName } from '../../shared/entra/cloud';
import { ok } from '../../shared/result';
import { noChoices } from '../../shared/tenant/choice';
import type { PracticeCloud } from '../../src-main/practice-tenant/cloud';
import { loadBuiltInScenario, type ScenarioInput } from '../../src-main/practice-tenant/scenario';
import { openGraphSource } from '../../src-main/graph/open-source';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { goOn, openPractice } from '../fixtures/open-practice';
import {
  errorCode,
  openClient,
  type JsonObject,
  type PracticeClient,
  str,
} from '../fixtures/practice-client';
import { OpenApiChecker } from '../tools/openapi-checker';

const checker = new OpenApiChecker('v1.0');
const amp = '/policies/authenticationMethodsPolicy';
const partners = '/v1.0/tenantRelationships/delegatedAdminRelationships';
const own = '/v1.0/users/gaa@kestrel.example/authentication/methods';

function kestrel(cloud: PracticeCloud, unavailable: string[] = []): ScenarioInput {
  const scenario = loadBuiltInScenario('S02');
  if (scenario.input.kind !== 'tenant') throw new Error('no tenant');
  const { tenant, graph } = scenario.input;
  const lacks = unavailable.map((data) => ({ data, status: 404 }));
  const input = {
    ...scenario.input,
    tenant: { ...tenant, cloud },
    graph: { ...graph, unavailable: lacks },
  };
  return { ...scenario, input };
}

let open: PracticeClient[] = [];
afterEach(async () => {
  await Promise.all(open.map((client) => client.tenant.close()));
  open = [];
});

async function tenant(cloud: PracticeCloud): Promise<PracticeClient> {
  const client = await openClient({ scenario: kestrel(cloud), lagMs: 0 });
  open.push(client);
  return client;
}

async function answers(client: PracticeClient): Promise<Record<string, number>> {
  const paths = [`/v1.0${amp}`, `/beta${amp}`, partners, own, own.replace('v1.0', 'beta')];
  const replies = await Promise.all(paths.map((path) => client.get(path)));
  return Object.fromEntries(paths.map((path, i) => [path, replies[i]?.status ?? 0]));
}

describe('what other clouds lack', () => {
  test.each<[PracticeCloud, number, number, number]>([
    ['public', 200, 200, 200],
    ['usGov', 200, 400, 200],
    ['usGovDod', 200, 400, 200],
    ['china', 400, 400, 400],
  ])('%s: v1.0 policy, partners and own methods', async (cloud, policy, partner, methods) => {
    expect(await answers(await tenant(cloud))).toEqual({
      [`/v1.0${amp}`]: policy,
      [`/beta${amp}`]: 200,
      [partners]: partner,
      [own]: methods,
      [own.replace('v1.0', 'beta')]: 200,
    });
  });

  test('an unknown address answers as Graph does, alone, written to and in a batch', async () => {
    const client = await tenant('china');
    const reply = await client.get(`/v1.0${amp}`);
    expect([reply.status, errorCode(reply)]).toEqual([400, 'BadRequest']);
    expect(reply.text).toContain(
      "Resource not found for the segment 'authenticationMethodsPolicy'.",
    );
    expect(checker.response('GET', amp, 400, reply.json).errors).toEqual([]);
    const change = { policyMigrationState: 'migrationInProgress' };
    expect((await client.patch(`/v1.0${amp}`, change)).status).toBe(400);
    expect((await client.patch(`/beta${amp}`, change)).status).toBe(204);
    const requests = [{ id: '1', method: 'GET', url: amp }];
    const batch = await client.post('/v1.0/$batch', { requests });
    expect((batch.json['responses'] as JsonObject[])[0]?.['status']).toBe(400);
  });

  test.each<[PracticeCloud, boolean]>([
    ['public', true],
    ['usGov', false],
  ])('%s: QR code in v1.0, the way out of the September change', async (cloud, isThere) => {
    const client = await tenant(cloud);
    const ids = async (version: string): Promise<unknown[]> =>
      (await client.all(`/${version}${amp}/authenticationMethodConfigurations`)).map(
        (row) => row['id'],
      );
    expect((await ids('v1.0')).includes('QRCodePin')).toBe(isThere);
    expect(await ids('beta')).toContain('QRCodePin');
    expect('optOutSettings' in (await client.get(`/beta${amp}`)).json).toBe(isThere);
    const optOut = { optOutSettings: { passkeyDynamicMigration: true } };
    expect((await client.patch(`/beta${amp}`, optOut)).status).toBe(isThere ? 204 : 400);
  });

  test('addresses stay on this computer', async () => {
    const client = await tenant('china');
    const policy = (await client.get(`/beta${amp}`)).json;
    expect(str(policy['@odata.context'])).toContain(client.tenant.graphUrl);
    expect(JSON.stringify(policy)).not.toContain('graph.microsoft.com');
  });
});

describe('what the product says of another cloud', () => {
  async function findings(
    cloud: CloudName,
    scenario: ScenarioInput,
  ): Promise<{ codes: Map<string, string[]>; unread: string[] }> {
    const practice = await openPractice('S02', { scenario });
    const opened = await openGraphSource({
      ...{ graphUrl: practice.tenant.graphUrl, cloud },
      getToken: () => Promise.resolve(ok(practice.tenant.token)),
    });
    if (!opened.ok) throw new Error(opened.failure.code);
    const taken = await takeSnapshot({
      ...{ source: opened.value, store: practice.store, answers: null, control: goOn, sha256 },
      onProgress: () => undefined,
    });
    await practice.close();
    if (!taken.ok) throw new Error(taken.failure.code);
    const snapshot = taken.value;
    const done = assess({
      ...{ snapshot, answers: null, choices: noChoices, asOf: snapshot.takenAt },
    });
    if (!done.ok) throw new Error(done.failure.code);
    const { assessment } = done.value;
    return {
      codes: new Map(assessment.findings.map((one) => [one.code, one.subjects.map((s) => s.id)])),
      unread: assessment.unread
        .map((one) => one.source)
        .filter((source) => !source.startsWith('answers.')),
    };
  }

  test.each<[CloudName, PracticeCloud]>([
    ['usgov', 'usGov'],
    ['usgovdod', 'usGovDod'],
    ['china', 'china'],
  ])('%s: no dates, what is missing named, everything else read', async (name, cloud) => {
    const { codes, unread } = await findings(
      name,
      kestrel(cloud, ['signIns', 'crossTenantAccess']),
    );
    expect(clouds[name].hasRetirementDates).toBe(false);
    expect(codes.has('CLOUD-NOT-PUBLIC')).toBe(true);
    expect(codes.has('SMS-DATE-NOT-ANNOUNCED')).toBe(true);
    expect(codes.get('FEATURE-UNAVAILABLE')).toContain('signIns');
    expect(codes.has('PHONE-ONLY-FEB27')).toBe(false);
    expect(unread).toContain('signIns');
    for (const source of ['users', 'authenticationMethodsPolicy', 'registration', 'roles']) {
      expect(unread).not.toContain(source);
    }
  });

  test('public: dates, and nothing missing', async () => {
    const { codes } = await findings('global', kestrel('public'));
    expect(codes.has('CLOUD-NOT-PUBLIC')).toBe(false);
    expect(codes.has('PHONE-ONLY-FEB27')).toBe(true);
    expect(codes.has('FEATURE-UNAVAILABLE')).toBe(false);
  });
});
