import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Assessment } from '../../../../shared/assess/assessment';
import { err, ok } from '../../../../shared/result';
import { failure } from '../../../../shared/diagnostic';
import { unread } from '../../../../shared/tenant/snapshot';
import { runAssess } from '../../../../src-main/cli/commands/assess';
import type { CliContext } from '../../../../src-main/cli/context';
import { Output } from '../../../../src-main/cli/output';
import { withSession } from '../../../../src-main/cli/session';
import { openTenant } from '../../../../src-main/cli/sources';
import { aSnapshot, tenantId } from '../../../fixtures/a-snapshot';

const other = '22222222-2222-4222-8222-222222222222';
const servers: Server[] = [];

/** A token as Entra writes them; nobody checks its signature here. */
function tokenOf(tid: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ tid })}.signature`;
}

/** Answers every request alike, and counts them by path. */
async function serve(status: number, body: unknown) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push((request.url ?? '').split('?')[0] ?? '');
    const isGraph = request.url?.startsWith('/_practice') !== true;
    response.writeHead(isGraph ? status : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isGraph ? body : {}));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function contextOf(options: Readonly<Record<string, string>>, token: string | null) {
  const written = { out: '' };
  const streams = {
    out: { write: (text: string) => (written.out += text) },
    err: { write: () => undefined },
  };
  const context: CliContext = {
    options: new Map(Object.entries(options)),
    output: new Output(streams, 'en', 'UTC', true, () => 0),
    token,
    takeToken: () => null,
    signal: new AbortController().signal,
    now: () => Date.parse('2026-11-22T12:00:00Z'),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    randomId: randomUUID,
    judge: { judge: () => Promise.reject(new Error('no file')) } as unknown as CliContext['judge'],
    appVersion: '0.0.0',
  };
  return { context, written };
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

describe('a token of another tenant', () => {
  it('stops before anything is read, and is told as the only finding', async () => {
    const { url, asked } = await serve(200, { value: [{ id: tenantId }] });
    const { context, written } = contextOf({ 'graph-url': url }, tokenOf(other));
    expect(await runAssess(context)).toEqual(ok(3));
    const assessment = JSON.parse(written.out) as Assessment;
    expect(assessment.findings.map(({ code }) => code)).toEqual(['WRONG-TENANT']);
    expect(assessment.findings[0]?.data).toMatchObject({ tokenTenant: other });
    expect(assessment.recommendation.enforcement).toBe('notAssessed');
    expect(new Set(Object.values(assessment.counts))).toEqual(new Set([null]));
    expect(asked.filter((path) => path.includes('users'))).toEqual([]);
  });

  it('opens no source for any other command', async () => {
    const { url } = await serve(200, { value: [{ id: tenantId }] });
    const opened = (token: string) => openTenant(contextOf({}, token).context, url);
    expect(await opened(tokenOf(other))).toMatchObject({
      failure: { code: 'auth/tenant-mismatch', values: { expected: other, actual: tenantId } },
    });
    expect((await opened(tokenOf(tenantId.toUpperCase()))).ok).toBe(true);
    expect((await opened('opaque')).ok).toBe(true);
  });
});

describe('a tenant without consent', () => {
  it('that refuses even what any member may read is told so, with nothing else', async () => {
    const { url } = await serve(403, { error: { code: 'Authorization_RequestDenied' } });
    const { context, written } = contextOf({ 'graph-url': url }, tokenOf(tenantId));
    expect(await runAssess(context)).toEqual(ok(5));
    const assessment = JSON.parse(written.out) as Assessment;
    expect(assessment.findings.map(({ code }) => code)).toEqual(['TENANT-CONSENT-MISSING']);
    expect(assessment.tenant.id).toBe(tenantId);
  });

  it('is not the same as a role that lacks some of it', () => {
    const { context } = contextOf({ 'graph-url': 'http://127.0.0.1:9' }, null);
    const refused = { kind: 'unread', reason: { code: 'refused', status: 403 } } as const;
    const snapshot = aSnapshot({ snapshot: { users: refused, conditionalAccess: refused } });
    const reading = withSession(context, ok({ snapshot, nowAt: '', isOffline: false }));
    expect(reading).toMatchObject({ value: { session: { isOffline: false } } });
    expect(reading.ok && reading.value.session.isConsentMissing).toBeUndefined();
  });

  it('is told of a failed token too; other failures stay failures', () => {
    const { context } = contextOf({ 'graph-url': 'http://127.0.0.1:9' }, tokenOf(tenantId));
    const missing = withSession(context, err(failure('auth/consent-missing', { code: 'x' })));
    expect(missing).toMatchObject({
      value: {
        session: { isConsentMissing: true },
        snapshot: { tenantId, users: unread('notAsked') },
      },
    });
    const lost = err(failure('graph/network'));
    expect(withSession(context, lost)).toEqual(lost);
  });
});

it('a saved snapshot is an offline view, whatever token lies about', () => {
  const { context } = contextOf({ snapshot: 's.json' }, tokenOf(other));
  const reading = withSession(context, ok({ snapshot: aSnapshot(), nowAt: '', isOffline: true }));
  expect(reading).toMatchObject({ value: { session: { isOffline: true } } });
  expect(reading.ok && reading.value.session.tokenTenantId).toBeUndefined();
});
