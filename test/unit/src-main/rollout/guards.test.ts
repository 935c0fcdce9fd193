import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Failure } from '../../../../shared/diagnostic';
import { ok, err } from '../../../../shared/result';
import type { Plan } from '../../../../shared/plan/plan';
import type { Step } from '../../../../shared/plan/step';
import { planHashOf } from '../../../../shared/plan/plan-file';
import type { Engine } from '../../../../src-main/rollout/engine';
import { FreshData, type Fresh } from '../../../../src-main/rollout/fresh-data';
import type { Guard } from '../../../../src-main/rollout/guard';
import {
  approved,
  clocksAgree,
  earlierDone,
  guards,
  kindAllows,
  lockHeld,
  noBlocker,
  nobodyLockedOut,
  policiesAsPlanned,
  readLately,
  rightAccount,
  rightTenant,
  spaceLeft,
  tokenReady,
  wayBack,
  writesOnce,
} from '../../../../src-main/rollout/guards';
import { JournalLog } from '../../../../src-main/rollout/journal-log';
import { runGuards } from '../../../../src-main/rollout/preflight';
import { sha256 } from '../../../../src-main/store/journal-store';
import { goOn, openPractice, type OpenPractice } from '../../../fixtures/open-practice';
import { act, planPractice } from '../../../fixtures/run-rollout';
import { isJsonObject } from '../../../../shared/json';

let practice: OpenPractice;
let plan: Plan;
let fresh: Fresh;
let engine: Engine;
let emergencyIds: readonly string[];
let now: number;

beforeAll(async () => {
  practice = await openPractice('S02');
  plan = await planPractice(practice, 'S02');
  const made = await act(practice.source, 'emergency-access', {});
  const upns = isJsonObject(made) && Array.isArray(made['upns']) ? made['upns'].map(String) : [];
  await practice.source.clock.sleep(5_000);
  const { source, store } = practice;
  store.plans.save(plan, null);
  store.journal.openRollout({ rolloutId: 'r', planHash: plan.planHash, openedAt: 'now' });
  const nowIso = async () => new Date(await source.clock.serverNow()).toISOString();
  const log = new JournalLog(
    store.journal,
    'r',
    nowIso,
    () => '',
    () => undefined,
  );
  const ids = new Map<string, readonly string[]>();
  const data = new FreshData({
    source,
    store,
    plan,
    sha256,
    emergencyAccess: () => ids.get('x') ?? [],
  });
  const first = await data.get(goOn.signal);
  if (!first.ok) throw new Error(first.failure.code);
  emergencyIds = [...first.value.people.values()]
    .filter((person) => upns.includes(person.upn))
    .map((person) => person.id);
  ids.set('x', emergencyIds);
  data.invalidate();
  const second = await data.get(goOn.signal);
  if (!second.ok) throw new Error(second.failure.code);
  fresh = second.value;
  now = await source.clock.serverNow();
  const stepOne = plan.steps[0]?.id ?? '';
  engine = {
    source,
    graph: source.graph,
    clock: source.clock,
    store,
    plan,
    log,
    lock: { isHeld: () => true, release: () => undefined },
    fresh: data,
    candidates: new Map(),
    refs: {
      created: () => null,
      evidence: (stepId) => (stepId === stepOne ? emergencyIds : null),
    },
    sha256,
    directory: practice.directory,
    randomId: () => 'id',
    writeKit: () => Promise.resolve(ok(undefined)),
  };
  const told = await log.append(
    { type: 'approved', stepId: null, item: null, body: { planHash: plan.planHash, stopSeen: 0 } },
    {
      type: 'evidence',
      stepId: stepOne,
      item: null,
      body: { dir: 'forward', accounts: [...emergencyIds] },
    },
    { type: 'done', stepId: stepOne, item: null, body: { dir: 'forward' } },
  );
  if (!told.ok) throw new Error(told.failure.code);
}, 120_000);

afterAll(() => practice.close());

function step(id: string): Step {
  const found = plan.steps.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
}

interface Change {
  readonly engine?: Partial<Engine>;
  readonly step?: Step;
  readonly fresh?: Fresh | null;
  readonly now?: number;
  readonly direction?: 'forward' | 'back';
}

async function ask(guard: Guard, change: Change = {}): Promise<Failure | null> {
  return guard({
    engine: { ...engine, ...change.engine },
    run: { signal: goOn.signal, onEvent: () => undefined },
    motion: { step: change.step ?? step('s02'), direction: change.direction ?? 'forward' },
    fresh: change.fresh === undefined ? fresh : change.fresh,
    now: change.now ?? now,
  });
}

const enforce = (): Step => ({
  ...step('s19'),
  target: { ...step('s19').target, id: managedPolicyId() },
});

function managedPolicyId(): string {
  const { conditionalAccess } = fresh.snapshot;
  return conditionalAccess.kind === 'read' ? (conditionalAccess.value[0]?.id ?? '') : '';
}

describe('guards before a write', () => {
  it('are exactly these, each asked every time', async () => {
    expect(Object.keys(guards)).toEqual([
      ...['G1', 'G2', 'G3', 'G4', 'G5', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12', 'G13', 'G14'],
      ...['blockers', 'kind'],
    ]);
    const run = { signal: goOn.signal, onEvent: () => undefined };
    const rows = await runGuards(engine, run, { step: step('s02'), direction: 'forward' }, fresh);
    expect(rows.map((row) => [row.guard, row.verdict])).toEqual(
      Object.keys(guards).map((guard) => [guard, 'yes']),
    );
  });

  it('count a throw as unknown, which is not yes', async () => {
    const broken: Engine = {
      ...engine,
      lock: {
        isHeld: () => {
          throw new Error('boom');
        },
        release: () => undefined,
      },
    };
    const run = { signal: goOn.signal, onEvent: () => undefined };
    const rows = await runGuards(broken, run, { step: step('s02'), direction: 'forward' }, fresh);
    expect(rows[0]).toMatchObject({
      guard: 'G1',
      verdict: 'unknown',
      failure: { code: 'internal/bug' },
    });
  });

  it('G1: the lock', async () => {
    expect(await ask(lockHeld)).toBeNull();
    const lock = { isHeld: () => false, release: () => undefined };
    expect(await ask(lockHeld, { engine: { lock } })).toMatchObject({ code: 'store/locked' });
  });

  it('G2: the tenant, asked now', async () => {
    expect(await ask(rightTenant)).toBeNull();
    const tenant = { ...plan.tenant, id: '11111111-1111-1111-1111-111111111111' };
    expect(await ask(rightTenant, { engine: { plan: { ...plan, tenant } } })).toMatchObject({
      code: 'plan/wrong-tenant',
    });
    const graph = {
      ...engine.graph,
      get: () => Promise.resolve(err({ code: 'graph/network' as const, values: {} })),
    };
    expect(await ask(rightTenant, { engine: { graph } })).toMatchObject({ code: 'graph/network' });
  });

  it('G3: approved for this hash, not too old, no stop', async () => {
    expect(await ask(approved)).toBeNull();
    const edited = { ...plan, steps: plan.steps.slice(1) };
    expect(await ask(approved, { engine: { plan: edited } })).toMatchObject({
      code: 'plan/hash-mismatch',
    });
    const other = { ...edited, planHash: planHashOf(edited, sha256) };
    expect(await ask(approved, { engine: { plan: other } })).toMatchObject({
      code: 'plan/not-approved',
    });
    expect(await ask(approved, { now: now + 8 * 86_400_000 })).toMatchObject({
      code: 'plan/not-approved',
    });
    expect(await ask(approved, { now: now + 6 * 86_400_000 })).toBeNull();
    const journal = { ...engine.store.journal, stopRequests: () => [{ id: 1, kind: 'emergency' }] };
    expect(await ask(approved, { engine: { store: { ...engine.store, journal } } })).toMatchObject({
      code: 'step/cancelled',
    });
  });

  it('G4: the account and its roles', async () => {
    expect(await ask(rightAccount)).toBeNull();
    const source = { ...engine.source, signedInUserId: plan.people[5]?.id ?? null };
    expect(await ask(rightAccount, { engine: { source } })).toMatchObject({
      code: 'auth/account-mismatch',
    });
    const without = { ...fresh.snapshot, roles: { kind: 'read' as const, value: [] } };
    expect(await ask(rightAccount, { fresh: { ...fresh, snapshot: without } })).toMatchObject({
      code: 'auth/account-mismatch',
    });
    expect(await ask(rightAccount, { fresh: null })).not.toBeNull();
  });

  it('G5: a token that may write', async () => {
    expect(await ask(tokenReady)).toBeNull();
    const none = err({ code: 'auth/signed-out' as const, values: {} });
    const graph = { ...engine.graph, checkToken: () => Promise.resolve(none) };
    expect(await ask(tokenReady, { engine: { graph } })).toMatchObject({ code: 'auth/signed-out' });
  });

  it('G7: nobody else switched on or changed a policy that touches these people', async () => {
    expect(await ask(policiesAsPlanned, { step: enforce() })).toBeNull();
    const { conditionalAccess } = fresh.snapshot;
    if (conditionalAccess.kind !== 'read') throw new Error('unread');
    const [first] = conditionalAccess.value;
    if (first === undefined) throw new Error('none');
    const withForeign = (value: readonly (typeof first)[]): Fresh => ({
      ...fresh,
      snapshot: { ...fresh.snapshot, conditionalAccess: { kind: 'read', value } },
    });
    const foreign = { ...first, id: '99999999-9999-9999-9999-999999999999', state: 'enabled' };
    const asked = { step: enforce(), fresh: withForeign([...conditionalAccess.value, foreign]) };
    expect(await ask(policiesAsPlanned, asked)).toMatchObject({ code: 'plan/stale' });
    const switched = withForeign([{ ...first, state: 'enabled' }]);
    expect(await ask(policiesAsPlanned, { step: enforce(), fresh: switched })).toMatchObject({
      code: 'plan/stale',
    });
    const off = withForeign([...conditionalAccess.value, { ...foreign, state: 'disabled' }]);
    expect(await ask(policiesAsPlanned, { step: enforce(), fresh: off })).toBeNull();
    expect(await ask(policiesAsPlanned, { step: enforce(), fresh: null })).not.toBeNull();
  });

  it('G8: emergency access and the operator survive the step', async () => {
    expect(await ask(nobodyLockedOut, { step: step('s42') })).toBeNull();
    const log = Object.create(engine.log, {
      state: { value: () => ({ ...engine.log.state('none'), evidence: null }) },
    }) as JournalLog;
    expect(await ask(nobodyLockedOut, { step: step('s42'), engine: { log } })).toMatchObject({
      code: 'guardrail/emergency-access',
      values: { check: 'twoDeclared' },
    });
    // What only gives stays possible, or broken emergency access could never be mended.
    expect(await ask(nobodyLockedOut, { step: step('s02'), engine: { log } })).toBeNull();
    const people = new Map(
      [...fresh.people].map(([id, person]) =>
        emergencyIds.includes(id)
          ? ([id, { ...person, enabled: false }] as const)
          : ([id, person] as const),
      ),
    );
    expect(
      await ask(nobodyLockedOut, { step: step('s42'), fresh: { ...fresh, people } }),
    ).toMatchObject({
      code: 'guardrail/emergency-access',
      values: { check: 'enabled' },
    });
    expect(await ask(nobodyLockedOut, { step: step('s42'), fresh: null })).not.toBeNull();
  });

  it('G9: earlier steps are finished', async () => {
    expect(await ask(earlierDone)).toBeNull();
    expect(await ask(earlierDone, { step: step('s03') })).toMatchObject({
      code: 'guardrail/refused',
      values: { expected: 'earlierSteps', open: 's02' },
    });
    expect(await ask(earlierDone, { step: step('s03'), direction: 'back' })).toBeNull();
  });

  it('G10: the way back is stored and written down', async () => {
    expect(await ask(wayBack)).toBeNull();
    const plans = { ...engine.store.plans, load: () => null };
    expect(await ask(wayBack, { engine: { store: { ...engine.store, plans } } })).toMatchObject({
      code: 'plan/hash-mismatch',
    });
    const failed = err({ code: 'store/unwritable' as const, values: {} });
    expect(
      await ask(wayBack, { engine: { writeKit: () => Promise.resolve(failed) } }),
    ).toMatchObject({
      code: 'store/unwritable',
    });
  });

  it('G11: clocks agree and do not go back', async () => {
    expect(await ask(clocksAgree)).toBeNull();
    expect(await ask(clocksAgree, { now: now - 3_600_000 })).toMatchObject({
      code: 'auth/clock-skew',
    });
    const source = { ...engine.source, kind: 'https' as const };
    const clock = { ...engine.clock, now: () => now + 6 * 60_000 };
    expect(await ask(clocksAgree, { engine: { source, clock } })).toMatchObject({
      code: 'auth/clock-skew',
    });
    const near = { ...engine.clock, now: () => now + 4 * 60_000 };
    expect(await ask(clocksAgree, { engine: { source, clock: near } })).toBeNull();
  });

  it('G12: room for the journal', async () => {
    expect(await ask(spaceLeft)).toBeNull();
    for (const free of [15 * 1024 * 1024, null]) {
      const store = { ...engine.store, freeBytes: () => free };
      expect(await ask(spaceLeft, { engine: { store } })).toMatchObject({
        code: 'store/unwritable',
      });
    }
  });

  it('G13: read as a whole in the last seven days', async () => {
    expect(await ask(readLately)).toBeNull();
    expect(await ask(readLately, { now: fresh.takenAt + 7 * 86_400_000 + 1 })).toMatchObject({
      code: 'plan/stale',
    });
    expect(await ask(readLately, { fresh: null })).not.toBeNull();
  });

  it('G14: a real source sends a write once', async () => {
    expect(await ask(writesOnce)).toBeNull();
    const source = { ...engine.source, kind: 'https' as const };
    expect(await ask(writesOnce, { engine: { source } })).toBeNull();
    const graph = { ...engine.graph, isWriteSentOnce: () => Promise.resolve(false) };
    expect(await ask(writesOnce, { engine: { source, graph } })).toMatchObject({
      code: 'guardrail/refused',
      values: { expected: 'writeLane' },
    });
  });

  it('blockers: an open one refuses the purposes it names', async () => {
    expect(await ask(noBlocker)).toBeNull();
    const blocker = {
      code: 'BG-MISSING' as const,
      severity: 'blocker' as const,
      count: 1,
      subjects: [{ kind: 'tenant' as const, id: 't', name: 't' }],
    };
    const blocked: Fresh = {
      ...fresh,
      assessment: { ...fresh.assessment, findings: [blocker] },
    };
    expect(await ask(noBlocker, { step: step('s42'), fresh: blocked })).toMatchObject({
      code: 'guardrail/blocker-open',
      values: { codes: 'BG-MISSING' },
    });
    expect(await ask(noBlocker, { step: step('s02'), fresh: blocked })).toBeNull();
    expect(
      await ask(noBlocker, { step: step('s42'), fresh: blocked, direction: 'back' }),
    ).toBeNull();
    expect(await ask(noBlocker, { fresh: null })).not.toBeNull();
  });

  it('kind: what the kind of a step refuses', async () => {
    expect(await ask(kindAllows)).toBeNull();
    const policy = fresh.image.policy;
    if (policy === null) throw new Error('unread');
    const withState = (policyMigrationState: string | null): Fresh => ({
      ...fresh,
      image: { ...fresh.image, policy: { ...policy, policyMigrationState } },
    });
    const expected = (name: string) => ({ code: 'guardrail/refused', values: { expected: name } });
    expect(await ask(kindAllows, { fresh: withState('preMigration') })).toMatchObject(
      expected('migrationInProgress'),
    );
    expect(await ask(kindAllows, { step: step('s42'), fresh: withState(null) })).toMatchObject(
      expected('stateKnown'),
    );
    const silent: Fresh = { ...fresh, answers: { schema: 'causeway-answers/1' } };
    expect(await ask(kindAllows, { step: step('s42'), fresh: silent })).toMatchObject(
      expected('legacyAnswers'),
    );
    const big: Fresh = { ...fresh, snapshot: { ...fresh.snapshot, policyBytes: 20_050 } };
    expect(await ask(kindAllows, { step: step('s03'), fresh: big })).toMatchObject({
      code: 'guardrail/size',
    });
    const withDefaults: Fresh = { ...fresh, image: { ...fresh.image, securityDefaults: true } };
    expect(await ask(kindAllows, { step: enforce(), fresh: withDefaults })).toMatchObject(
      expected('securityDefaultsOff'),
    );
    const noPlans: Fresh = {
      ...fresh,
      snapshot: { ...fresh.snapshot, subscribedSkus: { kind: 'read', value: [] } },
    };
    expect(await ask(kindAllows, { step: step('s11'), fresh: noPlans })).toMatchObject(
      expected('premiumLicence'),
    );
    const off: Step = {
      ...step('s02'),
      purpose: 'enableMethods',
      planned: { state: 'disabled' },
      owned: ['state'],
    };
    expect(await ask(kindAllows, { step: off })).toMatchObject(expected('nobodyStranded'));
    expect(await ask(kindAllows, { fresh: null })).not.toBeNull();
  });
});
