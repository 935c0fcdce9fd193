import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quickFolder } from '../fixtures/campaign';
import { runCli, servePractice, type ServedPractice } from '../fixtures/run-cli';

interface Assessed {
  readonly difference?: {
    readonly people: readonly { readonly name: string; readonly change: string }[];
    readonly policies: readonly { readonly id: string; readonly change: string }[];
  };
}

let folder = '';
let practice: ServedPractice;
const at = (name: string) => join(folder, name);
const assess = (...words: string[]) =>
  runCli(['assess', '--graph-url', practice.graphUrl, ...words], {
    CAUSEWAY_TOKEN: practice.token,
  });

beforeAll(async () => {
  folder = quickFolder('since');
  practice = await servePractice(['--scenario', 'S02']);
  await assess('--save-snapshot', at('before.json'), '--json');
});
afterAll(async () => {
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('assess --since', { timeout: 60_000 }, () => {
  it('says that nothing has changed where nothing has', async () => {
    const run = await assess('--since', at('before.json'), '--json');
    expect((JSON.parse(run.out) as Assessed).difference).toMatchObject({
      people: [],
      policies: [],
    });
    const spoken = await assess('--since', at('before.json'));
    expect(spoken.out).toContain('Nothing that matters has changed.');
  });

  it('names who and what has changed', async () => {
    const id = 'TemporaryAccessPass';
    const type = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
    await fetch(`${practice.graphUrl}/_practice/external`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        method: 'PATCH',
        path: `/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/${id}`,
        body: { '@odata.type': type, state: 'enabled' },
      }),
    });
    await fetch(`${practice.graphUrl}/_practice/emergency-access`, { method: 'POST' });
    await fetch(`${practice.graphUrl}/_practice/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"advanceMs":60000}',
    });
    const run = await assess('--since', at('before.json'), '--json');
    const { difference } = JSON.parse(run.out) as Assessed;
    expect(difference?.policies).toContainEqual(expect.objectContaining({ id, change: 'changed' }));
    expect(difference?.people.filter((one) => one.change === 'added')).toHaveLength(2);
  });

  it('refuses a snapshot of another tenant, an edited one and none', async () => {
    const saved = JSON.parse(readFileSync(at('before.json'), 'utf8')) as Record<string, unknown>;
    const other = { ...saved, securityDefaults: { kind: 'read', value: { isEnabled: true } } };
    writeFileSync(at('edited.json'), JSON.stringify(other));
    const edited = await assess('--since', at('edited.json'));
    expect([edited.code, edited.out]).toEqual([2, '']);
    expect(edited.err).toContain(at('edited.json'));
    const missing = await assess('--since', at('none.json'));
    expect([missing.code, missing.out]).toEqual([2, '']);
    const stranger = await servePractice(['--scenario', 'S12']);
    const words = ['--graph-url', stranger.graphUrl, '--since', at('before.json')];
    const foreign = await runCli(['assess', ...words], { CAUSEWAY_TOKEN: stranger.token });
    await stranger.stop();
    expect([foreign.code, foreign.out]).toEqual([2, '']);
    expect(foreign.err).toContain('(plan/wrong-tenant');
  });
});
