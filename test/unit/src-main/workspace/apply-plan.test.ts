import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/diagnostic';
import type { ConnectView } from '../../../../shared/ipc/home-contract';
import type { Plan } from '../../../../shared/plan/plan';
import { planHashOf, serializePlan } from '../../../../shared/plan/plan-file';
import { err } from '../../../../shared/result';
import type { Answers } from '../../../../shared/tenant/answer';
import type { Choices } from '../../../../shared/tenant/choice';
import { followSignInPage } from '../../../../src-main/app/follow-sign-in-page';
import { signIn } from '../../../../src-main/auth/token-broker';
import { sha256 } from '../../../../src-main/files/sha256';
import { loadBuiltInScenario } from '../../../../src-main/practice-tenant/scenario';
import { tenantIdOf } from '../../../../src-main/practice-tenant/tenant-ids';
import { signInForPlan } from '../../../../src-main/workspace/apply-plan';
import type { Host } from '../../../../src-main/workspace/host';
import type { HostPorts, SignInAsk } from '../../../../src-main/workspace/host-ports';
import { openHost } from '../../../fixtures/open-host';
import { scenarioPlan } from '../../../fixtures/scenario-plan';
import { requestTo, startFakeAuthority, tenantA, tenantB } from '../auth/fake-authority';

const made = scenarioPlan('S02').plan;
const signed = { by: 'maria@kestrel.example', at: '2026-11-20T08:00:00Z', reason: 'Fewer calls' };
const choices: Choices = {
  ...{ schema: 'causeway-choices/1', approvals: { value: 2, ...signed } },
  ringMoves: { [made.rings.at(-1)?.members[0] ?? '']: 1 },
};
const answers: Answers = {
  ...(made.answers ?? { schema: 'causeway-answers/1' }),
  entered: { 'legacyMfa.appPasswordsAllowed': { by: signed.by, at: signed.at } },
};
const registration = {
  clientId: '11111111-2222-4333-8444-555555555555',
  writeClientId: '66666666-7777-4888-8999-000000000000',
};

function planOf(change: Partial<Plan>): Plan {
  const plan = { ...made, choices, ...change };
  return { ...plan, planHash: planHashOf(plan, sha256) };
}

const practice = loadBuiltInScenario('S02').input;
const domain = practice.kind === 'tenant' ? practice.tenant.initialDomain : '';
/** The plan of the practice tenant, as the window makes it. */
const practised = {
  source: 'practice',
  tenant: { ...made.tenant, id: tenantIdOf(domain) },
} as const;

let inCloud: HostPorts['signIn'];
let folder = '';
let asked: SignInAsk[] = [];
let view: ConnectView | null = null;
const hosts: Host[] = [];
beforeEach(() => {
  inCloud = () => Promise.resolve(err(failure('auth/failed')));
  [folder, asked, view] = [mkdtempSync(join(tmpdir(), 'causeway-apply-')), [], null];
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.closeCurrent();
  rmSync(folder, { recursive: true, force: true });
});

/** With this plan's file open. */
async function opened(plan: Plan): Promise<Host> {
  const host = openHost(folder, undefined, undefined, {
    signIn: (ask) => {
      asked.push(ask);
      if (ask.authority.startsWith('https://')) return inCloud(ask);
      return signIn({
        ...ask,
        fetch: (url, init) => fetch(url, init),
        openBrowser: (url) => followSignInPage(url, fetch),
        signal: new AbortController().signal,
        mayWrite: () => true,
        now: () => Date.now(),
      });
    },
    ...{ hasKept: () => false, forgetKept: () => undefined, cancelSignIn: () => undefined },
    fetchFor: (kind) => (input, init) =>
      kind === 'cloud' ? Promise.reject(new Error('no network')) : fetch(input, init),
    writeFetchFor: () => (input, init) => fetch(input, init),
    ...{ practiceStarted: () => undefined, practiceStopped: () => undefined },
    publish: (name, body) => {
      if (name === 'connect.changed') view = body as ConnectView;
    },
  });
  hosts.push(host);
  const file = join(folder, 'a.causeway');
  writeFileSync(file, serializePlan(plan));
  expect(await host.newPlan(file)).toEqual({ ok: true, value: undefined });
  return host;
}

/** How the sign-in that is pressed for ends. */
async function signedIn(host: Host): Promise<ConnectView> {
  await host.current?.signIn();
  await expect.poll(() => view?.state, { timeout: 20_000 }).not.toBe('waiting');
  return view as ConnectView;
}

describe('from a plan file to its tenant', () => {
  it('a practice tenant begins at Connect, with answers and choices and no approval', async () => {
    const approval = {
      ...{ planHash: planOf({ ...practised, answers }).planHash, tenant: practised.tenant.id },
      ...{ account: '11111111-2222-3333-4444-555555555555', at: '2026-11-22T12:00:00Z' },
    };
    const envelope = { ...made.envelope, approvals: [approval] };
    const host = await opened(planOf({ ...practised, answers, envelope }));
    const file = host.current?.meta.id;
    expect(await signInForPlan(host, null, true)).toEqual({ ok: true, value: null });
    const { current } = host;
    expect(current?.meta).toMatchObject({
      ...{ source: 'practice', scenario: 'S02', screen: 'connect', isConfirmed: false },
      ...{ tenant: { id: practised.tenant.id, account: '' }, readAt: null },
    });
    expect(current?.store.choices.get()).toEqual(choices);
    expect(current?.store.answers.get()).toEqual(answers);
    expect(current?.rollout.plan).toBeNull();
    expect(host.cards().find(({ id }) => id === current?.meta.id)?.isFromPlan).toBe(true);
    // The file stays where it was, to be read.
    expect(host.cards().find(({ id }) => id === file)).toMatchObject({
      ...{ source: 'plan', isFromPlan: false },
    });
  });

  it('a press more opens what the first one began, until somebody has gone on there', async () => {
    const host = await opened(planOf({ ...practised, answers }));
    const file = host.current?.meta.id ?? '';
    const press = async (): Promise<string> => {
      await host.open(file);
      expect(await signInForPlan(host, null, true)).toEqual({ ok: true, value: null });
      return host.current?.meta.id ?? '';
    };
    const first = await press();
    expect([await press(), host.cards().length]).toEqual([first, 2]);
    await signedIn(host);
    expect(await press()).not.toBe(first);
    expect(host.cards()).toHaveLength(3);
  });

  it('its own tenant is signed in to', async () => {
    const host = await opened(planOf(practised));
    await signInForPlan(host, null, true);
    expect(await signedIn(host)).toMatchObject({
      ...{ state: 'signedIn', failure: null, tenant: { id: practised.tenant.id } },
    });
  });

  it('a practice tenant that is not here any more is said to be none', async () => {
    const tenant = { ...made.tenant, id: '99999999-9999-4999-8999-999999999999' };
    const host = await opened(planOf({ source: 'practice', tenant }));
    const file = host.current;
    expect(await signInForPlan(host, registration, false)).toMatchObject({
      failure: { code: 'plan/no-practice-tenant', values: { name: tenant.displayName } },
    });
    expect([host.current, host.cards().length]).toEqual([file, 1]);
  });
});

describe('from a plan file to a tenant of a cloud', () => {
  it('asks for a registration where none is known, and begins with it there alone', async () => {
    const host = await opened(planOf({ source: 'https', cloud: 'usgov' }));
    const asks = { cloud: 'usgov', tenant: made.tenant.id };
    expect(await signInForPlan(host, null, false)).toEqual({ ok: true, value: asks });
    expect(host.cards()).toHaveLength(1);
    expect(await signInForPlan(host, registration, false)).toEqual({ ok: true, value: null });
    expect(host.current?.store.choices.get()).toEqual(choices);
    await signedIn(host);
    expect(asked).toMatchObject([
      {
        ...{ authority: `https://login.microsoftonline.us/${made.tenant.id}`, ...registration },
        tenantId: made.tenant.id,
      },
    ]);
  });

  it('another tenant is refused, with both named', async () => {
    const authority = await startFakeAuthority();
    authority.tricks.tokenTenant = tenantA;
    inCloud = ({ tenantId }) =>
      signIn(
        requestTo(authority, {
          authority: `${authority.origin}/organizations`,
          ...(tenantId === undefined ? {} : { tenantId }),
        }),
      );
    const tenant = { ...made.tenant, id: tenantB };
    const host = await opened(planOf({ source: 'https', tenant }));
    await signInForPlan(host, registration, false);
    expect(await signedIn(host)).toMatchObject({
      state: 'signedOut',
      failure: { code: 'auth/tenant-mismatch', values: { expected: tenantB, actual: tenantA } },
    });
    expect([host.current?.source, host.current?.meta.tenant?.id]).toEqual([null, tenantB]);
    await authority.close();
  });

  it('takes a registration with which somebody was in this tenant of this cloud', async () => {
    const plan = planOf({ source: 'https' });
    const host = await opened(plan);
    const file = host.current?.meta.id ?? '';
    await signInForPlan(host, registration, false);
    const first = host.current?.meta;
    if (first?.tenant == null) throw new Error('no workspace');
    await host.open(file);
    // Nobody has signed in with it yet: it may be the wrong one.
    expect(await signInForPlan(host, null, false)).toMatchObject({ value: { cloud: 'global' } });
    host.index.save({ ...first, tenant: { ...first.tenant, account: 'gaa@kestrel.example' } });
    expect(await signInForPlan(host, null, false)).toEqual({ ok: true, value: null });
    expect(host.current?.meta).toMatchObject({ source: 'https', ...registration });
    expect(host.current?.meta.id).not.toBe(first.id);
    await host.closeCurrent();
    const other = await opened(planOf({ source: 'https', cloud: 'china' }));
    expect(await signInForPlan(other, null, false)).toMatchObject({ value: { cloud: 'china' } });
  });

  it('a capture of it leads there too; not where real tenants are off', async () => {
    const tenant = { ...made.tenant, id: '99999999-9999-4999-8999-999999999999' };
    const host = await opened(planOf({ source: 'capture', tenant }));
    expect(await signInForPlan(host, registration, true)).toMatchObject({
      failure: { code: 'auth/real-tenant-off' },
    });
    expect(await signInForPlan(host, registration, false)).toMatchObject({ value: null });
    expect(host.current?.meta).toMatchObject({ source: 'https', tenant: { id: tenant.id } });
  });

  it('begins nowhere but at a plan file', async () => {
    const host = await opened(planOf(practised));
    await signInForPlan(host, null, false);
    expect(await signInForPlan(host, null, false)).toMatchObject({
      failure: { code: 'ipc/refused' },
    });
    expect(host.cards()).toHaveLength(2);
  });
});
