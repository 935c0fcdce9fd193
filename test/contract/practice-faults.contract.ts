import { afterEach, describe, expect, test } from 'vitest';
import { loadBuiltInScenario } from '../../src-main/practice-tenant/scenario';
import type { FaultAction } from '../../src-main/practice-tenant/faults';
import { openClient, type JsonObject, type PracticeClient, str } from '../fixtures/practice-client';

let client: PracticeClient;
afterEach(() => client.tenant.close());

const path = '/beta/users/enfapp1@kestrel.example/authentication/requirements';

async function withFault(action: FaultAction): Promise<void> {
  client = await openClient({
    scenario: loadBuiltInScenario('S02'),
    lagMs: 0,
    faults: { rules: [{ method: 'PATCH', path: '/beta/users/*/requirements', action }] },
  });
}

/** The write's outcome as its sender sees it. */
async function write(): Promise<number | 'broken'> {
  try {
    return (await client.patch(path, { perUserMfaState: 'disabled' })).status;
  } catch {
    return 'broken';
  }
}

async function writeSilent(): Promise<'silence' | 'answered'> {
  try {
    await fetch(`${client.tenant.graphUrl}${path}`, {
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${client.tenant.token}`,
        'content-type': 'application/json',
      },
      body: '{"perUserMfaState":"disabled"}',
      signal: AbortSignal.timeout(300),
    });
    return 'answered';
  } catch {
    return 'silence';
  }
}

async function stateNow(): Promise<unknown> {
  return (await client.get(path)).json['perUserMfaState'];
}

describe('what a write can meet, and whether it took effect', () => {
  test.each([
    [{ kind: 'status', status: 503, retryAfter: 7 }, 503, 'enforced'],
    [{ kind: 'status', status: 504, applied: true }, 504, 'disabled'],
    [{ kind: 'status', status: 502, html: true }, 502, 'enforced'],
    [{ kind: 'reset', when: 'before' }, 'broken', 'enforced'],
    [{ kind: 'dropAfterApplying' }, 'broken', 'disabled'],
    [{ kind: 'cutStatusLine' }, 'broken', 'disabled'],
    [{ kind: 'html' }, 200, 'enforced'],
    [{ kind: 'html', applied: true }, 200, 'disabled'],
    [{ kind: 'delay', ms: 20 }, 204, 'disabled'],
    [{ kind: 'reset', when: 'after' }, 204, 'disabled'],
  ] satisfies [FaultAction, number | 'broken', string][])('%j', async (action, seen, state) => {
    await withFault(action);
    const outcome = await write();
    // A status line cut before its headers is read differently by different clients.
    if (action.kind !== 'cutStatusLine') expect(outcome).toBe(seen);
    expect(await stateNow()).toBe(state);
    expect(await write()).toBe(204);
  });

  test('silence, with and without effect', async () => {
    await withFault({ kind: 'hang' });
    expect(await writeSilent()).toBe('silence');
    expect(await stateNow()).toBe('enforced');
    await client.tenant.close();
    await withFault({ kind: 'hang', applied: true });
    expect(await writeSilent()).toBe('silence');
    expect(await stateNow()).toBe('disabled');
  });

  test('a gateway sends its own page, and Retry-After as scripted', async () => {
    await withFault({
      kind: 'status',
      status: 503,
      html: true,
      retryAfter: 'Sun, 22 Nov 2026 13:00:00 GMT',
    });
    const reply = await client.patch(path, { perUserMfaState: 'disabled' });
    expect(reply.headers.get('content-type')).toBe('text/html');
    expect(reply.headers.get('retry-after')).toBe('Sun, 22 Nov 2026 13:00:00 GMT');
  });
});

describe('what a read can meet', () => {
  const load = async (rules: JsonObject[]): Promise<void> => {
    expect((await client.post('/_practice/faults', { rules })).status).toBe(204);
  };
  const outcome = async (url: string): Promise<string> => {
    try {
      const reply = await client.get(url);
      return str(reply.status);
    } catch (error) {
      return error instanceof SyntaxError ? 'cut' : 'broken';
    }
  };

  test('a cut answer, a broken one, and the n-th of several', async () => {
    client = await openClient({ scenario: loadBuiltInScenario('S02') });
    await load([{ path: '/v1.0/organization', action: { kind: 'cutJson' } }]);
    expect(await outcome('/v1.0/organization')).toBe('cut');
    await load([{ path: '/v1.0/organization', action: { kind: 'reset', when: 'during' } }]);
    expect(await outcome('/v1.0/organization')).toBe('broken');
    await load([
      { path: '/v1.0/domains', nth: 2, times: 2, action: { kind: 'status', status: 500 } },
    ]);
    const seen = [1, 2, 3, 4].map(() => '/v1.0/domains');
    const statuses: string[] = [];
    for (const url of seen) statuses.push(await outcome(url));
    expect(statuses).toEqual(['200', '500', '500', '200']);
  });

  test('parts of a batch lost, doubled, shuffled, and one refused inside', async () => {
    client = await openClient({ scenario: loadBuiltInScenario('S02') });
    const requests = ['1', '2', '3', '4'].map((id) => ({ id, method: 'GET', url: '/me' }));
    const ids = async (): Promise<unknown[]> => {
      const reply = await client.post('/v1.0/$batch', { requests });
      return (reply.json['responses'] as JsonObject[]).map(
        (r) => `${str(r['id'])} ${str(r['status'])}`,
      );
    };
    const rule = (action: JsonObject): JsonObject[] => [{ path: '/v1.0/$batch', action }];
    await load(rule({ kind: 'loseParts', parts: [1] }));
    expect(await ids()).toEqual(['1 200', '3 200', '4 200']);
    await load(rule({ kind: 'doubleParts' }));
    expect(await ids()).toEqual(['1 200', '2 200', '3 200', '4 200', '1 200']);
    await load(rule({ kind: 'shuffleParts' }));
    const shuffled = await ids();
    expect(shuffled).not.toEqual(['1 200', '2 200', '3 200', '4 200']);
    expect([...shuffled].sort()).toEqual(['1 200', '2 200', '3 200', '4 200']);
    const inside = {
      path: '/v1.0/me',
      inBatch: true,
      nth: 3,
      action: { kind: 'status', status: 429, retryAfter: 2 },
    };
    await load([inside]);
    expect(await ids()).toEqual(['1 200', '2 200', '3 429', '4 200']);
  });

  test('a script that is no script is refused with its place', async () => {
    client = await openClient({ scenario: loadBuiltInScenario('S02') });
    const reply = await client.post('/_practice/faults', {
      rules: [{ action: { kind: 'explode' } }],
    });
    expect(reply.status).toBe(400);
    expect(reply.text).toContain('rules.0.action');
  });
});
