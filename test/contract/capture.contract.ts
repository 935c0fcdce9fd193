import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../shared/json';
import { openCaptureSource } from '../../src-main/graph/open-source';
import { takeSnapshot } from '../../src-main/rollout/take-snapshot';
import { sha256 } from '../../src-main/files/sha256';
import { openTenantStore } from '../../src-main/store/open-store';
import { quickFolder } from '../fixtures/campaign';
import { goOn } from '../fixtures/open-practice';

const examples = join(__dirname, '../../../shared/graph/examples');
const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0))
    rmSync(directory, { recursive: true, force: true });
});

/** Every documented GET answer that has a body, as one capture. */
function captureOfExamples(): string {
  const responses = readdirSync(examples).flatMap((name) => {
    const example = JSON.parse(readFileSync(join(examples, name), 'utf8')) as Json;
    if (!isJsonObject(example) || example['method'] !== 'GET') return [];
    if (typeof example['responseBody'] !== 'object' || example['responseBody'] === null) return [];
    const address = typeof example['url'] === 'string' ? example['url'] : '';
    const url = address.replace('https://graph.microsoft.com', '');
    if (url.includes('{')) return [];
    return [
      { method: 'GET', url, status: example['responseStatus'], body: example['responseBody'] },
    ];
  });
  return JSON.stringify({
    schema: 'causeway-capture/1',
    capturedAt: '2026-11-22T12:00:00Z',
    cloud: 'global',
    tenantId: '11111111-2222-3333-4444-555555555555',
    responses,
  });
}

async function snapshotOf(text: string) {
  const source = await openCaptureSource(text);
  if (!source.ok) throw new Error(JSON.stringify(source.failure));
  const directory = quickFolder('test');
  directories.push(directory);
  const store = openTenantStore(directory, { mode: 'write', clock: source.value.clock });
  if (!store.ok) throw new Error(store.failure.code);
  try {
    const taken = await takeSnapshot({
      source: source.value,
      store: store.value,
      answers: null,
      control: goOn,
      onProgress: () => undefined,
      sha256,
    });
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
    return taken.value;
  } finally {
    store.value.close();
  }
}

describe('a capture made of documented Graph answers', () => {
  it('is read without error; what it lacks is unread, not absent', async () => {
    const snapshot = await snapshotOf(captureOfExamples());
    expect(snapshot.organization).toMatchObject({
      kind: 'read',
      value: { displayName: 'Contoso' },
    });
    expect(snapshot.subscribedSkus.kind).toBe('read');
    expect(snapshot.securityDefaults).toMatchObject({ kind: 'read', value: { isEnabled: true } });
    expect(snapshot.authenticationStrengths.kind).toBe('read');
    expect(snapshot.crossTenantDefault.kind).toBe('read');
    const policy = snapshot.authenticationMethodsPolicy;
    if (policy.kind !== 'read') throw new Error('unread');
    expect(policy.value.policyMigrationState).toBe('preMigration');
    expect(policy.value.authenticationMethodConfigurations.length).toBeGreaterThan(5);
    expect(snapshot.policyBytes).toBeGreaterThan(5_000);
    const notCaptured = { kind: 'unread', reason: { code: 'notCaptured' } };
    for (const one of [
      snapshot.domains,
      snapshot.users,
      snapshot.perUserMfa,
      snapshot.registration,
      snapshot.roles,
      snapshot.groups,
      snapshot.conditionalAccess,
      snapshot.namedLocations,
      snapshot.crossTenantPartners,
    ]) {
      expect(one).toMatchObject(notCaptured);
    }
    // The documented 403 of a tenant without a licence stays what it is.
    expect(snapshot.signIns).toMatchObject({ kind: 'unread' });
    expect(snapshot.takenAt).toBe('2026-11-22T12:00:00.000Z');
  });

  it('follows pages by their token, whatever host they were recorded from', async () => {
    const user = (n: number) => ({
      id: `00000000-0000-4000-8000-00000000000${n}`,
      userPrincipalName: `person${n}@contoso.example`,
      accountEnabled: true,
      userType: 'Member',
      perUserMfaState: 'enforced',
    });
    const next = 'http://127.0.0.1:4711/v1.0/users?$select=id&$skiptoken=page%202';
    const responses = [
      { url: '/v1.0/users?$top=1', body: { value: [user(1)], '@odata.nextLink': next } },
      { url: '/v1.0/users?%24skiptoken=page%202', body: { value: [user(2)] } },
    ].map((one) => ({ method: 'GET', status: 200, ...one }));
    const capture = { ...(JSON.parse(captureOfExamples()) as object), responses };
    const snapshot = await snapshotOf(JSON.stringify(capture));
    if (snapshot.users.kind !== 'read') throw new Error('unread');
    expect(snapshot.users.value.map((one) => one.userPrincipalName)).toEqual([
      'person1@contoso.example',
      'person2@contoso.example',
    ]);
    expect(snapshot.perUserMfa).toMatchObject({
      kind: 'read',
      value: { bulk: 'trusted', checked: 0, states: { [user(2).id]: 'enforced' } },
    });
  });

  it('makes a source unread when a row does not fit, and reads the rest', async () => {
    const domain = { id: 'contoso.example', authenticationType: 'Managed' };
    const responses = [
      { url: '/v1.0/users', body: { value: [{ id: 7 }] } },
      { url: '/v1.0/domains', body: { value: [domain] } },
      { url: '/v1.0/groups', body: 'not an object' },
    ].map((one) => ({ method: 'GET', status: 200, ...one }));
    const capture = { ...(JSON.parse(captureOfExamples()) as object), responses };
    const snapshot = await snapshotOf(JSON.stringify(capture));
    expect(snapshot.users).toMatchObject({ kind: 'unread', reason: { code: 'malformed' } });
    expect(snapshot.groups).toMatchObject({ kind: 'unread', reason: { code: 'malformed' } });
    expect(snapshot.domains).toMatchObject({ kind: 'read' });
  });

  it.each([
    ['', 'file/not-json'],
    ['{"schema":"causeway-capture/1"', 'file/not-json'],
    ['{"schema":"causeway-plan/1"}', 'file/wrong-schema'],
    ['[]', 'file/wrong-schema'],
    ['{"schema":"causeway-capture/1","capturedAt":"2026-11-22T12:00:00Z"}', 'file/invalid'],
    [captureOfExamples().replace('"GET"', '"POST"'), 'file/invalid'],
    [captureOfExamples().replace('"global"', '"mars"'), 'file/invalid'],
  ])('refuses %.60s with %s', async (text, code) => {
    const opened = await openCaptureSource(text);
    expect(opened).toMatchObject({ ok: false, failure: { code } });
  });

  it('names a place in few words, however long a key the file makes of it', async () => {
    const long = captureOfExamples().replace('"cloud"', `"${'k'.repeat(60_000)}":1,"cloud"`);
    const opened = await openCaptureSource(long);
    expect(opened).toMatchObject({ ok: false, failure: { code: 'file/invalid' } });
    expect(JSON.stringify(opened).length).toBeLessThan(1_000);
  });
});
