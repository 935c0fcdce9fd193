import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FleetDocument } from '../../shared/fleet/fleet';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant, type PracticeTenant } from '../../src-main/practice-tenant/server';
import { quickFolder } from '../fixtures/campaign';
import { runCommand } from '../fixtures/run-command';

let folder = '';
let small: PracticeTenant;
let other: PracticeTenant;
/** Answers junk, and one that answers everything as some other tenant would. */
let junk: Server;
let stranger: Server;
let tokens: Readonly<Record<string, string>> = {};
let parallel = '8';
let onJunk = (): void => undefined;
/** Token and address of each request to the stranger. */
const strangerAsked: string[] = [];
const at = (name: string): string => join(folder, name);
const id = (n: number): string => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;
const json = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));

function tenantsFile(tenants: readonly object[]): string {
  writeFileSync(at('tenants.json'), JSON.stringify({ schema: 'causeway-tenants/1', tenants }));
  return at('tenants.json');
}

async function fleet(what: 'assess' | 'status', out: string, signal?: AbortSignal) {
  const words = ['fleet', what, '--tenants', at('tenants.json'), '--out', at(out), '--json'];
  words.push('--parallel', parallel);
  const run = await runCommand(words, { tokens, ...(signal === undefined ? {} : { signal }) });
  const document = run.out === '' ? null : (JSON.parse(run.out) as FleetDocument);
  const states = document?.tenants.map(({ name, state, reason, stale }) => [
    ...[name, state, reason, ...(stale ?? [])],
  ]);
  return { ...run, document, states };
}

async function serve(body: string, onAsked: (what: string) => void): Promise<Server> {
  const server = createServer((request, response) => {
    onAsked(`${request.headers.authorization} ${request.url}`);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return server;
}

/** Requests a practice tenant has answered so far. */
async function asked({ graphUrl }: PracticeTenant): Promise<unknown> {
  const response = await fetch(`${graphUrl}/_practice/stats`);
  return ((await response.json()) as { requests: unknown }).requests;
}

beforeAll(async () => {
  folder = quickFolder('fleet');
  const startAt = new Date().toISOString();
  small = await startPracticeTenant({ scenario: loadBuiltInScenario('S01'), startAt });
  other = await startPracticeTenant({ scenario: loadBuiltInScenario('S12') });
  junk = await serve('<html>not Graph', () => onJunk());
  stranger = await serve(
    JSON.stringify({ value: [{ id: id(9), displayName: 'Stranger' }] }),
    (what) => strangerAsked.push(what),
  );
  tokens = { SMALL: small.token, OTHER: other.token, OPAQUE: 'opaque', BLANK: 'two words' };
});
afterAll(async () => {
  await Promise.all([small.close(), other.close()]);
  junk.close();
  stranger.close();
  rmSync(folder, { recursive: true, force: true });
});

const ofSmall = () => ({ tenantId: small.tenantId, cloud: 'global', graphUrl: small.graphUrl });
const ofOther = () => ({ tenantId: other.tenantId, cloud: 'global', graphUrl: other.graphUrl });
const at127 = (server: Server): string =>
  `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ofJunk = () => ({
  ...{ name: 'Junk', tenantId: id(4), cloud: 'global', tokenEnv: 'OPAQUE' },
  graphUrl: at127(junk),
});

describe('fleet assess', () => {
  it('assesses each tenant on its own, whatever happens to the others', async () => {
    writeFileSync(at('answers.json'), JSON.stringify({ schema: 'causeway-answers/1', by: 'me' }));
    tenantsFile([
      {
        ...{ name: 'Wrong token', tenantId: id(1), cloud: 'global', tokenEnv: 'OTHER' },
        graphUrl: at127(stranger),
      },
      {
        ...{ name: 'Other tenant', tenantId: id(2), cloud: 'global', tokenEnv: 'OPAQUE' },
        graphUrl: at127(stranger),
      },
      { name: 'Unset', ...ofSmall(), tenantId: id(3), tokenEnv: 'NOBODY' },
      ofJunk(),
      { name: 'None', tenantId: id(5), cloud: 'usgov' },
      { name: 'Blank', ...ofSmall(), tenantId: id(6), tokenEnv: 'BLANK' },
      { name: '小さな会社', ...ofSmall(), tokenEnv: 'SMALL', answers: 'answers.json' },
      { name: 'Other', ...ofOther(), tokenEnv: 'OTHER' },
    ]);
    const { code, states, document, err } = await fleet('assess', 'out');
    expect(code).toBe(5);
    expect(states).toEqual([
      ['Wrong token', 'notAssessed', 'auth/tenant-mismatch'],
      ['Other tenant', 'notAssessed', 'auth/tenant-mismatch'],
      ['Unset', 'notAssessed', 'auth/consent-missing'],
      ['Junk', 'notAssessed', 'graph/malformed'],
      ['None', 'notAssessed', 'auth/consent-missing'],
      ['Blank', 'notAssessed', 'graph/unauthorized'],
      ['小さな会社', 'assessed', undefined],
      ['Other', 'assessed', undefined],
    ]);
    // The wrong token goes nowhere, and of the wrong tenant nobody is read.
    expect(strangerAsked).toContainEqual(expect.stringContaining('opaque'));
    expect(strangerAsked.filter((one) => one.includes(other.token))).toEqual([]);
    expect(strangerAsked.filter((one) => one.includes('/users'))).toEqual([]);
    expect(json('out/fleet.json')).toEqual(document);
    expect(json('out/小さな会社.json')).toEqual(document?.tenants[6]?.assessment);
    expect(document?.totals).toMatchObject({ tenants: 8, assessed: 2, notAssessed: 6 });
    const accounts = [6, 7].map((n) => document?.tenants[n]?.assessment?.counts.accounts ?? NaN);
    expect(document?.totals.accounts).toBe((accounts[0] ?? 0) + (accounts[1] ?? 0));
    const report = readFileSync(at('out/Other.html'), 'utf8');
    expect(report).not.toContain('小さな会社');
    expect(existsSync(at('out/Unset.json'))).toBe(false);
    for (const token of Object.values(tokens)) {
      expect(`${err}${report}${JSON.stringify(document)}`).not.toContain(token);
    }
  });

  it('goes on with the others where one tenant’s files cannot be written', async () => {
    const small = { name: 'Small', ...ofSmall(), tokenEnv: 'SMALL' };
    tenantsFile([ofJunk(), small, { name: 'None', tenantId: id(5), cloud: 'usgov' }]);
    onJunk = () => mkdirSync(at('blocked/Small.html'), { recursive: true });
    parallel = '1';
    const { code, states, document } = await fleet('assess', 'blocked');
    parallel = '8';
    expect([code, states]).toEqual([
      5,
      [
        ['Junk', 'notAssessed', 'graph/malformed'],
        ['Small', 'notAssessed', 'file/unwritable'],
        ['None', 'notAssessed', 'auth/consent-missing'],
      ],
    ]);
    expect(json('blocked/fleet.json')).toEqual(document);
  });

  it('changes nothing on bad input, and names the answers that are wrong', async () => {
    writeFileSync(at('bad.json'), '{"schema":"causeway-answers/1","legacy":1}');
    tenantsFile([
      { name: 'A', ...ofSmall(), tokenEnv: 'SMALL', answers: 'bad.json' },
      { name: 'B', ...ofOther(), tokenEnv: 'OTHER', choices: 'missing.json' },
    ]);
    const { code, out, err } = await fleet('assess', 'none');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(at('bad.json'));
    expect(err).toContain('legacy');
    expect(existsSync(at('none'))).toBe(false);
  });

  it('keeps what is finished when it is stopped, and goes on from there', async () => {
    const slow = await startPracticeTenant({
      ...{ scenario: loadBuiltInScenario('S12'), latencyMs: 150 },
    });
    tenantsFile([
      { name: 'First', ...ofSmall(), tokenEnv: 'SMALL' },
      { name: 'Slow', ...ofOther(), graphUrl: slow.graphUrl, tokenEnv: 'SLOW' },
    ]);
    tokens = { ...tokens, SLOW: slow.token };
    const stop = new AbortController();
    const running = fleet('assess', 'stopped', stop.signal);
    while (!existsSync(at('stopped/First.html'))) await new Promise((done) => setTimeout(done, 10));
    stop.abort();
    const stopped = await running;
    await slow.close();
    expect([stopped.code, stopped.states]).toEqual([
      3,
      [
        ['First', 'assessed', undefined],
        ['Slow', 'notAssessed', 'step/cancelled'],
      ],
    ]);
    expect(stopped.err).toContain('Stopped. Tenants assessed and kept: 1 of 2.');

    const before = await asked(small);
    tokens = { ...tokens, SLOW: '' };
    const again = await fleet('assess', 'stopped');
    expect(again.err).toContain('run that was stopped. Tenants assessed: 1; left: 1.');
    expect(again.states?.map(([name, state]) => [name, state])).toEqual([
      ['First', 'assessed'],
      ['Slow', 'notAssessed'],
    ]);
    expect(again.document?.tenants[0]).toEqual(stopped.document?.tenants[0]);
    expect(await asked(small)).toEqual(before);
  });
});

describe('fleet status', () => {
  it('tells from the folder what is there, what is stale and what nobody got to', async () => {
    tenantsFile([{ name: 'Small', ...ofSmall(), tokenEnv: 'SMALL' }]);
    expect((await fleet('assess', 'kept')).code).toBe(0);
    tenantsFile([
      { name: 'Small', ...ofSmall() },
      { name: 'New', ...ofOther() },
    ]);
    const first = await fleet('status', 'kept');
    expect([first.code, first.states]).toEqual([
      5,
      [
        ['Small', 'assessed', undefined],
        ['New', 'notAssessed', 'notYet'],
      ],
    ]);
    // The next run has no token for it: the earlier assessment stays, and is marked.
    const rerun = await fleet('assess', 'kept');
    const told = await fleet('status', 'kept');
    expect([rerun.code, told.code, told.states]).toEqual([
      ...[5, 5],
      [
        ['Small', 'assessed', 'auth/consent-missing', 'lastRun'],
        ['New', 'notAssessed', 'auth/consent-missing'],
      ],
    ]);
    // What the run says and leaves in the folder is what status says of it.
    expect([rerun.document, json('kept/fleet.json')]).toEqual([told.document, told.document]);
    const kept = json('kept/Small.json') as object;
    const old = { ...kept, capturedAt: '2026-01-02T12:00:00.000Z' };
    writeFileSync(at('kept/Small.json'), JSON.stringify(old));
    expect((await fleet('status', 'kept')).states?.[0]).toEqual([
      ...['Small', 'assessed', 'auth/consent-missing', 'age', 'lastRun'],
    ]);
  });

  it('takes no other tenant’s assessment for this one’s, and says which file is damaged', async () => {
    tenantsFile([{ name: 'Small', ...ofOther() }]);
    const { code, states, err } = await fleet('status', 'kept');
    expect([code, states]).toEqual([5, [['Small', 'notAssessed', 'file/invalid']]]);
    expect(err).toContain(at('kept/Small.json'));
    expect(err).toContain('tenant.id');
    const missing = await fleet('status', 'nowhere');
    expect([missing.code, missing.out]).toEqual([2, '']);
  });
});
