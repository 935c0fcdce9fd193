import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../../shared/tenant/snapshot';
import { openCaptureSource } from '../../../../src-main/graph/open-source';
import { captureTenant } from '../../../../src-main/rollout/capture-tenant';
import { takeSnapshot, type ReadProgress } from '../../../../src-main/rollout/take-snapshot';
import { sha256 } from '../../../../src-main/files/sha256';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { readScenario } from '../../../fixtures/scenario-file';
import { scenarioSnapshot } from '../../../fixtures/scenario-snapshot';

const open: OpenPractice[] = [];
afterEach(async () => {
  for (const practice of open.splice(0)) await practice.close();
});

async function practiceOf(...input: Parameters<typeof openPractice>): Promise<OpenPractice> {
  const practice = await openPractice(...input);
  open.push(practice);
  return practice;
}

async function readAll(
  practice: OpenPractice,
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<Snapshot> {
  const taken = await takeSnapshot({
    source: practice.source,
    store: practice.store,
    answers: null,
    control: goOn,
    onProgress,
    sha256,
  });
  if (!taken.ok) throw new Error(JSON.stringify(taken.failure));
  return taken.value;
}

/** Facts that must not depend on ids, which differ between the fixture and the tenant. */
function facts(snapshot: Snapshot): Record<string, unknown> {
  const upns = new Map<string, string>();
  if (snapshot.users.kind === 'read') {
    for (const user of snapshot.users.value) {
      // A single guest may be numbered or not; everything else must agree.
      upns.set(user.id, user.userPrincipalName.toLowerCase().replace(/1?_(.*#ext#)/, '_$1'));
    }
  }
  const upn = (id: string): string => upns.get(id) ?? id;
  const bare = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !/^(password|email)$/.test(name)).sort();
  return {
    users: [...upns.values()].sort(),
    perUser:
      snapshot.perUserMfa.kind === 'read'
        ? Object.fromEntries(
            Object.entries(snapshot.perUserMfa.value.states).map(([id, state]) => [upn(id), state]),
          )
        : snapshot.perUserMfa.reason,
    bulk: snapshot.perUserMfa.kind === 'read' ? snapshot.perUserMfa.value.bulk : null,
    registration:
      snapshot.registration.kind === 'read'
        ? Object.fromEntries(
            snapshot.registration.value.map((row) => [
              upn(row.id),
              bare(row.methodsRegistered ?? []),
            ]),
          )
        : snapshot.registration.reason.code,
    roles:
      snapshot.roles.kind === 'read'
        ? snapshot.roles.value
            .map((row) => `${upn(row.userId)} ${row.roleTemplateId} ${row.assignment}`)
            .sort()
        : snapshot.roles.reason,
    managed: snapshot.managedPolicyIds.kind === 'read' ? snapshot.managedPolicyIds.value.length : 0,
    defaults:
      snapshot.securityDefaults.kind === 'read' && snapshot.securityDefaults.value.isEnabled,
    migration:
      snapshot.authenticationMethodsPolicy.kind === 'read'
        ? snapshot.authenticationMethodsPolicy.value.policyMigrationState
        : null,
    policies:
      snapshot.conditionalAccess.kind === 'read'
        ? snapshot.conditionalAccess.value.map((policy) => [policy.displayName, policy.state])
        : null,
    smsSignIn: snapshot.smsSignInReady,
  };
}

describe('takeSnapshot', () => {
  it.each(['S01', 'S02', 'S12'] as const)('reads %s as the scenario tells it', async (name) => {
    const practice = await practiceOf(name);
    const snapshot = await readAll(practice);
    expect(facts(snapshot)).toEqual(facts(scenarioSnapshot(readScenario(name)).snapshot));
    expect(snapshot.origin).toBe('practice');
    expect(snapshot.signedInUserId).not.toBeNull();
    const latest = practice.store.snapshots.latest();
    expect(latest?.hash).toBe(snapshot.hash);
    expect(practice.store.snapshots.load(latest?.snapshotId ?? '')).toEqual(snapshot);
  });

  it('hashes an unchanged tenant to the same value, and a changed one to another', async () => {
    const practice = await practiceOf('S02');
    const first = await readAll(practice);
    await practice.source.clock.sleep(3 * 3_600_000);
    expect((await readAll(practice)).hash).toBe(first.hash);
    const user = first.users.kind === 'read' ? first.users.value[5]?.id : undefined;
    const changed = await practice.source.practice?.external({
      method: 'PATCH',
      path: `/beta/users/${user ?? ''}/authentication/requirements`,
      body: { perUserMfaState: 'disabled' },
    });
    expect(changed?.ok).toBe(true);
    await practice.source.clock.sleep(60_000);
    expect((await readAll(practice)).hash).not.toBe(first.hash);
  });

  it('replays a capture of a tenant to the same snapshot', async () => {
    const practice = await practiceOf('S02');
    const live = await readAll(practice);
    const text = await captureTenant(practice.source, {
      signal: goOn.signal,
      onProgress: () => undefined,
    });
    if (!text.ok) throw new Error(text.failure.code);
    const source = await openCaptureSource(text.value);
    if (!source.ok) throw new Error(JSON.stringify(source.failure));
    const replayed = await readAll({ ...practice, source: source.value });
    expect(replayed.hash).toBe(live.hash);
    expect(facts(replayed)).toEqual(facts(live));
    expect(replayed.origin).toBe('capture');
  });

  it(
    'keeps unknown unknown when Graph throttles, denies and leaves gaps (S14)',
    { timeout: 90_000 },
    async () => {
      const practice = await practiceOf('S14');
      const progress: ReadProgress[] = [];
      const startedAt = await practice.source.clock.serverNow();
      const snapshot = await readAll(practice, (one) => progress.push(one));
      // Each batch waits as long as asked, 120 seconds at most: 900 refusals are 45 batches of 20.
      const took = (await practice.source.clock.serverNow()) - startedAt;
      expect(took / 3_600_000).toBeLessThan(2.5);
      if (snapshot.perUserMfa.kind !== 'read') throw new Error('unread');
      const count = (state: string): number =>
        Object.values(
          snapshot.perUserMfa.kind === 'read' ? snapshot.perUserMfa.value.states : {},
        ).filter((one) => one === state).length;
      expect(snapshot.perUserMfa.value.bulk).toBe('distrusted');
      // 18 denied, 11 throttled for good, 55 empty (scenarios/S14.json).
      expect(count('unknown')).toBe(84);
      expect(count('enforced')).toBe(300);
      expect(count('notApplicable')).toBe(150);
      expect(snapshot.throttledRequests).toBeGreaterThan(0);
      const own = snapshot.lastSignIn[snapshot.signedInUserId ?? ''];
      expect(own).toMatchObject({ kind: 'unread', reason: { code: 'refused', status: 403 } });
      const missing = Object.values(snapshot.userMethods).filter((one) => one.kind === 'read');
      expect(missing).toHaveLength(117);
      expect(progress.at(-1)?.percent).toBe(100);
      expect(progress.at(-1)?.users).toBe(5200);
    },
  );

  it('asks no request per person where the bulk property is good', async () => {
    const practice = await practiceOf('S02', { users: 2_000 });
    await readAll(practice);
    const stats = await practice.source.practice?.stats();
    const byPath = stats?.ok === true ? stats.value.requests : {};
    const perPerson = Object.entries(byPath).filter(([path]) => path.includes('/users/{'));
    for (const [path, count] of perPerson) expect([path, count <= 200]).toEqual([path, true]);
    expect(stats?.ok === true ? stats.value.roundTrips : 999).toBeLessThan(60);
  });

  it('goes on at the page where an interrupted tour stopped', { timeout: 90_000 }, async () => {
    const practice = await practiceOf('S14');
    const cancel = new AbortController();
    const stopped = await takeSnapshot({
      source: practice.source,
      store: practice.store,
      answers: null,
      control: { ...goOn, signal: cancel.signal },
      onProgress: (progress) => {
        const users = progress.sources.find((one) => one.source === 'users');
        if ((users?.count ?? 0) >= 1998) cancel.abort();
      },
      sha256,
    });
    expect(stopped).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    const before = await practice.source.practice?.stats();
    const snapshot = await readAll(practice);
    const after = await practice.source.practice?.stats();
    const pages = (stats: typeof before): number =>
      stats?.ok === true ? (stats.value.requests['GET /v1.0/users'] ?? 0) : Number.NaN;
    // 5,200 accounts are six pages; no page is asked twice.
    expect(pages(before)).toBeGreaterThan(0);
    expect(pages(after)).toBe(6);
    expect(snapshot.users.kind === 'read' ? snapshot.users.value.length : 0).toBe(5200);
  });

  it('waits at a page boundary while paused', async () => {
    const practice = await practiceOf('S02');
    let resume: () => void = () => undefined;
    const resumed = new Promise<void>((resolve) => {
      resume = resolve;
    });
    let isPaused = true;
    const states: string[] = [];
    const taking = takeSnapshot({
      source: practice.source,
      store: practice.store,
      answers: null,
      control: { signal: goOn.signal, isPaused: () => isPaused, whenResumed: () => resumed },
      onProgress: (progress) => {
        states.push(...progress.sources.map((one) => one.state));
        if (states.includes('paused') && isPaused) {
          isPaused = false;
          resume();
        }
      },
      sha256,
    });
    expect((await taking).ok).toBe(true);
    expect(states).toContain('paused');
  });

  it('keeps no snapshot where it is cancelled after its last request', async () => {
    const practice = await practiceOf('S02');
    const stop = new AbortController();
    const { source, store } = practice;
    const taken = await takeSnapshot({
      ...{ source, store, answers: null, onProgress: () => undefined },
      control: { ...goOn, signal: stop.signal },
      sha256: (text) => {
        stop.abort();
        return sha256(text);
      },
    });
    expect(taken).toMatchObject({ ok: false, failure: { code: 'step/cancelled' } });
    expect(store.snapshots.latest()).toBeNull();
  });
});
