import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planHashOf } from '../../../../shared/plan/plan-file';
import { reverseOf } from '../../../../shared/plan/step-requests';
import { err } from '../../../../shared/result';
import type { Engine } from '../../../../src-main/rollout/engine';
import type { Fresh } from '../../../../src-main/rollout/fresh-data';
import type { JournalLog } from '../../../../src-main/rollout/journal-log';
import {
  approved,
  guards,
  lockHeld,
  policiesAsPlanned,
  rightAccount,
  rightTenant,
  tokenReady,
} from '../../../../src-main/rollout/guards';
import { nobodyLockedOut } from '../../../../src-main/rollout/lockout-guard';
import { noRun } from '../../../../src-main/rollout/one-run';
import { runGuards } from '../../../../src-main/rollout/preflight';
import { sha256 } from '../../../../src-main/files/sha256';
import {
  closeGuardBench,
  openGuardBench,
  plan,
  fresh,
  engine,
  emergencyIds,
  now,
  step,
  ask,
  enforce,
  managedPolicyId,
} from '../../../fixtures/guard-bench';
import { aPolicy } from '../../../fixtures/graph-objects';

beforeAll(openGuardBench, 120_000);
afterAll(closeGuardBench);

describe('guards before a write', () => {
  it('are exactly these, each asked every time', async () => {
    expect(Object.keys(guards)).toEqual([
      ...['G1', 'G2', 'G3', 'G4', 'G5', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12', 'G13', 'G14'],
      ...['blockers', 'cover', 'kind', 'window'],
    ]);
    const run = noRun;
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
    const run = noRun;
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
    // Holding the same roles does not make it the account the rollout belongs to.
    const { roles } = fresh.snapshot;
    if (roles.kind !== 'read') throw new Error('unread');
    const own = roles.value.map((role) =>
      role.userId === plan.operatorId ? { ...role, userId: source.signedInUserId ?? '' } : role,
    );
    const alike = { ...fresh.snapshot, roles: { kind: 'read' as const, value: own } };
    expect(
      await ask(rightAccount, { engine: { source }, fresh: { ...fresh, snapshot: alike } }),
    ).toMatchObject({ code: 'auth/account-mismatch' });
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
    const values = { policies: foreign.id, names: first.displayName };
    expect(await ask(policiesAsPlanned, asked)).toMatchObject({ code: 'plan/stale', values });
    const clearing = { ...asked, step: step('s24') };
    expect(await ask(policiesAsPlanned, clearing)).toMatchObject({ code: 'plan/stale' });
    const switched = withForeign([{ ...first, state: 'enabled' }]);
    expect(await ask(policiesAsPlanned, { step: enforce(), fresh: switched })).toMatchObject({
      code: 'plan/stale',
    });
    const off = withForeign([...conditionalAccess.value, { ...foreign, state: 'disabled' }]);
    expect(await ask(policiesAsPlanned, { step: enforce(), fresh: off })).toBeNull();
    expect(await ask(policiesAsPlanned, { step: enforce(), fresh: null })).not.toBeNull();
  });

  it('G8: emergency access and the operator survive the step', async () => {
    expect(await ask(nobodyLockedOut, { step: step('s44') })).toBeNull();
    const log = Object.create(engine.log, {
      state: { value: () => ({ ...engine.log.state('none'), evidence: null }) },
    }) as JournalLog;
    expect(await ask(nobodyLockedOut, { step: step('s44'), engine: { log } })).toMatchObject({
      code: 'guardrail/emergency-access',
      values: { check: 'twoDeclared' },
    });
    // Clearing takes a protection away: it is asked as well, but for the accounts being mended.
    const clearing = step('s24');
    expect(await ask(nobodyLockedOut, { step: clearing, engine: { log } })).toMatchObject({
      code: 'guardrail/emergency-access',
    });
    const mending = { ...clearing, purpose: 'emergencyAccess' as const };
    expect(await ask(nobodyLockedOut, { step: mending, engine: { log } })).toBeNull();
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
      await ask(nobodyLockedOut, { step: step('s44'), fresh: { ...fresh, people } }),
    ).toMatchObject({
      code: 'guardrail/emergency-access',
      values: { check: 'enabled' },
    });
    expect(await ask(nobodyLockedOut, { step: step('s44'), fresh: null })).not.toBeNull();
  });

  it('G8: a way back is held by nothing that somebody else’s policy does already', async () => {
    const block = { operator: 'OR' as const, builtInControls: ['block'] };
    const withPolicy = (state: 'enabled' | 'disabled'): Fresh => ({
      ...fresh,
      image: {
        ...fresh.image,
        conditionalAccess: [
          ...(fresh.image.conditionalAccess ?? []),
          aPolicy('theirs', { grant: block, state }),
        ],
      },
    });
    const [joining, stopped] = [step('s20'), withPolicy('enabled')];
    const leaving = {
      ...(reverseOf(joining) ?? joining),
      target: { ...joining.target, id: managedPolicyId() },
    };
    const back = { step: leaving, direction: 'back' as const };
    expect(await ask(nobodyLockedOut, { ...back, fresh: stopped })).toBeNull();
    expect(await ask(nobodyLockedOut, { step: leaving, fresh: stopped })).toMatchObject({
      values: { check: 'notStopped' },
    });
    // What the way back itself would turn on is another matter.
    const [prior, planned] = [{ state: 'disabled' }, { state: 'enabled' }];
    const target = { ...enforce().target, id: 'theirs' };
    const tightening = { ...enforce(), target, prior, planned };
    expect(
      await ask(nobodyLockedOut, {
        ...{ step: tightening, direction: 'back', fresh: withPolicy('disabled') },
      }),
    ).toMatchObject({ values: { check: 'notStopped', by: 'theirs' } });
    // More left out of a policy is how broken emergency access is mended, one policy at a time.
    const exclude = { ...step('s40'), target, ...leftOut(['a'], ['a', ...emergencyIds]) };
    expect(await ask(nobodyLockedOut, { step: exclude, fresh: stopped })).toBeNull();
    // Accounts that are out of order themselves hold it: nobody edits that between two steps unseen.
    const people = new Map(
      [...stopped.people].map(([id, one]) => [id, { ...one, enabled: !emergencyIds.includes(id) }]),
    );
    expect(
      await ask(nobodyLockedOut, { step: exclude, fresh: { ...stopped, people } }),
    ).toMatchObject({ values: { check: 'enabled' } });
    const include = { ...exclude, ...leftOut(['a', 'b'], ['a']) };
    expect(await ask(nobodyLockedOut, { step: include, fresh: stopped })).not.toBeNull();
  });
});

function leftOut(before: readonly string[], after: readonly string[]) {
  const conditions = (excludeUsers: readonly string[]) => ({
    conditions: { users: { includeUsers: ['All'], excludeUsers } },
  });
  return { prior: conditions(before), planned: conditions(after) };
}
