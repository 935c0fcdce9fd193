import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../../shared/json';
import { ok } from '../../../../shared/result';
import { openGraphSource, type Fetch } from '../../../../src-main/graph/open-source';
import { openReading } from '../../../../src-main/rollout/open-reading';
import { takeSnapshot, type ReadControl } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { openTenantStore } from '../../../../src-main/store/open-store';
import type { Reading } from '../../../../src-main/store/reading-store';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { readRequests } from '../../../fixtures/practice-requests';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

async function practiceOf(...input: Parameters<typeof openPractice>): Promise<OpenPractice> {
  const practice = await openPractice(...input);
  open.push(practice);
  return practice;
}

function refusal(status: number, code: string): Response {
  const headers = { 'content-type': 'application/json' };
  return new Response(JSON.stringify({ error: { code, message: code } }), { status, headers });
}

type Fault = (path: string) => Response | null;

/** Reads as somebody who has just opened the app: a source and a store of their own. */
async function readAnew(
  practice: OpenPractice,
  fault: Fault = () => null,
  control: ReadControl = goOn,
  onUsers: (count: number) => void = () => undefined,
) {
  const { graphUrl, token } = practice.tenant;
  const broken: Fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return fault(url.slice(graphUrl.length)) ?? globalThis.fetch(input, init);
  };
  const source = await openGraphSource({
    ...{ graphUrl, cloud: 'global', fetch: broken },
    getToken: () => Promise.resolve(ok(token)),
  });
  if (!source.ok) throw new Error(source.failure.code);
  practice.store.close();
  const clock = { now: () => Date.now() };
  const store = openTenantStore(practice.directory, { mode: 'write', clock });
  if (!store.ok) throw new Error(store.failure.code);
  try {
    return await takeSnapshot({
      ...{ source: source.value, store: store.value, answers: null, control, sha256 },
      onProgress: ({ sources }) =>
        onUsers(sources.find((one) => one.source === 'users')?.count ?? 0),
    });
  } finally {
    store.value.close();
  }
}

/** Lists alone: what is asked person by person comes in batches. */
async function listsAsked(practice: OpenPractice): Promise<ReadonlyMap<string, number>> {
  const asked = await readRequests(practice.tenant.graphUrl);
  return new Map(asked.filter(([path]) => !/_practice|batch|\/users\/\{/.test(path)));
}

describe('a tour after one that came to nothing', () => {
  it('reads all as soon as a service that was out of order is well again', async () => {
    const practice = await practiceOf('S02');
    const isOut: Fault = (path) =>
      path.startsWith('/_practice') || path.includes('/organization?$select=id')
        ? null
        : refusal(500, 'InternalServerError');
    const first = await readAnew(practice, isOut);
    expect(first).toMatchObject({ ok: false, failure: { code: 'graph/busy' } });
    const second = await readAnew(practice);
    if (!second.ok) throw new Error(JSON.stringify(second.failure));
    const { users, conditionalAccess, roles, signIns } = second.value;
    expect([users, conditionalAccess, roles, signIns].map(({ kind }) => kind)).toEqual(
      Array.from({ length: 4 }, () => 'read'),
    );
  }, 60_000);

  it('asks again what was refused before a cancel, and keeps what was read', async () => {
    const practice = await practiceOf('S02');
    const cancel = new AbortController();
    const control = { ...goOn, signal: cancel.signal };
    const isRefused: Fault = (path) => {
      // Accounts and policies were asked before.
      if (path.includes('roleEligibilitySchedule')) cancel.abort();
      const isPolicy = path.includes('/conditionalAccess/policies');
      const isRole = path.includes('roleManagement/directory/roleAssignments');
      return isPolicy || isRole ? refusal(403, 'Forbidden') : null;
    };
    const first = await readAnew(practice, isRefused, control);
    expect(first).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    const before = (await listsAsked(practice)).get('GET /v1.0/users');
    const second = await readAnew(practice);
    if (!second.ok) throw new Error(JSON.stringify(second.failure));
    expect([second.value.conditionalAccess.kind, second.value.roles.kind]).toEqual([
      'read',
      'read',
    ]);
    expect((await listsAsked(practice)).get('GET /v1.0/users')).toBe(before);
    const whole = await practiceOf('S02');
    const never = await readAnew(whole);
    expect(never.ok && never.value.hash).toBe(second.value.hash);
  }, 60_000);

  it('asks at most one page of each list again, wherever it ended', async () => {
    const whole = await practiceOf('S02', { users: 2_100 });
    const once = await readAnew(whole);
    const least = await listsAsked(whole);
    expect(least.get('GET /v1.0/users')).toBe(3);
    for (const page of [0, 1, 2]) {
      const practice = await practiceOf('S02', { users: 2_100 });
      const cancel = new AbortController();
      const control = { ...goOn, signal: cancel.signal };
      const ended = await readAnew(practice, undefined, control, (count) => {
        if (count >= page * 999) cancel.abort();
      });
      expect(ended).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
      const again = await readAnew(practice);
      expect(again.ok && again.value.hash).toBe(once.ok && once.value.hash);
      const asked = await listsAsked(practice);
      const more = [...asked].filter(([path, times]) => times > (least.get(path) ?? 0) + 1);
      // Who one is, is asked at each start.
      expect(more.filter(([path]) => !/\/me$|organization$/.test(path))).toEqual([]);
    }
  }, 120_000);
});

describe('a kept reading that is opened', () => {
  const at = Date.parse('2026-11-20T12:00:00Z');
  const source = { tenantId: 't', kind: 'practice' } as const;

  async function left(fill: (reading: Reading) => void): Promise<Reading> {
    const { store } = await practiceOf('S02');
    const begun = store.snapshots.begin('t', 'practice', new Date(at).toISOString());
    if (!begun.ok) throw new Error(begun.failure.code);
    fill(begun.value);
    const opened = openReading({ source, store }, at + 60_000);
    if (!opened.ok) throw new Error(opened.failure.code);
    expect(opened.value.id).toBe(begun.value.id);
    return opened.value;
  }

  const busy: Json = { code: 'busy', status: 500 };
  const refused: Json = { code: 'refused', status: 403 };

  it('keeps a list of people up to the page with a trouble that passes', async () => {
    const reading = await left((kept) => {
      kept.page('userMethods', [['a', []]], { kind: 'reading', next: '1' });
      kept.page('userMethods', [['b', null, refused]], { kind: 'reading', next: '2' });
      kept.page('userMethods', [['c', null, busy]], { kind: 'reading', next: '3' });
      kept.page('userMethods', [['d', []]], { kind: 'done' });
    });
    expect(reading.pages('userMethods').flat()).toEqual([
      ['a', []],
      ['b', null, refused],
    ]);
    expect(reading.state('userMethods')).toEqual({ kind: 'reading', next: '2' });
  });

  it('asks everybody again where everybody was refused, and the sample with them', async () => {
    const reading = await left((kept) => {
      kept.page('perUserMfaSample', [['a', 'unknown', refused]], { kind: 'done' });
      kept.page('perUserMfaOneByOne', [['a', 'enforced']], { kind: 'done' });
    });
    expect(reading.state('perUserMfaSample')).toBeNull();
    expect(reading.state('perUserMfaOneByOne')).toBeNull();
  });

  it('keeps what no licence tells, and a list that was cut', async () => {
    const reading = await left((kept) => {
      kept.settle('registration', { kind: 'unread', reason: { code: 'notLicensed' } });
      kept.page('legacySignIns', [1], { kind: 'done' });
      kept.page('legacySignIns/cut', [true], { kind: 'done' });
    });
    expect(reading.state('registration')).toMatchObject({ kind: 'unread' });
    expect(reading.pages('legacySignIns/cut')).toEqual([[true]]);
  });

  it('asks both versions of the methods policy again where beta did not answer', async () => {
    const reading = await left((kept) => {
      kept.settle('betaPolicy', { kind: 'unread', reason: { code: 'busy' } });
      kept.page('policyBytes', [9], { kind: 'done' });
      kept.page('authenticationMethodsPolicy', [{}], { kind: 'done' });
    });
    for (const path of ['betaPolicy', 'policyBytes', 'authenticationMethodsPolicy']) {
      expect(reading.state(path)).toBeNull();
    }
  });
});
