import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { ConnectView } from '../../../../shared/ipc/home-contract';
import type { Json } from '../../../../shared/json';
import { err, ok } from '../../../../shared/result';
import type { SignedIn } from '../../../../src-main/auth/token-broker';
import type { CliContext } from '../../../../src-main/cli/context';
import { openTenant } from '../../../../src-main/cli/sources';
import { openGraphSource, type Source } from '../../../../src-main/graph/open-source';
import type { Plan } from '../../../../shared/plan/plan';
import type { PacingLevels } from '../../../../src-main/graph/pacing-buckets';
import { pacingMemory } from '../../../../src-main/rollout/pacing-memory';
import type { SettingStore } from '../../../../src-main/store/setting-store';
import { ConnectSession } from '../../../../src-main/workspace/connect-session';
import { SecondPerson, type SecondPersonDeps } from '../../../../src-main/workspace/second-person';
import { quickFolder } from '../../../fixtures/campaign';
import { scripted } from '../../../fixtures/scripted-graph';
import { refusingGraph, type RefusingGraph } from '../../../fixtures/refusing-graph';
import { noAccess } from '../../../fixtures/no-access';

const getToken = () => Promise.resolve(ok('t'));
let graph: RefusingGraph;
afterEach(() => graph.close());

function newSettings(): SettingStore {
  const kept = new Map<string, string>();
  return {
    get: (key) => JSON.parse(kept.get(key) ?? 'null') as Json,
    set: (key, value) => (kept.set(key, JSON.stringify(value)), ok(undefined)),
  };
}

/** Asks for users, is told to wait, and ends: what a process does that is killed then. */
async function refused(source: Source): Promise<void> {
  const stop = new AbortController();
  const asking = source.graph.get('/v1.0/users', { signal: stop.signal });
  await expect.poll(() => graph.asked.some((path) => path.startsWith('/v1.0/users'))).toBe(true);
  await new Promise((passed) => setTimeout(passed, 100));
  stop.abort();
  await asking;
}

test('a tenant that is opened again is asked nothing before its Retry-After is over', async () => {
  graph = await refusingGraph(2);
  const memory = pacingMemory(newSettings());
  const open = () => openGraphSource({ graphUrl: graph.url, cloud: 'global', getToken, memory });
  const first = await open();
  expect(first.ok && first.value.kind).toBe('https');
  if (first.ok) await refused(first.value);
  const again = await open();
  expect([again.ok, graph.early]).toEqual([true, []]);
  expect(graph.asked.slice(-2)).toEqual([
    expect.stringMatching(/^\/v1.0\/organization/),
    expect.stringMatching(/^\/v1.0\/me/),
  ]);
});

test('neither is it by a command with --state, whatever the command does then', async () => {
  graph = await refusingGraph(2);
  const state = quickFolder('state');
  const context = {
    options: new Map([['state', state]]),
    ...{ token: 't', now: () => Date.now(), signal: new AbortController().signal },
    output: { language: 'en' },
  } as unknown as CliContext;
  const first = await openTenant(context, graph.url);
  if (first.ok) await refused(first.value);
  const again = await openTenant(context, graph.url);
  expect([first.ok, again.ok, graph.early]).toEqual([true, true, []]);
  rmSync(state, { recursive: true, force: true });
});

/** A window whose sign-in succeeds; what the workspace keeps is in `settings`. */
function openWindow(settings: SettingStore) {
  const views: ConnectView[] = [];
  const ended: string[] = [];
  const signedIn = {
    ...{ tenantId: graph.tenantId, account: { id: '', upn: 'a@b', name: 'a' }, getToken },
    ...{ lacking: () => [], allowed: () => [], confirmed: () => [] },
    signOut: () => (ended.push('signOut'), Promise.resolve()),
  } as unknown as SignedIn;
  const session = new ConnectSession(
    {
      ...{ source: 'https', cloud: 'global', tenant: null },
      ...{ clientId: 'c', writeClientId: null, authorityTenant: 'organizations' },
    },
    {
      ...{ signIn: () => Promise.resolve(ok(signedIn)), cancelSignIn: () => undefined },
      renewSignIn: () => Promise.resolve(err({ code: 'internal/bug', values: {} })),
      ...{ hasKept: () => false, forgetKept: () => undefined },
      fetchFor: () => (input, init) => fetch(input, init),
      writeFetchFor: () => (input, init) => fetch(input, init),
    },
    settings,
    (view) => void views.push(view),
    noAccess,
  );
  const place = { authority: '', clientId: 'c', cloud: 'global' as const, tenantId: undefined };
  session.start({ ...place, graphUrl: graph.url });
  const settled = () => views.findLast(({ state }) => state !== 'waiting');
  return { session, settled, ended };
}

test('nor by a window that is opened again, card and all', async () => {
  graph = await refusingGraph(2);
  const settings = newSettings();
  const first = openWindow(settings);
  await expect.poll(() => first.settled()?.state, { timeout: 5_000 }).toBe('signedIn');
  if (first.session.source !== null) await refused(first.session.source);
  const before = graph.asked.length;
  const again = openWindow(settings);
  await expect.poll(() => again.settled()?.state, { timeout: 10_000 }).toBe('signedIn');
  expect(graph.asked.length - before).toBeGreaterThanOrEqual(5);
  expect(graph.early).toEqual([]);
});

test('while a window waits for that, cancel ends it at once and nobody is signed in', async () => {
  graph = await refusingGraph(600);
  const settings = newSettings();
  const first = openWindow(settings);
  await expect.poll(() => first.settled()?.state, { timeout: 5_000 }).toBe('signedIn');
  if (first.session.source !== null) await refused(first.session.source);
  const before = graph.asked.length;
  const again = openWindow(settings);
  await new Promise((passed) => setTimeout(passed, 300));
  expect([again.session.view.state, graph.asked.length]).toEqual(['waiting', before]);
  again.session.cancel();
  await expect
    .poll(() => again.settled(), { timeout: 1_000 })
    .toMatchObject({
      ...{ state: 'signedOut', failure: { code: 'auth/cancelled' } },
    });
  expect([again.session.source, again.ended, graph.early]).toEqual([null, ['signOut'], []]);
});

test('nor is it asked for the second person, who may give up waiting', async () => {
  graph = await refusingGraph(600);
  const settings = newSettings();
  const memory = pacingMemory(settings);
  const first = await openGraphSource({ graphUrl: graph.url, cloud: 'global', getToken, memory });
  if (first.ok) await refused(first.value);
  const before = graph.asked.length;
  const plan = { planHash: 'a', tenant: { id: graph.tenantId }, choices: {} } as unknown as Plan;
  let isOut = false;
  const signedIn = { ...{ tenantId: graph.tenantId, account: { upn: 'b@b' }, getToken } };
  const signOut = () => ((isOut = true), Promise.resolve());
  const second = new SecondPerson({
    ports: {
      signIn: () => Promise.resolve(ok({ ...signedIn, signOut } as unknown as SignedIn)),
      cancelSignIn: () => undefined,
      fetchFor: () => fetch,
      twoPeople: { isSet: () => true } as unknown as SecondPersonDeps['ports']['twoPeople'],
    },
    workspace: {
      ...{ meta: { source: 'https', tenant: null }, connect: { source: null }, snapshot: null },
      ...{ store: { settings }, access: noAccess },
      rollout: { plan, rollout: null, approveSecond: () => Promise.resolve(ok(undefined)) },
    },
    place: () =>
      Promise.resolve(
        ok({ authority: '', clientId: 'c', cloud: 'global', graphUrl: graph.url, tenantId: 'T' }),
      ),
    changed: () => undefined,
  });
  second.approve(plan, 'apply');
  await new Promise((passed) => setTimeout(passed, 300));
  expect([second.view(plan).waiting, graph.asked.length]).toEqual(['apply', before]);
  second.cancel();
  await expect.poll(() => second.view(plan).waiting, { timeout: 1_000 }).toBe(null);
  expect([second.view(plan).failure?.code, isOut]).toEqual(['auth/cancelled', true]);
});

test('told where to keep its limits a second time, a client spends nothing twice', async () => {
  let kept: PacingLevels = {};
  const memory = { load: () => kept, save: (levels: PacingLevels) => void (kept = levels) };
  const { client, clock, asked } = scripted('https', [{ status: 200 }]);
  client.keepPacing(memory);
  const path = '/v1.0/identity/conditionalAccess/policies';
  await client.get(path);
  const level = kept.conditionalAccess?.level ?? NaN;
  for (let n = 0; n < 5; n += 1) client.keepPacing({ ...memory });
  clock.at += 1_100;
  const at = clock.at;
  await client.get(path);
  expect(asked[1]?.at).toBe(at);
  expect(kept.conditionalAccess?.level).toBeCloseTo(level, 1);
});
