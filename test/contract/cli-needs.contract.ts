import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partNeeds } from '../../shared/registration/part-needs';
import { displayWidth } from '../../src-main/cli/views/lines';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import { startPracticeTenant } from '../../src-main/practice-tenant/server';
import { runCommand } from '../fixtures/run-command';
import { jwt } from '../unit/src-main/auth/fake-authority';

let premium: Awaited<ReturnType<typeof startPracticeTenant>>;
let free: Awaited<ReturnType<typeof startPracticeTenant>>;
let front: Server;
let frontUrl = '';
beforeAll(async () => {
  premium = await startPracticeTenant({ scenario: loadBuiltInScenario('S02') });
  free = await startPracticeTenant({ scenario: loadBuiltInScenario('S01') });
  // The same tenant, whatever token asks, without a word about its licences.
  front = createServer((request, response) => {
    const path = request.url ?? '/';
    void (async () => {
      const isRefused = path.includes('/subscribedSkus');
      const headers = { authorization: `Bearer ${premium.token}` };
      const answer = isRefused ? null : await fetch(`${premium.graphUrl}${path}`, { headers });
      const text = (await answer?.text()) ?? '{"error":{"code":"Authorization_RequestDenied"}}';
      response.writeHead(answer?.status ?? 403, { 'content-type': 'application/json' }).end(text);
    })();
  });
  await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
  frontUrl = `http://127.0.0.1:${String((front.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  front.close();
  await Promise.all([premium.close(), free.close()]);
});

interface Document {
  readonly schema: string;
  readonly tenantId: string | null;
  readonly account: { readonly licence: string; readonly roles: readonly string[] | null } | null;
  readonly parts: readonly { readonly id: string; readonly verdict: string; lacking: string[] }[];
}
async function needsAt(graphUrl: string, token: string) {
  const run = await runCommand(['needs', '--graph-url', graphUrl, '--json'], { token });
  const document = JSON.parse(run.out) as Document;
  const verdict = (id: string) => document.parts.find((one) => one.id === id)?.verdict;
  return { code: run.code, document, verdict };
}

describe('what each part needs, on the command line', () => {
  it('is told without a tenant, and nobody is asked for it', async () => {
    const { code, out } = await runCommand(['needs', '--json']);
    const document = JSON.parse(out) as Document;
    expect([code, document.schema, document.account]).toEqual([0, 'causeway-needs/1', null]);
    expect(document.parts.map(({ id }) => id)).toEqual(partNeeds.map(({ id }) => id));
    expect(new Set(document.parts.map(({ verdict }) => verdict))).toEqual(new Set(['unknown']));
  });

  it('says what this account and licence have', async () => {
    const whole = await needsAt(premium.graphUrl, premium.token);
    expect([whole.code, whole.document.tenantId]).toEqual([0, premium.tenantId]);
    expect(whole.document.parts.every(({ verdict }) => verdict === 'met')).toBe(true);
    const poor = await needsAt(free.graphUrl, free.token);
    expect([poor.code, poor.document.account?.licence]).toEqual([0, 'free']);
    expect(['report', 'sign_ins', 'change_conditional', 'people'].map(poor.verdict)).toEqual([
      ...['noLicence', 'noLicence', 'noLicence', 'met'],
    ]);
  });

  it('names the permissions that the token lacks, and what could not be read', async () => {
    const claims = { tid: premium.tenantId, scp: 'User.Read Policy.Read.All Group.ReadWrite.All' };
    const some = await needsAt(frontUrl, jwt(claims));
    expect([some.code, some.document.account?.licence]).toEqual([5, 'unknown']);
    expect(some.document.parts.find(({ id }) => id === 'people')).toMatchObject({
      verdict: 'noPermission',
      lacking: ['User.Read.All', 'GroupMember.Read.All', 'Domain.Read.All'],
    });
    expect(some.verdict('change_conditional')).toBe('noPermission');
    const text = await runCommand(['needs', '--graph-url', frontUrl], { token: jwt(claims) });
    expect(text.out).toMatch(/Read licences +Permission not given: LicenseAssignment\.Read\.All/);
  });

  it('takes nothing for given that a token does not tell', async () => {
    const opaque = await needsAt(frontUrl, 'opaque');
    expect(opaque.code).toBe(5);
    expect(new Set(opaque.document.parts.map(({ verdict }) => verdict))).toEqual(
      new Set(['unknown']),
    );
    const text = await runCommand(['needs', '--graph-url', frontUrl], { token: 'opaque' });
    expect(text.out).toContain('does not tell which permissions it holds');
  });

  it.each([
    ['en', 'Has it', 'Without it: '],
    ['ja', '条件を満たす', 'ない場合: '],
  ])('stands in columns, in %s', async (lang, has, without) => {
    const words = ['needs', '--graph-url', premium.graphUrl, '--lang', lang];
    const { out } = await runCommand(words, { token: premium.token });
    const lines = out.split('\n');
    const heads = lines.filter((line) => /^ {2}\S/.test(line) && line.endsWith(has));
    expect(heads).toHaveLength(partNeeds.length);
    const starts = heads.map((line) => displayWidth(line.slice(0, line.lastIndexOf(has))));
    expect(new Set(starts).size).toBe(1);
    expect(lines.filter((line) => line.includes(without))).toHaveLength(partNeeds.length);
    expect(lines.every((line) => displayWidth(line) <= 98)).toBe(true);
  });
});
